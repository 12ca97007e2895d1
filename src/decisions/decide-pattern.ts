// The pattern rule (B4) as a decision: its cells judged by the rules of existence and equivalence, at fixed n or at each look.
import { runningMoments } from '../statistics/running-moments.ts';
import type { Decision, PatternRule, Samples } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { effectOf } from './effect.ts';
import { judgeEquivalence } from './equivalence.ts';
import { judgeExistence, powerOfExistence } from './existence.ts';
import { pValueOf } from './families.ts';
import { finishSequence } from './finish-sequence.ts';
import { invalidDecision, invalidSample } from './invalid.ts';
import { type Judgement, judgementOf } from './judgement.ts';
import { type CellFinding, type CellJudge, interactions, patternAt } from './pattern.ts';
import { looksOf, takeLooks } from './sequence.ts';
import { equivalenceAt, equivalenceGlance } from './sequential-equivalence.ts';
import { existenceAt } from './sequential-existence.ts';
import { glanceAt } from './surely-open.ts';
import { inDigits } from './wording.ts';

type Rows = readonly (readonly number[])[];

export function judgePattern(
  rule: PatternRule,
  rows: Rows,
  { signFlipAlpha = rule.alpha }: { readonly signFlipAlpha?: number } = {},
): Judgement {
  const { alpha, planned } = rule;
  const seeds = rows.length;
  const values = finiteOrNaN(rule, rows);
  const unfit = invalidSample(values, alpha);
  if (unfit !== null) return judgementOf(unfit);
  const { verdict, tests, cells, reason } = patternAt(rule, { rows, judge: fixedJudge(rule, signFlipAlpha) });
  if (verdict === 'invalid') {
    const inWords = () => ({
      ...invalidDecision(sentence(reason()), { seeds, alpha }),
      effect: effectOf(values, alpha),
      cells: cells(),
    });
    return { outcome: 'invalid', tests: [], seeds, alpha, eValue: null, inWords };
  }
  const outcome = ({ for: 'reproduced', against: 'not-reproduced', open: 'inconclusive' } as const)[verdict];
  const inWords = (): Decision => {
    const effect = effectOf(values, alpha);
    const standing = `Over ${seeds} seeds the cells above chance exceed those at chance by ${inDigits(effect?.estimate ?? 0)}`;
    // That of the interaction alone, which the plan declares: with every cell to hold, an upper bound.
    const power = powerOfExistence({ direction: 'greater', threshold: 0, alpha }, planned, seeds);
    return { outcome, reason: `${standing}; ${reason()}.`, effect, tests, seeds, alpha, power, cells: cells() };
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

export function judgeSequentialPattern(
  rule: PatternRule,
  { design, rows }: { readonly design: SequentialDesign; readonly rows: Rows },
): Judgement {
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
    isSurelyOpen: openLooks(rule, { design, rows }),
  });
  const seen = rows.slice(0, look.seeds);
  const { finding } = look;
  const reason = finding?.reason() ?? '';
  const judgement = finishSequence(
    {
      look: finding?.isBroken === true ? { ...look, stoppedBy: 'invalid' } : look,
      looks,
      given: rows.length,
      tests: finding?.tests ?? [],
      evidence: finding?.evidence ?? [],
      seedsNeeded: null,
      passed: reason,
      refuted: reason,
      open: reason,
      unfit: finding?.isBroken === true ? reason : null,
    },
    { values: finiteOrNaN(rule, seen), alpha: rule.alpha, design, sign: 1 },
  );
  if (finding === null) return judgement;
  return { ...judgement, inWords: () => ({ ...judgement.inWords(), cells: finding.cells() }) };
}

/** Looks that `patternAt` would surely leave open: a part surely does not pass, and surely none is refuted or broken. */
function openLooks(
  rule: PatternRule,
  { design, rows }: { readonly design: SequentialDesign; readonly rows: Rows },
): (seeds: number) => boolean {
  const { alpha, threshold, margin, cells } = rule;
  const { isShort, isAlive } = glanceAt({ alpha, design });
  const equivalence = equivalenceGlance({ margin, alpha }, design);
  const above = (values: readonly number[], edge: number) => {
    const series = runningMoments(values);
    const side = { sign: 1, threshold: edge } as const;
    return {
      isOpen: (seeds: number) => isShort(series, side, seeds),
      isUnrefuted: (seeds: number) => isAlive(series, side, seeds),
    };
  };
  const within = (values: readonly number[]) => {
    const series = runningMoments(values);
    return {
      isOpen: (seeds: number) => !equivalence.passes(series, seeds),
      isUnrefuted: (seeds: number) => !equivalence.refutes(series, seeds),
    };
  };
  const ofCells = cells.map(({ expected }, index) => {
    const values = rows.map((row) => row[index] ?? Number.NaN);
    return expected === 'above' ? above(values, threshold) : within(values);
  });
  const parts = [...ofCells, above(interactions(rule, rows), 0)];
  return (seeds) => parts.some(({ isOpen }) => isOpen(seeds)) && parts.every(({ isUnrefuted }) => isUnrefuted(seeds));
}

/** The interaction of each seed, NaN where a cell is no number. */
function finiteOrNaN(rule: PatternRule, rows: Rows): number[] {
  return interactions(rule, rows).map((value, index) =>
    rows[index]?.every(Number.isFinite) === true ? value : Number.NaN,
  );
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

function sequentialJudge({ alpha }: PatternRule, design: SequentialDesign): CellJudge {
  return {
    above: (values, threshold) => {
      const finding = existenceAt({ direction: 'greater', threshold, alpha }, { design, differences: values });
      return { ...finding, pValue: Math.min(1, 1 / finding.evidence.eValue), reason: () => finding.against ?? '' };
    },
    within: (values, margin) => {
      const finding = equivalenceAt({ margin, alpha }, { design, differences: values });
      return { ...finding, pValue: Math.min(1, 1 / finding.evidence.eValue), reason: () => finding.against ?? '' };
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
