// Seeds that the test of a claim spends in a supposed world: it falls with the first part that fails and stands with the last that
// passes, as in stopping.ts. Campaigns of its parts are drawn apart, though parts read the same runs: what one part says of another
// is not known before the data.
import { plannedChance } from '../../claims/verdicts/least-power.ts';
import { type Campaign, type Simulated, simulate, USUAL_SIZE } from '../../decisions/campaigns.ts';
import { mostSeedsOf, type Truth, truthIn, WORLDS, type World } from '../../decisions/chances.ts';
import type { DecisionRule } from '../../decisions/decision.ts';
import { canonicalJson } from '../../experiments/content-hash.ts';
import type { RandomStream } from '../../randomness/random-stream.ts';
import { seedTree } from '../../randomness/seed-tree.ts';
import type { PlannedTest } from './plan.ts';

type ByWorld<T> = Readonly<Record<World, T>>;

export type PartPlan = ReturnType<typeof planParts>[number];

export type Simulate = (rule: DecisionRule, truth: Truth, seeds: number) => Simulated;

/** Remembers what was simulated: claims share rules, and a rule's rates depend on nothing but it and the truth. */
export function rememberedCampaigns(size = USUAL_SIZE): Simulate {
  const known = new Map<string, Simulated>();
  return (rule, truth, seeds) => {
    const key = canonicalJson({ rule: { ...rule, planned: null }, truth: { ...truth }, seeds });
    const found = known.get(key) ?? simulate({ rule, truth, seeds }, size);
    known.set(key, found);
    return found;
  };
}

export function planParts({ test, seeds }: Pick<PlannedTest, 'test' | 'seeds'>, simulated: Simulate) {
  return test.parts.map(({ name, unit, rule }) => {
    // Whoever asks for fewer seeds than a design may use cuts it short.
    const mostSeeds = Math.min(seeds.length, mostSeedsOf(rule, seeds.length));
    const worlds = byWorld((world) => {
      const truth = truthIn(world, rule);
      return { truth, rates: simulated(rule, truth, mostSeeds).rates };
    });
    /** At the planned effect, with the most seeds. */
    const power = plannedChance(rule, mostSeeds, (...asked) => simulated(...asked).rates);
    return { name, unit, rule, mostSeeds, power, worlds };
  });
}

/** How a test of several parts ends: drawn anew for each simulated run. */
export type DrawCampaign = (stream: RandomStream) => Campaign;

export function drawsOf(parts: readonly PartPlan[], world: World, simulated: Simulate): DrawCampaign {
  const ended = parts.map(({ rule, mostSeeds, worlds }) => simulated(rule, worlds[world].truth, mostSeeds).campaigns);
  const most = Math.max(...parts.map(({ mostSeeds }) => mostSeeds));
  return (stream) => {
    const drawn = ended.map((campaigns) => campaigns[stream.integerBelow(campaigns.length)] as Campaign);
    const failed = drawn.filter(({ outcome }) => outcome !== 'reproduced');
    const early = failed.filter(({ seeds }) => seeds < most).map(({ seeds }) => seeds);
    const seeds = early.length > 0 ? Math.min(...early) : Math.max(...drawn.map((one) => one.seeds));
    return { outcome: failed[0]?.outcome ?? 'reproduced', seeds };
  };
}

const DRAWS = 1000;

export function seedsOf(draw: DrawCampaign) {
  const stream = seedTree(USUAL_SIZE.seed).child('seeds of a claim').stream();
  return summary(Array.from({ length: DRAWS }, () => draw(stream).seeds));
}

/** Mean, and what nine of ten stay within. */
export function summary(values: readonly number[]) {
  const ordered = [...values].sort((a, b) => a - b);
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return { mean, ninetieth: ordered[Math.ceil(0.9 * ordered.length) - 1] ?? 0 };
}

export function byWorld<T>(of: (world: World) => T): ByWorld<T> {
  return Object.fromEntries(WORLDS.map((world) => [world, of(world)])) as unknown as ByWorld<T>;
}
