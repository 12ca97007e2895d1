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
  /** Null: it did not stop. */
  readonly stoppedBy: Extract<Sequence, { isDecided: true }>['stoppedBy'] | null;
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

export interface LookTaker<Finding> {
  readonly seeds: number;
  /** Null for seeds that cannot be judged. */
  readonly judgeAt: (seeds: number, look: number) => Finding | null;
  /** True only where `judgeAt` would certainly say "open"; such a look is passed over, unless it is the last and to be reported. */
  readonly isSurelyOpen?: (seeds: number) => boolean;
}

export function takeLooks<Finding extends { readonly verdict: Verdict }>(
  looks: readonly number[],
  { seeds, judgeAt, isSurelyOpen = () => false }: LookTaker<Finding>,
): Look<Finding> {
  let latest: Look<Finding> = { seeds, look: 0, stoppedBy: null, finding: null };
  const last = looks.findLastIndex((due) => due <= seeds);
  for (const [index, due] of looks.entries()) {
    if (index > last) break;
    if (index < last && isSurelyOpen(due)) continue;
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
    evidence,
  }: { readonly looks: readonly number[]; readonly given: number } & Pick<Sequence, 'evidence'>,
): Sequence {
  const mostSeeds = looks.at(-1) ?? seeds;
  const reached = { look, fewestSeeds: looks[0] ?? seeds, mostSeeds, eValue: leastEvidence(evidence), evidence };
  if (stoppedBy !== null) return { isDecided: true, stoppedBy, ...reached };
  return { isDecided: false, nextLookAt: looks[look] ?? mostSeeds, moreSeedsAtMost: mostSeeds - given, ...reached };
}

/** The least of several e-values is one of the conjunction of their questions. */
export function leastEvidence(evidence: Sequence['evidence']): number | null {
  return evidence.length === 0 ? null : Math.min(...evidence.map(({ eValue }) => eValue));
}

/** Whether more seeds can still change a decision; a fixed design takes what it is given. */
export function isDecided({ sequence }: Decision): boolean {
  return sequence?.isDecided ?? true;
}
