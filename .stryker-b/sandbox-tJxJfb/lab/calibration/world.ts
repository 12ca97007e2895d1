// A simulated world with known truth: what one seed shows of each claim. A sample is a number (a difference) or a row (levels
// of a trend, cells of a pattern), as `decide` takes it. Effects are in raw units, of which one is the SD that was planned.
import type { RandomStream } from '../../src/randomness/random-stream.ts';
import { drawNoise, type Noise } from './noise.ts';

export type Sample = number | readonly number[];

export interface World {
  readonly id: string;
  readonly noise: Noise;
  /** Truth of each claim: mean and SD of its differences, or the profile over levels with the spread of a single level. */
  readonly claims: readonly ClaimTruth[];
  /** Share of the variance that all claims of a seed have in common (they share runs). */
  readonly shared: number;
}

export type ClaimTruth =
  | { readonly kind: 'effect'; readonly effect: number; readonly spread: number }
  | { readonly kind: 'profile'; readonly profile: readonly number[]; readonly spread: number };

/** What the next seed shows: one sample a claim. */
export function drawSeed(world: World, stream: RandomStream): Sample[] {
  const common = world.shared > 0 ? drawNoise(world.noise, stream) : 0;
  return world.claims.map((truth) =>
    truth.kind === 'effect'
      ? truth.effect + truth.spread * drawOne(world, stream, common)
      : truth.profile.map((level) => level + truth.spread * drawOne(world, stream, common)),
  );
}

function drawOne({ noise, shared }: World, stream: RandomStream, common: number): number {
  return Math.sqrt(1 - shared) * drawNoise(noise, stream) + Math.sqrt(shared) * common;
}

/** One claim with an effect of so many SDs, the SD being as planned. */
export function effectWorld(noise: Noise, effect: number): World {
  return { id: `${noise}, effect ${effect}`, noise, claims: [{ kind: 'effect', effect, spread: 1 }], shared: 0 };
}

/** The same where seeds spread otherwise than planned. */
export function rawWorld(noise: Noise, { mean, spread }: { readonly mean: number; readonly spread: number }): World {
  if (spread === 1) return effectWorld(noise, mean);
  return {
    id: `${noise}, mean ${mean}, SD ${spread}`,
    noise,
    claims: [{ kind: 'effect', effect: mean, spread }],
    shared: 0,
  };
}

/** A family of claims that all have this effect; `shared` says how much of the noise they have in common. */
export function familyWorld(
  noise: Noise,
  { claims, effect, shared }: { readonly claims: number; readonly effect: number; readonly shared: number },
): World {
  return {
    id: `${noise}, ${claims} claims, effect ${effect}${shared > 0 ? `, ${100 * shared} % shared` : ''}`,
    noise,
    claims: Array.from({ length: claims }, () => ({ kind: 'effect', effect, spread: 1 })),
    shared,
  };
}

/** One claim about a trend. */
export function profileWorld(
  noise: Noise,
  { profile, spread }: { readonly profile: readonly number[]; readonly spread: number },
): World {
  return {
    id: `${noise}, levels ${profile.join(' ')}, SD ${Number(spread.toFixed(2))}`,
    noise,
    claims: [{ kind: 'profile', profile, spread }],
    shared: 0,
  };
}
