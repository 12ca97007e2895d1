// decisions.md B2, seed after seed: does the outcome rise over ordered levels? The contrast through decisions.md B1 with Page's L as
// confirmation, no step that falls by the reversal margin (evidence of 1 / alpha for each), and the ends through decisions.md B1 beyond their
// threshold. Any part shown to be false refutes the claim. Contrast and Page alone are "trend only".
import { pageTrend } from '../statistics/page-trend.ts';
import { runningMoments } from '../statistics/sample-moments.ts';
import { sequentialTBeyond } from '../statistics/sequential-t.ts';
import type { Evidence, TestResult, TrendRule } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { finishSequence } from './finish-sequence.ts';
import { type Judgement, withWords } from './judgement.ts';
import { type Answer, eValueOf, glanceAt, looksOf, takeLooks } from './sequence.ts';
import { existenceAt, seedsNeeded } from './sequential-existence.ts';
import { between, contrast } from './trend.ts';
import { inDigits, inWordsOfEvidence, inWordsOfP } from './wording.ts';

const LAST_MINUS_FIRST = 'last minus first';

type Rows = readonly (readonly number[])[];

interface TrendFinding {
  readonly verdict: Answer;
  readonly tests: readonly TestResult[];
  readonly evidence: readonly Evidence[];
  readonly against: string | null;
  readonly isRising: boolean;
}

export function judgeSequentialTrend(
  rule: TrendRule,
  { design, rows }: { readonly design: SequentialDesign; readonly rows: Rows },
): Judgement {
  const looks = looksOf(design);
  const look = takeLooks(looks, {
    seeds: rows.length,
    judgeAt: (seeds) => {
      const seen = rows.slice(0, seeds);
      return isFiniteTable(seen) ? trendAt(rule, { design, rows: seen }) : null;
    },
    isSurelyOpen: openLooks(rule, { design, rows }),
  });
  const seen = rows.slice(0, look.seeds);
  const { finding } = look;
  const ends = between(seen, { from: 0, to: rule.levels.length - 1 });
  const values = ends.map((end, index) => (isFiniteTable(seen.slice(index, index + 1)) ? end : Number.NaN));
  const failing = (finding?.tests ?? []).filter((test) => !test.passed).map((test) => test.name);
  const label = finding?.isRising === true ? ' (trend only)' : '';
  const judgement = finishSequence(
    {
      look,
      looks,
      given: rows.length,
      tests: finding?.tests ?? [],
      evidence: finding?.evidence ?? [],
      // Known of the ends only: that a trend would pass with them can be said where nothing else holds it up.
      seedsNeeded: failing.every((name) => name.startsWith(LAST_MINUS_FIRST))
        ? () => seedsNeeded(endsQuestion(rule), { design, differences: values })
        : null,
      passed: `last above first by more than ${inDigits(rule.endpointThreshold)}, and contrast, Page's L and every step pass`,
      refuted: `${finding?.against}; not passed: ${failing.join(', ')}${label}`,
      open: `no part is refuted, but not passed: ${failing.join(', ')}${label}`,
      unfit: null,
    },
    { values, alpha: rule.alpha, design, sign: 1 },
  );
  const trendOnly = finding?.isRising === true && judgement.outcome !== 'reproduced';
  return withWords(judgement, () => ({ trendOnly }));
}

/** Looks that `trendAt` would surely leave open: a part surely does not pass, and surely none is refuted. */
function openLooks(
  rule: TrendRule,
  { design, rows }: { readonly design: SequentialDesign; readonly rows: Rows },
): (seeds: number) => boolean {
  const { alpha, levels, reversalMargin, endpointThreshold } = rule;
  const { isShort, isAlive } = glanceAt({ alpha, design });
  const slope = runningMoments(rows.map(contrast));
  const ends = runningMoments(between(rows, { from: 0, to: levels.length - 1 }));
  const steps = levels.slice(1).map((_, index) => runningMoments(between(rows, { from: index, to: index + 1 })));
  const [rises, isFar] = [{ sign: 1, threshold: 0 } as const, { sign: 1, threshold: endpointThreshold } as const];
  const [holds, falls] = [
    { sign: 1, threshold: -reversalMargin } as const,
    { sign: -1, threshold: -reversalMargin } as const,
  ];
  return (seeds) =>
    isAlive(slope, rises, seeds) &&
    isAlive(ends, isFar, seeds) &&
    steps.every((step) => isShort(step, falls, seeds)) &&
    (isShort(slope, rises, seeds) || isShort(ends, isFar, seeds) || steps.some((step) => isShort(step, holds, seeds)));
}

