// decisions.md B2: does the outcome rise over ordered levels? One test of trend is not evidence of monotonicity (it rejects
// for an umbrella 0,1,2,3,1 too), so four things must hold at alpha: a rising contrast, Page's L, no step that falls by the
// reversal margin or more, and last above first by the endpoint threshold. Their conjunction needs no correction
// (intersection-union, Berger 1982). Contrast and Page alone earn the label "trend only", not a reproduction.
import { pageTrend } from '../statistics/page-trend.ts';
import { exactSum, mean, runningMoments } from '../statistics/sample-moments.ts';
import { sequentialT } from '../statistics/sequential-t.ts';
import { againstThreshold, testOfMean } from './against-threshold.ts';
import { type Evidence, type Invalid, levelsOf, refutableIn, type TestResult, type TrendRule } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { intervalOf, smallestShown } from './effect.ts';
import { existenceAt, judgeExistence, seedsNeeded } from './existence.ts';
import { glanceAt } from './glance.ts';
import { foundDecision, invalidDecision, invalidSample, type Judgement, judgementOf, outcomeOf } from './judgement.ts';
import { eValueOf, judgeSequence, type LookFinding, testByEvidence } from './sequence.ts';
import { inDigits, inWordsOfP } from './wording.ts';

export const LAST_MINUS_FIRST = 'last minus first';

type Rows = readonly (readonly number[])[];

interface Looks {
  readonly design: SequentialDesign;
  readonly rows: Rows;
}

/** A step between neighbouring levels, judged against the reversal margin. */
interface Step {
  readonly test: TestResult;
  /** Evidence at alpha that this step falls by the margin or more. */
  readonly reverses: boolean;
}

