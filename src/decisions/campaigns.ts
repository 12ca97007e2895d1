// A rule's operating characteristics: how often it says what, and after how many seeds, in a world with known truth. Exact where
// a single look has an exact chance; else simulated campaigns with normal noise through the rule itself, the same every time.
import type { RandomStream } from '../randomness/random-stream.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import { chanceOfNotReproduced, chanceOfReproduced, type PlannedDesign } from './chances.ts';
import type { DecisionRule, Outcome, Samples } from './decision.ts';
import { FIXED } from './design.ts';
import { judge } from './judge.ts';

export interface OperatingRates {
  readonly reproduced: number;
  readonly notReproduced: number;
  readonly inconclusive: number;
  /** Seeds spent: their mean, and the number that nine campaigns of ten stay within. */
  readonly meanSeeds: number;
  readonly ninetiethSeeds: number;
  /** Null where the rates are exact. */
  readonly campaigns: number | null;
}

export interface SimulationSize {
  readonly campaigns: number;
  readonly seed: number;
}

export const USUAL_SIZE: SimulationSize = { campaigns: 2000, seed: 20_251 };

/** Campaigns come in blocks of this many; they end early where mean and rates are known well enough to be printed. */
const BLOCK = 100;
const ENOUGH = { seeds: 0.3, rate: 0.015 } as const;

export function operatingRates(
  design: PlannedDesign,
  { campaigns, seed }: SimulationSize = USUAL_SIZE,
): OperatingRates {
  const exact = exactRates(design);
  if (exact !== null) return exact;
  const stream = seedTree(seed).child('campaigns').stream();
  const counts: Record<Outcome, number> = { reproduced: 0, 'not-reproduced': 0, inconclusive: 0, invalid: 0 };
  const spent: number[] = [];
  while (spent.length < campaigns && !isKnownWellEnough(spent, counts)) {
    for (let index = 0; index < BLOCK; index++) {
      const { outcome, seeds } = runCampaign(design.rule, samplesOf(design, stream));
      counts[outcome] += 1;
      spent.push(seeds);
    }
  }
  const ordered = spent.sort((a, b) => a - b);
  return {
    reproduced: counts.reproduced / spent.length,
    notReproduced: counts['not-reproduced'] / spent.length,
    inconclusive: (counts.inconclusive + counts.invalid) / spent.length,
    meanSeeds: meanOf(spent),
    ninetiethSeeds: ordered[Math.ceil(0.9 * ordered.length) - 1] ?? 0,
    campaigns: spent.length,
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

/** One campaign as `decide` decides it, without the words. */
export function runCampaign(
  rule: DecisionRule,
  samples: Samples,
): { readonly outcome: Outcome; readonly seeds: number } {
  const { outcome, seeds } = judge(rule, samples);
  return { outcome, seeds };
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

function isKnownWellEnough(spent: readonly number[], counts: Readonly<Record<Outcome, number>>): boolean {
  const n = spent.length;
  if (n < 2 * BLOCK) return false;
  const mean = meanOf(spent);
  const variance = spent.reduce((sum, seeds) => sum + (seeds - mean) ** 2, 0) / (n - 1);
  const rates = Object.values(counts).map((count) => Math.sqrt(((count / n) * (1 - count / n)) / n));
  return Math.sqrt(variance / n) <= ENOUGH.seeds && Math.max(...rates) <= ENOUGH.rate;
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
