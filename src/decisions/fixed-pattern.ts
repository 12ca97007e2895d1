// decisions.md B4 at a fixed number of seeds: its cells judged by the rules of existence and equivalence.
import type { PatternRule } from './decision.ts';
import { effectOf } from './effect.ts';
import { judgeEquivalence } from './equivalence.ts';
import { judgeExistence, powerOfExistence } from './existence.ts';
import { pValueOf } from './families.ts';
import { invalidDecision, invalidSample } from './invalid.ts';
import { foundDecision, type Judgement, judgementOf } from './judgement.ts';
import { type CellFinding, type CellJudge, finiteInteractions, patternAt, type Rows } from './pattern.ts';
import { inDigits } from './wording.ts';

export function judgePattern(
  rule: PatternRule,
  rows: Rows,
  { signFlipAlpha = rule.alpha }: { readonly signFlipAlpha?: number } = {},
): Judgement {
  const { alpha, planned } = rule;
  const seeds = rows.length;
  const values = finiteInteractions(rule, rows);
  const unfit = invalidSample(values, alpha);
  if (unfit !== null) return judgementOf(unfit);
  const { verdict, tests, cells, reason } = patternAt(rule, { rows, judge: fixedJudge(rule, signFlipAlpha) });
  if (verdict === 'invalid') {
    const inWords = () => invalidDecision(sentence(reason()), { seeds, alpha });
    return { outcome: 'invalid', tests: [], seeds, alpha, eValue: null, inWords };
  }
  const outcome = ({ for: 'reproduced', against: 'not-reproduced', open: 'inconclusive' } as const)[verdict];
  const inWords = () => {
    const effect = effectOf(values, alpha);
    const standing = `Over ${seeds} seeds the cells above chance exceed those at chance by ${inDigits(effect?.estimate ?? 0)}`;
    // That of the interaction alone, which the plan declares: with every cell to hold, an upper bound.
    const power = powerOfExistence({ direction: 'greater', threshold: 0, alpha }, planned, seeds);
    const words = { reason: `${standing}; ${reason()}.`, effect, tests, seeds, alpha, power, cells: cells() };
    return foundDecision(outcome, words);
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

function fixedJudge({ alpha, planned }: PatternRule, signFlipAlpha: number): CellJudge {
  const found = (judgement: Judgement): CellFinding => {
    const verdicts = {
      reproduced: 'for',
      'not-reproduced': 'against',
      inconclusive: 'open',
      invalid: 'invalid',
    } as const;
    return {
      verdict: verdicts[judgement.outcome],
      tests: judgement.tests,
      pValue: pValueOf(judgement),
      evidence: null,
      reason: () => judgement.inWords().reason.replace(/\.$/, ''),
    };
  };
  return {
    above: (values, threshold) =>
      found(
        judgeExistence({ kind: 'existence', direction: 'greater', threshold, alpha, planned }, values, {
          signFlipAlpha,
        }),
      ),
    within: (values, margin) => found(judgeEquivalence({ kind: 'equivalence', margin, alpha, planned }, values)),
  };
}

function sentence(words: string): string {
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`;
}
