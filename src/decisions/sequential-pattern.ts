// decisions.md B4, seed after seed: its cells judged at each look by the sequential rules of existence and equivalence.
import { runningMoments } from '../statistics/sample-moments.ts';
import type { PatternRule } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { finishSequence } from './finish-sequence.ts';
import { type Judgement, withWords } from './judgement.ts';
import { type CellJudge, finiteInteractions, interactions, patternAt, type Rows } from './pattern.ts';
import { glanceAt, looksOf, takeLooks } from './sequence.ts';
import { equivalenceAt, equivalenceGlance } from './sequential-equivalence.ts';
import { existenceAt } from './sequential-existence.ts';

export function judgeSequentialPattern(
  rule: PatternRule,
  { design, rows }: { readonly design: SequentialDesign; readonly rows: Rows },
): Judgement {
  const looks = looksOf(design);
  const look = takeLooks(looks, {
    seeds: rows.length,
    judgeAt: (seeds) => {
      const seen = rows.slice(0, seeds);
      if (!finiteInteractions(rule, seen).every(Number.isFinite)) return null;
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
    { values: finiteInteractions(rule, seen), alpha: rule.alpha, design, sign: 1 },
  );
  if (finding === null) return judgement;
  return withWords(judgement, () => ({ cells: finding.cells() }));
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
