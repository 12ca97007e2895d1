// One sequential campaign for whoever simulates thousands: the looks that `decide` takes, as comparisons of running t statistics
// with critical ones, without words, intervals and p-values. A spec holds the two together, seed by seed.
import { criticalT, criticalTAgainst } from '../statistics/critical-t.ts';
import { SIGN_FLIP_MOST_SEEDS, signFlip } from '../statistics/sign-flip.ts';
import { studentTQuantile } from '../statistics/student-t.ts';
import type { DecisionRule, ExistenceRule, Outcome, Samples, TrendRule } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import type { PagePasses } from './remembered-page.ts';
import { looksOf, type Verdict } from './sequence.ts';
import { between, contrast } from './trend-differences.ts';

export interface Campaign {
  readonly outcome: Outcome;
  /** Seeds spent. */
  readonly seeds: number;
}

type Rows = readonly (readonly number[])[];

interface Quick {
  readonly design: SequentialDesign;
  readonly samples: Samples;
  readonly pagePasses: PagePasses;
}

/** Null for rules and samples that only `decide` can judge. */
export function quickCampaign(rule: DecisionRule, quick: Quick): Campaign | null {
  const { design, samples } = quick;
  const { smallestEffect, beta } = design;
  const looks = looksOf(design);
  const verdictAt = verdictsOf(rule, quick);
  if (verdictAt === null || samples.length < (looks[0] ?? 0)) return null;
  for (const [index, seeds] of looks.entries()) {
    if (seeds > samples.length) return { outcome: 'inconclusive', seeds: looks[index - 1] ?? 0 };
    const verdict = verdictAt(seeds, {
      passes: criticalT({ seeds, smallestEffect, bar: -Math.log(rule.alpha) }),
      givesUp: criticalTAgainst({ seeds, smallestEffect, bar: Math.log(beta) }),
    });
    if (verdict === null) return null;
    if (verdict !== 'open') return { outcome: verdict === 'for' ? 'reproduced' : 'not-reproduced', seeds };
  }
  return { outcome: 'inconclusive', seeds: looks.at(-1) ?? 0 };
}

interface Bars {
  /** From here on there is evidence of 1 / alpha. */
  readonly passes: number;
  /** Down from here the smallest effect is as unlikely as beta. */
  readonly givesUp: number;
}

/** What a look finds; null where seeds agree too closely for a t statistic. */
type VerdictAt = (seeds: number, bars: Bars) => Verdict | null;

function verdictsOf(rule: DecisionRule, { samples, design, pagePasses }: Quick): VerdictAt | null {
  if (design.evidence !== 't-mixture') return null;
  const numbers = samples.filter((sample) => typeof sample === 'number');
  const rows = samples.filter((sample) => typeof sample !== 'number');
  switch (rule.kind) {
    case 'existence':
      return rows.length > 0 ? null : existenceVerdicts(rule, numbers);
    case 'equivalence': {
      const tAt = runningT(numbers);
      return rows.length > 0
        ? null
        : (seeds, { passes }) => {
            const [above, below] = [tAt(seeds, -rule.margin), tAt(seeds, rule.margin)];
            if (above === null || below === null) return null;
            if (above >= passes && -below >= passes) return 'for';
            // Beyond either margin by the same evidence.
            return below >= passes || -above >= passes ? 'against' : 'open';
          };
    }
    case 'trend':
      return numbers.length > 0 ? null : trendVerdicts(rule, { rows, pagePasses });
    case 'pattern':
      return null;
  }
}

function existenceVerdicts(
  { direction, threshold, alpha }: Pick<ExistenceRule, 'direction' | 'threshold' | 'alpha'>,
  differences: readonly number[],
): VerdictAt {
  const sign = direction === 'greater' ? 1 : -1;
  const oriented = differences.map((difference) => sign * difference);
  const tAt = runningT(oriented);
  return (seeds, { passes, givesUp }) => {
    const statistic = tAt(seeds, sign * threshold);
    if (statistic === null) return null;
    if (statistic >= passes) return flipP(oriented.slice(0, seeds)) <= alpha ? 'for' : 'open';
    return statistic <= givesUp ? 'against' : 'open';
  };
}

