// Looks at a growing sample, in the order of seed numbers: from `fewestSeeds` on, every `seedsPerLook`, the last at `mostSeeds`.
// The first look that decides ends it. Seeds that other claims brought beyond that look are not looked at, so the decision is the
// same whatever else was trained, and a decision once reached is never withdrawn.

import type { Decision, Sequence } from './decision.ts';
import type { SequentialDesign } from './design.ts';

/** What a look can say: the claim passes, it is given up, or it stays open. */
export type Verdict = 'for' | 'against' | 'open';

export interface Look<Finding> {
  /** Seeds looked at; all that are given where no look was due yet. */
  readonly seeds: number;
  /** Looks taken, this one included. */
  readonly look: number;
  readonly stoppedBy: Sequence['stoppedBy'];
  /** Null before the first look, and for seeds that cannot be judged. */
  readonly finding: Finding | null;
}

export type LookSchedule = Pick<SequentialDesign, 'fewestSeeds' | 'mostSeeds' | 'seedsPerLook'>;

/** Numbers of seeds at which a design looks. */
export function looksOf({ fewestSeeds, mostSeeds, seedsPerLook }: LookSchedule): number[] {
  const looks: number[] = [];
  for (let seeds = fewestSeeds; seeds < mostSeeds; seeds += seedsPerLook) looks.push(seeds);
  return [...looks, mostSeeds];
}

/** `judgeAt` gives null for seeds that cannot be judged. */
export function takeLooks<Finding extends { readonly verdict: Verdict }>(
  looks: readonly number[],
  { seeds, judgeAt }: { readonly seeds: number; readonly judgeAt: (seeds: number, look: number) => Finding | null },
): Look<Finding> {
  let latest: Look<Finding> = { seeds, look: 0, stoppedBy: null, finding: null };
  for (const [index, due] of looks.entries()) {
    if (due > seeds) break;
    const finding = judgeAt(due, index);
    const atEnd = index === looks.length - 1 ? 'maximum' : null;
    const stops = { for: 'evidence-for', against: 'evidence-against', open: atEnd } as const;
    latest = { seeds: due, look: index + 1, stoppedBy: finding === null ? 'invalid' : stops[finding.verdict], finding };
    if (latest.stoppedBy !== null) break;
  }
  return latest;
}

/** The state of the sequence for whoever trains: stop, or give at least `nextLookAt` seeds in all. */
export function sequenceOf(
  { look, seeds, stoppedBy }: Look<unknown>,
  {
    looks,
    given,
    ...rest
  }: { readonly looks: readonly number[]; readonly given: number } & Pick<Sequence, 'seedsNeeded' | 'evidence'>,
): Sequence {
  const mostSeeds = looks.at(-1) ?? seeds;
  const isDecided = stoppedBy !== null;
  const { evidence } = rest;
  return {
    isDecided,
    stoppedBy,
    look,
    fewestSeeds: looks[0] ?? seeds,
    mostSeeds,
    nextLookAt: isDecided ? null : (looks[look] ?? null),
    moreSeedsAtMost: isDecided ? 0 : mostSeeds - given,
    seedsNeeded: rest.seedsNeeded,
    eValue: evidence.length === 0 ? null : Math.min(...evidence.map(({ eValue }) => eValue)),
    evidence,
  };
}

/** Whether more seeds can still change a decision; a fixed design takes what it is given. */
export function isDecided({ sequence }: Decision): boolean {
  return sequence?.isDecided ?? true;
}
