// The pattern rule (B4) as a decision: its cells judged by the rules of existence and equivalence, at fixed n or at each look.
import type { Decision, PatternRule, Samples } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { effectOf } from './effect.ts';
import { decideEquivalence } from './equivalence.ts';
import { decideExistence, powerOfExistence } from './existence.ts';
import { pValueOf } from './families.ts';
import { finishSequence } from './finish-sequence.ts';
import { invalidDecision, invalidSample } from './invalid.ts';
import { type CellFinding, type CellJudge, interactions, patternAt } from './pattern.ts';
import { looksOf, takeLooks } from './sequence.ts';
import { equivalenceAt } from './sequential-equivalence.ts';
import { existenceAt } from './sequential-existence.ts';
import { inDigits } from './wording.ts';

type Rows = readonly (readonly number[])[];

export function decidePattern(
  rule: PatternRule,
  rows: Rows,
  { signFlipAlpha = rule.alpha }: { readonly signFlipAlpha?: number } = {},
): Decision {
  const { alpha, planned } = rule;
  const seeds = rows.length;
  const values = finiteOrNaN(rule, rows);
  const unfit = invalidSample(values, alpha);
  if (unfit !== null) return unfit;
  const finding = patternAt(rule, { rows, judge: fixedJudge(rule, signFlipAlpha) });
  const effect = effectOf(values, alpha);
  if (finding.verdict === 'invalid') {
    return { ...invalidDecision(sentence(finding.reason), { seeds, alpha }), effect, cells: finding.cells };
  }
  const outcome = ({ for: 'reproduced', against: 'not-reproduced', open: 'inconclusive' } as const)[finding.verdict];
  const reason = `Over ${seeds} seeds the cells above chance exceed those at chance by ${inDigits(effect?.estimate ?? 0)}; ${finding.reason}.`;
  // That of the interaction alone, which the plan declares: with every cell to hold, an upper bound.
  const power = powerOfExistence({ direction: 'greater', threshold: 0, alpha }, planned, seeds);
  return { outcome, reason, effect, tests: finding.tests, seeds, alpha, power, cells: finding.cells };
}

export function decideSequentialPattern(
  rule: PatternRule,
  { design, rows }: { readonly design: SequentialDesign; readonly rows: Rows },
): Decision {
  const looks = looksOf(design);
  const look = takeLooks(looks, {
    seeds: rows.length,
    judgeAt: (seeds) => {
      const seen = rows.slice(0, seeds);
      if (!finiteOrNaN(rule, seen).every(Number.isFinite)) return null;
      const { verdict, ...finding } = patternAt(rule, { rows: seen, judge: sequentialJudge(rule, design) });
      // A broken control ends the pattern like evidence against it; the outcome is set right below.
      return { ...finding, isBroken: verdict === 'invalid', verdict: verdict === 'invalid' ? 'against' : verdict };
    },
  });
  const seen = rows.slice(0, look.seeds);
  const { finding } = look;
  const values = finiteOrNaN(rule, seen);
  const decision = finishSequence(
    {
      look: finding?.isBroken === true ? { ...look, stoppedBy: 'invalid' } : look,
      looks,
      given: rows.length,
      tests: finding?.tests ?? [],
      evidence: finding?.evidence ?? [],
      seedsNeeded: null,
      passed: finding?.reason ?? '',
      refuted: finding?.reason ?? '',
      open: finding?.reason ?? '',
      unfit: finding?.isBroken === true ? finding.reason : null,
    },
    { values, alpha: rule.alpha, design, sign: 1 },
  );
  return finding === null ? decision : { ...decision, cells: finding.cells };
}

/** The interaction of each seed, NaN where a cell is no number. */
function finiteOrNaN(rule: PatternRule, rows: Rows): number[] {
  return interactions(rule, rows).map((value, index) =>
    rows[index]?.every(Number.isFinite) === true ? value : Number.NaN,
  );
}

function fixedJudge({ alpha, planned }: PatternRule, signFlipAlpha: number): CellJudge {
  const found = (decision: Decision): CellFinding => {
    const verdicts = {
      reproduced: 'for',
      'not-reproduced': 'against',
      inconclusive: 'open',
      invalid: 'invalid',
    } as const;
    return {
      verdict: verdicts[decision.outcome],
      tests: decision.tests,
      pValue: pValueOf(decision),
      evidence: null,
      reason: decision.reason.replace(/\.$/, ''),
    };
  };
  return {
    above: (values, threshold) =>
      found(
        decideExistence({ kind: 'existence', direction: 'greater', threshold, alpha, planned }, values, {
          signFlipAlpha,
        }),
      ),
    within: (values, margin) => found(decideEquivalence({ kind: 'equivalence', margin, alpha, planned }, values)),
  };
}

function sequentialJudge({ alpha }: PatternRule, design: SequentialDesign): CellJudge {
  return {
    above: (values, threshold) => {
      const finding = existenceAt({ direction: 'greater', threshold, alpha }, { design, differences: values });
      return { ...finding, pValue: Math.min(1, 1 / finding.evidence.eValue), reason: finding.against ?? '' };
    },
    within: (values, margin) => {
      const finding = equivalenceAt({ margin, alpha }, { design, differences: values });
      return { ...finding, pValue: Math.min(1, 1 / finding.evidence.eValue), reason: finding.against ?? '' };
    },
  };
}

function sentence(words: string): string {
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`;
}

/** The samples of a pattern, in the form that the three looks pass on. */
export function asRows(samples: Samples): Rows {
  return samples.filter((sample) => typeof sample !== 'number');
}