/** Where all seeds speak for the claim no other pattern of signs does as well, and none need be enumerated. */
function flipP(oriented: readonly number[]): number {
  const size = oriented.reduce((sum, value) => sum + Math.abs(value), 0);
  return Math.min(...oriented) > ROUNDING * size ? 0.5 ** oriented.length : signFlip(oriented).pGreater;
}

function trendVerdicts(
  { alpha, levels, reversalMargin, endpointThreshold }: TrendRule,
  { rows, pagePasses }: { readonly rows: Rows; readonly pagePasses: PagePasses },
): VerdictAt {
  const slopes = rows.map(contrast);
  const ends = between(rows, { from: 0, to: levels.length - 1 });
  const [slopeAt, endsAt] = [runningT(slopes), runningT(ends)];
  const stepsAt = levels.slice(1).map((_, index) => runningT(between(rows, { from: index, to: index + 1 })));
  return (seeds, { passes, givesUp }) => {
    const [slope, end] = [slopeAt(seeds, 0), endsAt(seeds, endpointThreshold)];
    const steps = stepsAt.map((tAt) => tAt(seeds, -reversalMargin));
    if (slope === null || end === null || !steps.every((step) => step !== null)) return null;
    const isEvident = [slope, end, ...steps].every((statistic) => statistic >= passes);
    // What enumerates is asked last, and only where nothing else stands in the way.
    const holds = () =>
      [slopes, ends].every((values) => flipP(values.slice(0, seeds)) <= alpha) &&
      pagePasses(rows.slice(0, seeds), alpha);
    if (isEvident && holds()) return 'for';
    return slope <= givesUp || end <= givesUp || steps.some((step) => -step >= passes) ? 'against' : 'open';
  };
}

/** One look at a trend, as trend.ts takes it: t tests in place of evidence, and only the ends or a reversal refute. */
export function quickLookAtTrend(
  rule: TrendRule,
  { samples, pagePasses }: { readonly samples: Samples; readonly pagePasses: PagePasses },
): Campaign | null {
  const { alpha, levels, reversalMargin, endpointThreshold } = rule;
  const rows = samples.filter((sample) => typeof sample !== 'number');
  const seeds = rows.length;
  if (seeds < samples.length || seeds < 2 || seeds > SIGN_FLIP_MOST_SEEDS) return null;
  const ends = between(rows, { from: 0, to: levels.length - 1 });
  const slope = runningT(rows.map(contrast))(seeds, 0);
  const end = runningT(ends)(seeds, endpointThreshold);
  const steps = levels
    .slice(1)
    .map((_, index) => runningT(between(rows, { from: index, to: index + 1 }))(seeds, -reversalMargin));
  if (slope === null || end === null || !steps.every((step) => step !== null)) return null;
  const critical = studentTQuantile(1 - alpha, seeds - 1);
  const isEvident = [slope, end, ...steps].every((statistic) => statistic >= critical);
  if (isEvident && flipP(ends) <= alpha && pagePasses(rows, alpha)) return { outcome: 'reproduced', seeds };
  const isRefuted = [end, ...steps].some((statistic) => statistic <= -critical);
  return { outcome: isRefuted ? 'not-reproduced' : 'inconclusive', seeds };
}

/** SDs below this share of the largest value are rounding: such seeds agree, and have no t statistic. */
const ROUNDING = 1e-9;

/** The t statistic of the first seeds about a threshold, from running moments (Welford 1962). */
function runningT(values: readonly number[]): (seeds: number, threshold: number) => number | null {
  const [means, squares] = [[0], [0]];
  let [average, sum, largest] = [0, 0, 0];
  const scales = [0];
  for (const [index, value] of values.entries()) {
    const before = value - average;
    average += before / (index + 1);
    sum += before * (value - average);
    largest = Math.max(largest, Math.abs(value));
    means.push(average);
    squares.push(sum);
    scales.push(largest);
  }
  return (seeds, threshold) => {
    const deviation = Math.sqrt((squares[seeds] ?? 0) / (seeds - 1));
    if (!(deviation > ROUNDING * (scales[seeds] ?? 0))) return null;
    return (((means[seeds] ?? 0) - threshold) / deviation) * Math.sqrt(seeds);
  };
}