export function judgeTrend(rule: TrendRule, rows: Rows, options: { readonly signFlipAlpha?: number } = {}): Judgement {
  const { alpha, levels } = rule;
  const seeds = rows.length;
  const invalid = invalidTable(rows, alpha);
  if (invalid !== null) return judgementOf(invalid);
  const endpoints = judgeExistence(endsRule(rule), ends(rows, rule), options);
  if (endpoints.outcome === 'invalid') return endpoints;
  const trend = [contrastTest(rows, rule), pageTest(rows, alpha)];
  const steps = levels.slice(1).map((_, index) => stepTest(rows, { rule, index }));
  const tests = [...trend, ...steps.map(({ test }) => test), ...named(LAST_MINUS_FIRST, endpoints.tests)];

  const isRising = trend.every((test) => test.passed);
  const reversal = steps.find((step) => step.reverses);
  // Any part shown to be false refutes the conjunction; a part merely not shown leaves it open.
  const outcome = outcomeOf(tests, endpoints.outcome === 'not-reproduced' || reversal !== undefined);
  const inWords = () => {
    const failing = tests.filter((test) => !test.passed).map((test) => test.name);
    // The power is that of the endpoints, which the plan declares; with four conditions it is an upper bound.
    const words = endpoints.inWords();
    const { effect, power } = words.outcome === 'invalid' ? { effect: null, power: null } : words;
    const standing = `Over ${seeds} seeds the last of ${levels.length} levels minus the first is ${inDigits(effect?.estimate ?? 0)}`;
    const refuted =
      endpoints.outcome === 'not-reproduced'
        ? `evidence that this is not above ${inDigits(rule.endpointThreshold)}`
        : `a reversal is shown (${reversal?.test.name ?? 'none'})`;
    const label = isRising ? ' (trend only)' : '';
    const reason = {
      reproduced: `${standing}, and all ${tests.length} tests of contrast, Page's L, steps and endpoints pass at ${inDigits(alpha)}.`,
      'not-reproduced': `${standing}: ${refuted}; not passed: ${failing.join(', ')}${label}.`,
      inconclusive: `${standing}, and no part of the claim is refuted, but not passed at ${inDigits(alpha)}: ${failing.join(', ')}${label}.`,
    }[outcome];
    const trendOnly = isRising && outcome !== 'reproduced';
    const shown = smallestShown(ends(rows, rule), intervalOf(rule, null));
    const found = { reason, effect, tests, seeds, alpha, power, trendOnly };
    return foundDecision(outcome, found, { seedsNeeded: null, smallestShown: shown });
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

/** A cell that is not finite, or a difference of two cells that is not, makes the seeds unfit to judge. */
function invalidTable(rows: Rows, alpha: number): Invalid | null {
  const seeds = rows.length;
  const broken = rows.filter((row) => !row.every(Number.isFinite)).length;
  if (broken > 0) {
    const reason = `${broken} of ${seeds} seeds have a level whose value is not a finite number.`;
    return invalidDecision(reason, { seeds, alpha });
  }
  const steps = (rows[0] ?? []).slice(1).map((_, index) => between(rows, { from: index, to: index + 1 }));
  const judged = [rows.map(contrast), ...steps].map((values) => invalidSample(values, alpha));
  return judged.find((decision) => decision !== null) ?? null;
}

function contrastTest(rows: Rows, { alpha }: TrendRule): TestResult {
  const test = againstThreshold(rows.map(contrast), 0);
  const about = 'Contrast of centred ranks above 0';
  return testOfMean('rising contrast', { ...test, about, pValue: test.pAbove, seeds: rows.length, alpha });
}

function pageTest(rows: Rows, alpha: number): TestResult {
  const { statistic, pValue, method } = pageTrend(rows);
  return {
    name: `Page's L (${method === 'exact' ? 'exact' : 'normal approximation'})`,
    statistic,
    pValue,
    passed: pValue <= alpha,
    detail: `Page's L = ${statistic}, ${inWordsOfP(pValue)}, to pass at ${inDigits(alpha)}.`,
  };
}

function stepTest(rows: Rows, { rule, index }: { readonly rule: TrendRule; readonly index: number }): Step {
  const { reversalMargin } = rule;
  const { alpha, refutationAlpha } = levelsOf(rule);
  const test = againstThreshold(between(rows, { from: index, to: index + 1 }), -reversalMargin);
  const { name, about } = inWordsOfStep(rule, index);
  return {
    test: testOfMean(name, { ...test, about, pValue: test.pAbove, seeds: rows.length, alpha }),
    reverses: test.pBelow <= refutationAlpha,
  };
}

export function inWordsOfStep({ levels, reversalMargin }: TrendRule, index: number) {
  const step = `from ${levels[index]} to ${levels[index + 1]}`;
  return { name: `no reversal ${step}`, about: `Step ${step} above ${inDigits(-reversalMargin)}` };
}

function named(part: string, tests: readonly TestResult[]): TestResult[] {
  return tests.map((test) => ({ ...test, name: `${part}: ${test.name}` }));
}

/** Last minus first as a rule of its own, refuted at the level of the whole. */
function endsRule(rule: TrendRule) {
  const { endpointThreshold, planned, refutable = refutableIn(rule) } = rule;
  return {
    kind: 'existence',
    direction: 'greater',
    threshold: endpointThreshold,
    planned,
    refutable,
    ...levelsOf(rule),
  } as const;
}

// The numbers a trend is judged by, one a seed: the contrast over the levels and the differences between two of them.

/** Levels weighted by their centred ranks: -1, 0, 1 for three levels. */
export function contrast(row: readonly number[]): number {
  return exactSum(row.map((value, index) => (index - (row.length - 1) / 2) * value));
}

export function between(rows: Rows, { from, to }: { readonly from: number; readonly to: number }): number[] {
  return rows.map((row) => (row[to] ?? Number.NaN) - (row[from] ?? Number.NaN));
}

export function ends(rows: Rows, { levels }: TrendRule): number[] {
  return between(rows, { from: 0, to: levels.length - 1 });
}

// Seed after seed: the contrast through decisions.md B1 with Page's L as confirmation, no step that falls by the reversal margin
// (evidence of 1 / alpha for each), and the ends through decisions.md B1 beyond their threshold. Any part shown to be false refutes the claim.

interface TrendFinding extends LookFinding {
  readonly against: string | null;
  readonly isRising: boolean;
}

export function judgeSequentialTrend(rule: TrendRule, { design, rows }: Looks): Judgement {
  return judgeSequence({
    rule,
    design,
    // A level that is no number makes the contrast one that is none.
    values: ends(rows, rule).map((end, index) => (Number.isFinite(contrast(rows[index] ?? [])) ? end : Number.NaN)),
    judgeAt: (seeds) => trendAt(rule, { design, rows: rows.slice(0, seeds) }),
    isSurelyOpen: openLooks(rule, { design, rows }),
    standing: (finding, values) => {
      const failing = (finding?.tests ?? []).filter((test) => !test.passed).map((test) => test.name);
      const label = finding?.isRising === true ? ' (trend only)' : '';
      return {
        // Known of the ends only: that a trend would pass with them can be said where nothing else holds it up.
        seedsNeeded: failing.every((name) => name.startsWith(LAST_MINUS_FIRST))
          ? () => seedsNeeded(endsRule(rule), { design, differences: values })
          : null,
        passed: `last above first by more than ${inDigits(rule.endpointThreshold)}, and contrast, Page's L and every step pass`,
        refuted: `${finding?.against}; not passed: ${failing.join(', ')}${label}`,
        open: `no part is refuted, but not passed: ${failing.join(', ')}${label}`,
        more: (outcome) => ({ trendOnly: finding?.isRising === true && outcome !== 'reproduced' }),
      };
    },
  });
}

/** Looks that `trendAt` would surely leave open: a part surely does not pass, and surely none is refuted. */
function openLooks(rule: TrendRule, { design, rows }: Looks): (seeds: number) => boolean {
  const { levels, reversalMargin, endpointThreshold } = rule;
  const { isShort, isUnrefuted, isAlive } = glanceAt(levelsOf(rule), design);
  const slope = runningMoments(rows.map(contrast));
  const reach = runningMoments(ends(rows, rule));
  const steps = levels.slice(1).map((_, index) => runningMoments(between(rows, { from: index, to: index + 1 })));
  const [rises, isFar] = [{ sign: 1, threshold: 0 } as const, { sign: 1, threshold: endpointThreshold } as const];
  const holds = { sign: 1, threshold: -reversalMargin } as const;
  return (seeds) =>
    isAlive(slope, rises, seeds) &&
    isUnrefuted(slope, rises, seeds) &&
    isAlive(reach, isFar, seeds) &&
    isUnrefuted(reach, isFar, seeds) &&
    steps.every((step) => isUnrefuted(step, holds, seeds)) &&
    (isShort(slope, rises, seeds) || isShort(reach, isFar, seeds) || steps.some((step) => isShort(step, holds, seeds)));
}

function trendAt(rule: TrendRule, { design, rows }: Looks): TrendFinding {
  const { alpha, levels } = rule;
  const rises = { direction: 'greater', threshold: 0, ...levelsOf(rule) } as const;
  const slope = existenceAt(rises, { design, differences: rows.map(contrast) });
  const reach = existenceAt(endsRule(rule), { design, differences: ends(rows, rule) });
  const steps = levels.slice(1).map((_, index) => stepAt(rule, { design, rows, index }));
  const rising = [...named('rising contrast', slope.tests), pageTest(rows, alpha)];
  const tests = [...rising, ...steps.map(({ test }) => test), ...named(LAST_MINUS_FIRST, reach.tests)];
  const reversal = steps.find((step) => step.reverses);
  const refutations = [
    ...(slope.against === null ? [] : [`of the contrast, ${slope.against}`]),
    ...(reach.against === null ? [] : [`of last minus first, ${reach.against}`]),
    ...(reversal === undefined ? [] : [`a reversal is shown (${reversal.test.name})`]),
  ];
  const outcome = outcomeOf(tests, refutations.length > 0);
  return {
    outcome,
    tests,
    isGivenUp: slope.isGivenUp || reach.isGivenUp,
    evidence: [
      { ...slope.evidence[0], name: 'rising contrast' },
      ...steps.map(({ evidence }) => evidence),
      { ...reach.evidence[0], name: LAST_MINUS_FIRST },
    ],
    against: refutations[0] ?? null,
    isRising: rising.every((test) => test.passed),
  };
}

function stepAt(
  rule: TrendRule,
  { design, rows, index }: Looks & { readonly index: number },
): Step & { readonly evidence: Evidence } {
  const { reversalMargin } = rule;
  const { alpha, refutationAlpha } = levelsOf(rule);
  const { smallestEffect } = design;
  const steps = between(rows, { from: index, to: index + 1 });
  const found = sequentialT(steps, { threshold: -reversalMargin, smallestEffect });
  // At a ceiling a step has no spread, and no t: then every seed counts as a fair coin would.
  const coins = (mean(steps) > -reversalMargin ? 1 : -1) * steps.length * Math.LN2;
  const logEvidence = found?.above.logEvidence ?? coins;
  const logAgainst = found?.below.logEvidence ?? -coins;
  const { name, about } = inWordsOfStep(rule, index);
  const statistic = found?.statistic ?? null;
  return {
    test: testByEvidence(`${name} (sequential t)`, { about, statistic, logEvidence, alpha }),
    evidence: { name, eValue: eValueOf(logEvidence), against: eValueOf(logAgainst), ratioAtSmallestEffect: null },
    reverses: logAgainst >= -Math.log(refutationAlpha),
  };
}
