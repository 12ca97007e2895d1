// A rule's operating characteristics: how often it says what, and after how many seeds, in a world with known truth. Exact where
// a single look has an exact chance; else simulated campaigns with normal noise through the rule itself, the same every time.
// Nothing here has a unit: a rule and a truth that are both stretched give the same rates.

import { Type } from 'typebox';
import type { RandomStream } from '../randomness/random-stream.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import { Count, closed, orNull, Probability, type Valid } from '../schemas/parts.ts';
import { chanceOfNotReproduced, chanceOfReproduced, type PlannedDesign } from './chances.ts';
import { weigh } from './decide.ts';
import type { Outcome, Samples } from './decision.ts';
import { FIXED } from './design.ts';

export const OperatingRatesSchema = closed({
  reproduced: Probability,
  notReproduced: Probability,
  inconclusive: Probability,
  /** Seeds spent: their mean, and the number that nine campaigns of ten stay within. */
  meanSeeds: Type.Number({ minimum: 0 }),
  ninetiethSeeds: Count,
  /** Null where the rates are exact. */
  campaigns: orNull(Count),
});
export type OperatingRates = Valid<typeof OperatingRatesSchema>;

export interface SimulationSize {
  readonly campaigns: number;
  readonly seed: number;
}

export const USUAL_SIZE: SimulationSize = { campaigns: 2000, seed: 20_251 };

/** Campaigns come in blocks of this many; they end early where mean and rates are known well enough to be printed. */
const BLOCK = 100;
const ENOUGH = { seeds: 0.3, rate: 0.015 } as const;

export interface Campaign {
  readonly outcome: Outcome;
  /** Seeds spent. */
  readonly seeds: number;
}

/** How a rule's campaigns end, and their rates: of exact rates a hundred campaigns that have them, to the percent. */
export interface Simulated {
  readonly campaigns: readonly Campaign[];
  readonly rates: OperatingRates;
}

export function operatingRates(design: PlannedDesign, size: SimulationSize = USUAL_SIZE): OperatingRates {
  return simulate(design, size).rates;
}

export function simulate(design: PlannedDesign, size: SimulationSize = USUAL_SIZE): Simulated {
  const exact = exactRates(design);
  if (exact !== null) return { campaigns: campaignsWith(exact), rates: exact };
  const campaigns = simulateCampaigns(design, size);
  return { campaigns, rates: ratesOf(campaigns) };
}

function campaignsWith({ reproduced, notReproduced, meanSeeds: seeds }: OperatingRates): Campaign[] {
  return Array.from({ length: 100 }, (_, index): Campaign => {
    const share = (index + 0.5) / 100;
    const isDecided = share < reproduced + notReproduced;
    return { seeds, outcome: share < reproduced ? 'reproduced' : isDecided ? 'not-reproduced' : 'inconclusive' };
  });
}

/** In the order of their draws, at most as many as asked for. */
function simulateCampaigns(design: PlannedDesign, { campaigns, seed }: SimulationSize): Campaign[] {
  const stream = seedTree(seed).child('campaigns').stream();
  const ended: Campaign[] = [];
  while (ended.length < campaigns && !isKnownWellEnough(ended)) {
    for (let index = 0; index < BLOCK; index++) {
      // As `decide` decides it, without the words.
      const { outcome, seeds } = weigh(design.rule, samplesOf(design, stream));
      ended.push({ outcome, seeds });
    }
  }
  return ended;
}

function ratesOf(ended: readonly Campaign[]): OperatingRates {
  const shareOf = (outcome: Outcome) => ended.filter((one) => one.outcome === outcome).length / ended.length;
  const spent = ended.map(({ seeds }) => seeds).sort((a, b) => a - b);
  return {
    reproduced: shareOf('reproduced'),
    notReproduced: shareOf('not-reproduced'),
    inconclusive: shareOf('inconclusive') + shareOf('invalid'),
    meanSeeds: meanOf(spent),
    ninetiethSeeds: spent[Math.ceil(0.9 * spent.length) - 1] ?? 0,
    campaigns: ended.length,
  };
}

function exactRates(design: PlannedDesign): OperatingRates | null {
  const { rule, seeds } = design;
  // The chances of a trend's ends bound those of the whole; that of a pattern is not known.
  if ((rule.design ?? FIXED).kind !== 'fixed' || rule.kind === 'trend' || rule.kind === 'pattern') return null;
  const reproduced = chanceOfReproduced(design);
  const notReproduced = chanceOfNotReproduced(design);
  if (reproduced === null || notReproduced === null) return null;
  const inconclusive = Math.max(0, 1 - reproduced - notReproduced);
  return { reproduced, notReproduced, inconclusive, meanSeeds: seeds, ninetiethSeeds: seeds, campaigns: null };
}

/** Normal noise. Levels of a trend rise by equal steps; cells of a pattern share the interaction's spread equally. */
function samplesOf({ rule, truth, seeds }: PlannedDesign, stream: RandomStream): Samples {
  const { effect, standardDeviation } = truth;
  const draw = (mean: number, deviation: number) => mean + deviation * stream.normal();
  const rows = (means: readonly number[], deviation: number) =>
    Array.from({ length: seeds }, () => means.map((mean) => draw(mean, deviation)));
  switch (rule.kind) {
    case 'existence':
    case 'equivalence':
    case 'dispersion':
      return Array.from({ length: seeds }, () => draw(effect, standardDeviation));
    case 'trend': {
      const last = rule.levels.length - 1;
      return rows(
        rule.levels.map((_, level) => (effect * level) / last),
        standardDeviation / Math.SQRT2,
      );
    }
    case 'pattern': {
      const above = rule.cells.filter(({ expected }) => expected === 'above').length;
      const chance = rule.cells.filter(({ expected }) => expected === 'chance').length;
      return rows(
        rule.cells.map(({ expected }) => (expected === 'above' ? effect : 0)),
        standardDeviation / Math.sqrt(1 / Math.max(1, above) + 1 / Math.max(1, chance)),
      );
    }
  }
}

function isKnownWellEnough(ended: readonly Campaign[]): boolean {
  const n = ended.length;
  if (n < 2 * BLOCK) return false;
  const { reproduced, notReproduced, inconclusive, meanSeeds } = ratesOf(ended);
  const variance = ended.reduce((sum, { seeds }) => sum + (seeds - meanSeeds) ** 2, 0) / (n - 1);
  const rates = [reproduced, notReproduced, inconclusive].map((rate) => Math.sqrt((rate * (1 - rate)) / n));
  return Math.sqrt(variance / n) <= ENOUGH.seeds && Math.max(...rates) <= ENOUGH.rate;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
