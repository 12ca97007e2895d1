// decisions.md B2: does the outcome rise over ordered levels? One test of trend is not evidence of monotonicity (it rejects
// for an umbrella 0,1,2,3,1 too), so four things must hold at alpha: a rising contrast, Page's L, no step that falls by the
// reversal margin or more, and last above first by the endpoint threshold. Their conjunction needs no correction
// (intersection-union, Berger 1982). Contrast and Page alone earn the label "trend only", not a reproduction.
import { pageTrend } from '../statistics/page-trend.ts';
import { exactSum } from '../statistics/sample-moments.ts';
import type { ExistenceRule, Invalid, TestResult, TrendRule } from './decision.ts';
import { againstThreshold, inWordsOfTest, judgeExistence } from './existence.ts';
import { foundDecision, invalidDecision, invalidSample, type Judgement, judgementOf } from './judgement.ts';
import { inDigits, inWordsOfP } from './wording.ts';

/** A step between neighbouring levels, judged against the reversal margin. */
interface Step {
  readonly result: TestResult;
  /** Evidence at alpha that this step falls by the margin or more. */
  readonly reverses: boolean;
}

export function judgeTrend(
  rule: TrendRule,
  rows: readonly (readonly number[])[],
  options: { readonly signFlipAlpha?: number } = {},
): Judgement {
  const { alpha, levels, planned } = rule;
  const seeds = rows.length;
  const invalid = invalidTable(rows, alpha);
  if (invalid !== null) return judgementOf(invalid);
  const endpointRule: ExistenceRule = {
    kind: 'existence',
    direction: 'greater',
    threshold: rule.endpointThreshold,
    alpha,
    planned,
  };
  const last = levels.length - 1;
  const endpoints = judgeExistence(endpointRule, between(rows, { from: 0, to: last }), options);
  if (endpoints.outcome === 'invalid') return endpoints;
  const trend = [contrastTest(rows, rule), pageTest(rows, alpha)];
  const steps = levels.slice(1).map((_, index) => stepTest(rows, { rule, index }));
  const endpointTests = endpoints.tests.map((test) => ({ ...test, name: `last minus first: ${test.name}` }));
  const tests = [...trend, ...steps.map((step) => step.result), ...endpointTests];

  const isRising = trend.every((test) => test.passed);
  const reversal = steps.find((step) => step.reverses);
  // Any part shown to be false refutes the conjunction; a part merely not shown leaves it open.
  const outcome = tests.every((test) => test.passed)
    ? 'reproduced'
    : endpoints.outcome === 'not-reproduced' || reversal !== undefined
      ? 'not-reproduced'
      : 'inconclusive';
  const inWords = () => {
    const failing = tests.filter((test) => !test.passed).map((test) => test.name);
    // The power is that of the endpoints, which the plan declares; with four conditions it is an upper bound.
    const words = endpoints.inWords();
    const { effect, power } = words.outcome === 'invalid' ? { effect: null, power: null } : words;
    const standing = `Over ${seeds} seeds the last of ${levels.length} levels minus the first is ${inDigits(effect?.estimate ?? 0)}`;
    const refuted =
      endpoints.outcome === 'not-reproduced'
        ? `evidence that this is not above ${inDigits(rule.endpointThreshold)}`
        : `a reversal is shown (${reversal?.result.name ?? 'none'})`;
    const label = isRising ? ' (trend only)' : '';
    const reason = {
      reproduced: `${standing}, and all ${tests.length} tests of contrast, Page's L, steps and endpoints pass at ${inDigits(alpha)}.`,
      'not-reproduced': `${standing}: ${refuted}; not passed: ${failing.join(', ')}${label}.`,
      inconclusive: `${standing}, and no part of the claim is refuted, but not passed at ${inDigits(alpha)}: ${failing.join(', ')}${label}.`,
    }[outcome];
    const trendOnly = isRising && outcome !== 'reproduced';
    return foundDecision(outcome, { reason, effect, tests, seeds, alpha, power, trendOnly });
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

/** A cell that is not finite, or a difference of two cells that is not, makes the seeds unfit to judge. */
function invalidTable(rows: readonly (readonly number[])[], alpha: number): Invalid | null {
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

function contrastTest(rows: readonly (readonly number[])[], { alpha }: TrendRule): TestResult {
  const test = againstThreshold(rows.map(contrast), 0);
  return {
    name: `rising contrast (${test.method})`,
    statistic: test.statistic,
    pValue: test.pAbove,
    passed: test.pAbove <= alpha,
    detail: `Contrast of centred ranks above 0: ${inWordsOfTest(test, test.pAbove, rows.length)}, to pass at ${inDigits(alpha)}.`,
  };
}

function pageTest(rows: readonly (readonly number[])[], alpha: number): TestResult {
  const { statistic, pValue, method } = pageTrend(rows);
  return {
    name: `Page's L (${method === 'exact' ? 'exact' : 'normal approximation'})`,
    statistic,
    pValue,
    passed: pValue <= alpha,
    detail: `Page's L = ${statistic}, ${inWordsOfP(pValue)}, to pass at ${inDigits(alpha)}.`,
  };
}

function stepTest(
  rows: readonly (readonly number[])[],
  { rule, index }: { readonly rule: TrendRule; readonly index: number },
): Step {
  const { alpha, levels, reversalMargin } = rule;
  const test = againstThreshold(between(rows, { from: index, to: index + 1 }), -reversalMargin);
  const name = `no reversal from ${levels[index]} to ${levels[index + 1]} (${test.method})`;
  const result = {
    name,
    statistic: test.statistic,
    pValue: test.pAbove,
    passed: test.pAbove <= alpha,
    detail: `Step from ${levels[index]} to ${levels[index + 1]} above ${inDigits(-reversalMargin)}: ${inWordsOfTest(test, test.pAbove, rows.length)}, to pass at ${inDigits(alpha)}.`,
  };
  return { result, reverses: test.pBelow <= alpha };
}

// The numbers a trend is judged by, one a seed: the contrast over the levels and the differences between two of them.

/** Levels weighted by their centred ranks: -1, 0, 1 for three levels. */
export function contrast(row: readonly number[]): number {
  return exactSum(row.map((value, index) => (index - (row.length - 1) / 2) * value));
}

export function between(
  rows: readonly (readonly number[])[],
  { from, to }: { readonly from: number; readonly to: number },
): number[] {
  return rows.map((row) => (row[to] ?? Number.NaN) - (row[from] ?? Number.NaN));
}
