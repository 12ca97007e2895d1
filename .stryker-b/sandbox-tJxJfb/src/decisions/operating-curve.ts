// The operating characteristic of a rule as a curve: how often it says what, and after how many seeds, by the true effect at the
// spread that is planned. Points lie where the curve bends, around the threshold in SDs between seeds, and at the three worlds that
// a plan speaks of. A rule of equivalence treats both directions alike, so its curve is over the size of the effect; that of a dispersion is over
// the share of models beyond the margin, by values about 0 that spread so far.

import { Type } from 'typebox';
import { Count, closed, Finite, type Valid } from '../schemas/parts.ts';
import { type OperatingRates, OperatingRatesSchema } from './campaigns.ts';
import { existenceIn, mostSeedsOf, type Truth, thresholdOf, truthIn } from './chances.ts';
import { type DecisionRule, type DispersionRule, signOf } from './decision.ts';
import { shareBeyond, spreadOfShare } from './dispersion.ts';

const CurvePointSchema = closed({ effect: Finite, ...OperatingRatesSchema.properties });
export type CurvePoint = Valid<typeof CurvePointSchema>;

export const OperatingCurveSchema = closed({
  /** Between seeds, the same at all points; of a dispersion the planned one. */
  standardDeviation: Finite,
  mostSeeds: Count,
  /** The smallest effect of interest; for equivalence the margin, for dispersion the bound of the share. It is one of the points, and so is 0. */
  smallestEffect: Finite,
  /** By rising effect. Rates of campaigns: see there how many, or null for exact ones. */
  points: Type.Array(CurvePointSchema),
});
export type OperatingCurve = Valid<typeof OperatingCurveSchema>;

export type RatesOf = (rule: DecisionRule, truth: Truth, seeds: number) => OperatingRates;

const BEYOND_THRESHOLD = [-2, -1, -0.5, 0, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3];
/** Of the bound of a share, and of what lies above it. */
const PARTS_BELOW = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75];
const PARTS_OF_REST = [0.15, 0.3, 0.45, 0.6, 0.8];
const AROUND_MARGIN = [-4, -3, -2.5, -2, -1.5, -1.25, -1, -0.75, -0.5, 0, 0.5, 1, 2];

/** @param seeds that a test may ask for */
export function operatingCurve(rule: DecisionRule, seeds: number, ratesOf: RatesOf): OperatingCurve {
  const mostSeeds = Math.min(seeds, mostSeedsOf(rule, seeds));
  const { standardDeviation } = rule.planned;
  const smallestEffect = rule.kind === 'dispersion' ? thresholdOf(rule) : truthIn('smallest', rule).effect;
  const effects = [...new Set([0, smallestEffect, ...effectsOf(rule)].map(inSixDigits))].sort((a, b) => a - b);
  return {
    standardDeviation,
    mostSeeds,
    smallestEffect: inSixDigits(smallestEffect),
    points: effects.map((effect) => {
      const truth = rule.kind === 'dispersion' ? spreadOfShare(rule.margin, effect) : { effect, standardDeviation };
      const rates = ratesOf(rule, truth, mostSeeds);
      return {
        effect,
        reproduced: rounded(rates.reproduced, 1e4),
        notReproduced: rounded(rates.notReproduced, 1e4),
        inconclusive: rounded(rates.inconclusive, 1e4),
        meanSeeds: rounded(rates.meanSeeds, 100),
        ninetiethSeeds: rates.ninetiethSeeds,
        campaigns: rates.campaigns,
      };
    }),
  };
}

/** Rates where the truth is this effect; null where the curve has no such point. */
export function pointAt({ points }: OperatingCurve, effect: number): CurvePoint | null {
  return points.find((point) => point.effect === effect) ?? null;
}

function effectsOf(rule: DecisionRule): number[] {
  const { effect, standardDeviation } = rule.planned;
  if (rule.kind === 'dispersion') return sharesAround(rule);
  if (rule.kind === 'equivalence') {
    const sizes = AROUND_MARGIN.map((deviations) => rule.margin + deviations * standardDeviation);
    return [...sizes.filter((size) => size > 0), Math.abs(effect)];
  }
  const { direction, threshold } = existenceIn(rule);
  const sign = signOf({ direction });
  return [...BEYOND_THRESHOLD.map((deviations) => threshold + sign * deviations * standardDeviation), effect];
}

function sharesAround({ margin, shareBelow, planned }: DispersionRule): number[] {
  const above = PARTS_OF_REST.map((part) => shareBelow + part * (1 - shareBelow));
  return [...PARTS_BELOW.map((part) => part * shareBelow), ...above, shareBeyond(margin, planned)];
}

/** The same digits however a sum was rounded. */
function inSixDigits(value: number): number {
  return Number(value.toPrecision(6)) + 0;
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
