// What many campaigns of one procedure in one world came to: counts that add up, whoever ran which block.
import type { RandomStream } from '../../src/randomness/random-stream.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { Conclusion, Procedure } from './procedure.ts';
import { drawSeed, type Sample, type World } from './world.ts';

/** `given up` is a part of `inconclusive`. */
export const COUNTED = ['reproduced', 'not-reproduced', 'inconclusive', 'given up', 'invalid'] as const;
export type Counted = (typeof COUNTED)[number];

export interface Tally {
  readonly campaigns: number;
  /** Campaigns with at least one claim of this outcome (with one claim a campaign: with this outcome). */
  readonly withAny: Readonly<Record<Counted, number>>;
  /** `seeds[n]`: campaigns that used n seeds (of several claims, that which used most). */
  readonly seeds: readonly number[];
}

export interface Block {
  /** First campaign of the block; a campaign's chance depends on its number alone. */
  readonly first: number;
  readonly campaigns: number;
  /** Seed of the whole suite. */
  readonly seed: number;
}

export const NOTHING_COUNTED: Readonly<Record<Counted, number>> = {
  reproduced: 0,
  'not-reproduced': 0,
  inconclusive: 0,
  'given up': 0,
  invalid: 0,
};

export function tallyBlock(procedure: Procedure, world: World, { first, campaigns, seed }: Block): Tally {
  const withAny = { ...NOTHING_COUNTED };
  const seeds: number[] = Array.from({ length: procedure.mostSeeds + 1 }, () => 0);
  const node = seedTree(seed).child('calibration').child(world.id);
  for (let index = first; index < first + campaigns; index++) {
    const conclusions = campaign(procedure, world, node.child(index).stream());
    const found = conclusions.flatMap(({ outcome, isGivenUp }): Counted[] =>
      isGivenUp === true ? [outcome, 'given up'] : [outcome],
    );
    for (const counted of new Set(found)) withAny[counted] += 1;
    const used = Math.max(...conclusions.map((conclusion) => conclusion.seeds));
    seeds[used] = (seeds[used] ?? 0) + 1;
  }
  return { campaigns, withAny, seeds };
}

/** Campaign k of a world sees the same seeds under every procedure, as far as both look. */
function campaign(procedure: Procedure, world: World, stream: RandomStream): readonly Conclusion[] {
  const samples: Sample[][] = world.claims.map(() => []);
  for (let drawn = 0; drawn < procedure.mostSeeds; drawn++) {
    drawSeed(world, stream).forEach((sample, claim) => {
      samples[claim]?.push(sample);
    });
  }
  return procedure.conclude(samples);
}

export function addTallies(left: Tally, right: Tally): Tally {
  const withAny = { ...left.withAny };
  for (const counted of Object.keys(withAny) as Counted[]) withAny[counted] += right.withAny[counted];
  const longer = left.seeds.length >= right.seeds.length ? left.seeds : right.seeds;
  return {
    campaigns: left.campaigns + right.campaigns,
    withAny,
    seeds: longer.map((_, n) => (left.seeds[n] ?? 0) + (right.seeds[n] ?? 0)),
  };
}

export function meanSeeds({ campaigns, seeds }: Tally): number {
  return seeds.reduce((sum, count, n) => sum + n * count, 0) / campaigns;
}

/** Fewest seeds that sufficed for this share of the campaigns. */
export function seedsQuantile({ campaigns, seeds }: Tally, share: number): number {
  let reached = 0;
  for (const [n, count] of seeds.entries()) {
    reached += count;
    if (reached >= share * campaigns) return n;
  }
  return seeds.length - 1;
}
