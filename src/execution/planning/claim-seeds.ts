// Seeds that one test of a claim would spend in a supposed world: those of its slowest part, since all parts read the same runs.
// Parts that are refuted early could end it sooner, so for a claim of several parts this is an upper bound.

import { campaignRunner, type OperatingRates, operatingRates, USUAL_SIZE } from '../../decisions/campaigns.ts';
import { chanceOfReproduced, mostSeedsOf, type Truth } from '../../decisions/chances.ts';
import type { DecisionRule } from '../../decisions/decision.ts';
import { canonicalJson } from '../../experiments/content-hash.ts';
import type { PlannedTest } from '../plan.ts';
import { truthIn, WORLDS, type World } from './supposed-worlds.ts';

export type ByWorld<T> = Readonly<Record<World, T>>;

export interface PartPlan {
  readonly name: string;
  readonly unit: string;
  readonly rule: DecisionRule;
  readonly mostSeeds: number;
  /** At the measured effect, with the most seeds. */
  readonly power: number | null;
  readonly worlds: ByWorld<{ readonly truth: Truth; readonly rates: OperatingRates }>;
}

export interface SeedCount {
  readonly mean: number;
  readonly ninetieth: number;
}

export type RatesOf = (rule: DecisionRule, truth: Truth, seeds: number) => OperatingRates;

/** Remembers what was simulated: claims share rules, and a rule's rates depend on nothing but it and the truth. */
export function rememberedRates(): RatesOf {
  const known = new Map<string, OperatingRates>();
  const run = campaignRunner();
  return (rule, truth, seeds) => {
    const key = canonicalJson({ rule: { ...rule, planned: null }, truth: { ...truth }, seeds });
    const rates = known.get(key) ?? operatingRates({ rule, truth, seeds }, USUAL_SIZE, run);
    known.set(key, rates);
    return rates;
  };
}

export function planParts({ test, seeds }: PlannedTest, ratesOf: RatesOf): PartPlan[] {
  return test.parts.map(({ name, unit, rule }) => {
    // Whoever asks for fewer seeds than a design may use cuts it short.
    const mostSeeds = Math.min(seeds.length, mostSeedsOf(rule, seeds.length));
    const worldOf = (world: World) => {
      const truth = truthIn(world, rule);
      return { truth, rates: ratesOf(rule, truth, mostSeeds) };
    };
    const worlds = { none: worldOf('none'), smallest: worldOf('smallest'), measured: worldOf('measured') };
    const power = chanceOfReproduced({ rule, truth: rule.planned, seeds: mostSeeds });
    return { name, unit, rule, mostSeeds, power, worlds };
  });
}

export function seedsOf(parts: readonly PartPlan[]): ByWorld<SeedCount> {
  const slowest = (world: World): SeedCount => ({
    mean: Math.max(...parts.map(({ worlds }) => worlds[world].rates.meanSeeds)),
    ninetieth: Math.max(...parts.map(({ worlds }) => worlds[world].rates.ninetiethSeeds)),
  });
  return byWorld(slowest);
}

export function byWorld<T>(of: (world: World) => T): ByWorld<T> {
  return Object.fromEntries(WORLDS.map((world) => [world, of(world)])) as unknown as ByWorld<T>;
}