function trendAt(
  rule: TrendRule,
  { design, rows }: { readonly design: SequentialDesign; readonly rows: Rows },
): TrendFinding {
  const { alpha, levels } = rule;
  const slope = existenceAt({ direction: 'greater', threshold: 0, alpha }, { design, differences: rows.map(contrast) });
  const page = pageTrend(rows);
  const pageTest: TestResult = {
    name: `Page's L (${page.method === 'exact' ? 'exact' : 'normal approximation'})`,
    statistic: page.statistic,
    pValue: page.pValue,
    passed: page.pValue <= alpha,
    detail: `Page's L = ${page.statistic}, ${inWordsOfP(page.pValue)}, to pass at ${inDigits(alpha)}.`,
  };
  const steps = levels.slice(1).map((_, index) => stepAt(rule, { design, rows, index }));
  const ends = existenceAt(endsQuestion(rule), {
    design,
    differences: between(rows, { from: 0, to: levels.length - 1 }),
  });
  const slopeTests = slope.tests.map((test) => ({ ...test, name: `rising contrast: ${test.name}` }));
  const tests = [
    ...slopeTests,
    pageTest,
    ...steps.map(({ test }) => test),
    ...ends.tests.map((test) => ({ ...test, name: `${LAST_MINUS_FIRST}: ${test.name}` })),
  ];
  const passed = tests.every((test) => test.passed);
  const reversal = steps.find((step) => step.reverses);
  const refutations = [
    ...(slope.against === null ? [] : [`of the contrast, ${slope.against}`]),
    ...(ends.against === null ? [] : [`of last minus first, ${ends.against}`]),
    ...(reversal === undefined ? [] : [`a reversal is shown (${reversal.test.name})`]),
  ];
  return {
    verdict: passed ? 'for' : refutations.length > 0 ? 'against' : 'open',
    tests,
    evidence: [
      { ...slope.evidence, name: 'rising contrast' },
      ...steps.map(({ evidence }) => evidence),
      { ...ends.evidence, name: LAST_MINUS_FIRST },
    ],
    against: passed ? null : (refutations[0] ?? null),
    isRising: [...slopeTests, pageTest].every((test) => test.passed),
  };
}

function stepAt(
  { levels, reversalMargin, alpha }: TrendRule,
  { design, rows, index }: { readonly design: SequentialDesign; readonly rows: Rows; readonly index: number },
): { readonly test: TestResult; readonly evidence: Evidence; readonly reverses: boolean } {
  const steps = between(rows, { from: index, to: index + 1 });
  const { smallestEffect } = design;
  const falls = steps.map((step) => -step);
  const above = sequentialTBeyond(steps, { threshold: -reversalMargin, smallestEffect });
  const below = sequentialTBeyond(falls, { threshold: reversalMargin, smallestEffect });
  const bar = -Math.log(alpha);
  const eValue = eValueOf(above.logFor);
  const name = `no reversal from ${levels[index]} to ${levels[index + 1]}`;
  return {
    test: {
      name: `${name} (sequential t)`,
      statistic: above.statistic,
      pValue: Math.min(1, 1 / eValue),
      passed: above.logFor >= bar,
      detail: `Step from ${levels[index]} to ${levels[index + 1]} above ${inDigits(-reversalMargin)}: evidence of ${inWordsOfEvidence(eValue)} to 1, to pass at ${inDigits(1 / alpha)}.`,
    },
    evidence: { name, eValue, ratioAtSmallestEffect: null },
    reverses: below.logFor >= bar,
  };
}

function endsQuestion({ endpointThreshold, alpha }: TrendRule) {
  return { direction: 'greater', threshold: endpointThreshold, alpha } as const;
}

function isFiniteTable(rows: Rows): boolean {
  // A level that is no number makes the contrast one that is none.
  return rows.every((row) => Number.isFinite(contrast(row)));
}
