// How often verdicts err, in words: any of a whole report, and each rule by the true effect.
import { claimsLeanedOnBy } from '../claims/verdicts/family.ts';
import { isExploratory, type PartVerdict, type Verdict } from '../claims/verdicts/verdict.ts';
import { thresholdOf } from '../decisions/chances.ts';
import { levelsOf, refutableIn } from '../decisions/decision.ts';
import { type CurvePoint, type OperatingCurve, pointAt } from '../decisions/operating-curve.ts';
import { formatDeclared, formatLeast, formatRate } from './format-number.ts';

/** A bound on the chance that any verdict of the report errs, in one sentence. Null where all are exploratory: chosen seeds keep no level. */
export function describeReportWideError(verdicts: readonly Verdict[]): string | null {
  const counted = verdicts.filter((verdict) => !isExploratory(verdict));
  if (counted.length === 0) return null;
  const sum = (of: (one: Verdict) => number) => inThousandths(counted.reduce((total, one) => total + of(one), 0));
  const kind = counted.length < verdicts.length ? 'confirmatory ' : '';
  const among = counted.length === 1 ? `the ${kind}verdict here` : `any of the ${counted.length} ${kind}verdicts here`;
  return `The chance that ${among} is falsely reproduced is at most ${sum(levelOfShowing)}, and falsely not reproduced at most ${sum(levelOfRefuting)}: the sums of the levels of their tests, however these depend on each other. Assumed: noise between seeds that is normal, or, for tests that look after every seed, symmetric about the threshold (shown by simulation).`;
}

/**
 * "At least 93 % (power) where effects are as planned, with at most 32 seeds: of its 2 parts, and of iml-appears, which it leans on; ..." Null where
 * the verdict does not say.
 */
export function describePower({
  leastPower,
  budget,
  assay,
  family,
}: Pick<Verdict, 'leastPower' | 'budget' | 'assay' | 'family'>): string | null {
  if (leastPower === undefined) return null;
  const { atLeast, parts, leansOn } = leastPower;
  if (atLeast === null) {
    const missing = claimsLeanedOnBy({ assay, family }).filter((claim) => !leansOn.includes(claim));
    return missing.length === 0
      ? 'not computable for this claim and number of seeds'
      : `not computable: it leans on ${missing.join(', ')}, without a verdict here`;
  }
  const leaned = leansOn.length === 0 ? '' : `, and of ${leansOn.join(', ')}, on which it leans`;
  const whole = parts === 1 ? 'its part' : `all its ${parts} parts`;
  return `at least ${formatLeast(atLeast)} (power) where effects are as planned, with at most ${budget.most} seeds: of ${whole}${leaned}, however these depend on each other. Validity gates are not in it.`;
}

/** A false claim has a false part, which must pass too: at that part's level, the largest at most. */
function levelOfShowing({ parts, alpha }: Verdict): number {
  return parts.length === 0 ? alpha : Math.max(...parts.map(({ rule }) => levelsOf(rule).alpha));
}

/** Any question of any part may refute it, each at its share. */
function levelOfRefuting({ parts, alpha }: Verdict): number {
  if (parts.length === 0) return alpha;
  return parts.reduce((sum, { rule }) => sum + refutableIn(rule) * levelsOf(rule).refutationAlpha, 0);
}

/** A bound is rounded up; no chance is above 1. */
function inThousandths(bound: number): string {
  return formatDeclared(Math.min(1, Math.ceil(Number((1000 * bound).toPrecision(9))) / 1000));
}

// What a rule would have missed, and how seldom it sees what is not there, in two sentences.

/** "Would say reproduced in 95 % of runs at ..., and in < 0.8 % where there is none. It spends ..." Null where it is not known. */
export function describeOperatingCurve({
  rule,
  unit,
  operatingCurve: curve,
}: Pick<PartVerdict, 'rule' | 'unit' | 'operatingCurve'>): string | null {
  if (curve === undefined) return null;
  const { smallestEffect } = curve;
  const [none, smallest] = [pointAt(curve, 0), pointAt(curve, smallestEffect)];
  if (none === null || smallest === null) return '';
  const size = `${formatDeclared(smallestEffect)} ${unit}`;
  const both: Readonly<Record<'equivalence' | 'dispersion' | 'other', readonly [PlacedPoint, PlacedPoint]>> = {
    equivalence: [
      { point: none, where: 'where there is no effect' },
      { point: smallest, where: `where it is as large as the margin (${size})` },
    ],
    dispersion: [
      { point: none, where: 'where no model lies beyond the margin' },
      { point: smallest, where: `where ${formatDeclared(smallestEffect)} of all models do` },
    ],
    other: [
      { point: smallest, where: `${placeOf(curve, thresholdOf(rule))} (${size})` },
      { point: none, where: 'where there is none' },
    ],
  };
  const [first, second] = both[rule.kind === 'equivalence' || rule.kind === 'dispersion' ? rule.kind : 'other'];
  const [reproduced, missed] = (['reproduced', 'notReproduced'] as const).map((outcome) =>
    [first, second].map(({ point }) => formatRate(point[outcome], point.campaigns)),
  ) as [[string, string], [string, string]];
  return `This rule would say reproduced in ${reproduced[0]} of runs ${first.where}, and in ${reproduced[1]} ${second.where}; not reproduced in ${missed[0]} and in ${missed[1]}. ${inWordsOfSeeds(first.point, second.point)}`;
}

interface PlacedPoint {
  readonly point: CurvePoint;
  readonly where: string;
}

/** Where the smallest effect lies that the design is made to see: as many SDs beyond the threshold as it was planned with. */
function placeOf({ smallestEffect, standardDeviation }: OperatingCurve, threshold: number): string {
  const distance = Number((Math.abs(smallestEffect - threshold) / standardDeviation).toPrecision(3));
  if (!(distance > 0)) return 'at the threshold';
  return `at the planning distance, ${formatDeclared(distance)} SD beyond the threshold`;
}

function inWordsOfSeeds(first: CurvePoint, second: CurvePoint): string {
  if (first.ninetiethSeeds === second.ninetiethSeeds && first.meanSeeds === second.meanSeeds) {
    return `It spends ${first.ninetiethSeeds} seeds.`;
  }
  return `It spends ${inSeeds(first.meanSeeds)} and ${inSeeds(second.meanSeeds)} seeds on average, in nine runs of ten at most ${first.ninetiethSeeds} and ${second.ninetiethSeeds}.`;
}

/** How the rates are known. */
export function describeRates({ points }: OperatingCurve): string {
  const behind = points.flatMap(({ campaigns }) => (campaigns === null ? [] : [campaigns]));
  if (behind.length === 0) return 'Exact for normal noise.';
  const [least, most] = [Math.min(...behind), Math.max(...behind)];
  const campaigns = least === most ? `${least}` : `${least} to ${most}`;
  return `From ${campaigns} simulated campaigns a point, with normal noise.`;
}

function inSeeds(seeds: number): string {
  return seeds.toFixed(1).replace(/\.0$/, '');
}
