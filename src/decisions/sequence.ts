// Looks at a growing sample, in the order of seed numbers: from `fewestSeeds` on, every `seedsPerLook`, the last at `mostSeeds`.
// The first look that decides ends it. Seeds that other claims brought beyond that look are not looked at, so the decision is the
// same whatever else was trained, and a decision once reached is never withdrawn.
import { criticalT, criticalTAgainst } from '../statistics/critical-t.ts';
import type { RunningMoments } from '../statistics/sample-moments.ts';
import type { Decision, Sequence } from './decision.ts';
import type { SequentialDesign } from './design.ts';

/** What a look can say: the claim passes, it is given up, or it stays open. */
export type Answer = 'for' | 'against' | 'open';

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

export function takeLooks<Finding extends { readonly verdict: Answer }>(
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

// Evidence leaves logarithms here, as a number that is finite and above 0, so that it can be written down and divided by.

const LARGEST_LOGARITHM = 690;

export function eValueOf(logarithm: number): number {
  return Math.exp(Math.max(-LARGEST_LOGARITHM, Math.min(LARGEST_LOGARITHM, logarithm)));
}

// A first glance at a look of a sequential design: does it surely stay open? Told from running moments and remembered critical t
// statistics alone, which costs a thousandth of the look itself; most looks of most samples are like that. Whatever comes near a
// bar is not sure, and is judged in full. So this can save time and never change an outcome (a spec compares the two).

/** Of the mean lying beyond `threshold`, above it (1) or below it (-1). */
export interface Side {
  readonly sign: 1 | -1;
  readonly threshold: number;
}

export interface Glance {
  /** The evidence of the first `seeds` values surely stays below 1 / alpha. */
  readonly isShort: (series: RunningMoments, side: Side, seeds: number) => boolean;
  /** One smallest effect beyond is surely more likely than beta still. */
  readonly isAlive: (series: RunningMoments, side: Side, seeds: number) => boolean;
}

/** Running moments and bisected bars are good to about ten digits; nothing nearer than this is called sure. */
const NEAR = 1e-6;

export function glanceAt({ alpha, design }: { readonly alpha: number; readonly design: SequentialDesign }): Glance {
  const { smallestEffect, beta } = design;
  const [evident, givenUp] = [-Math.log(alpha), Math.log(beta)];
  // A t statistic that is no number is neither below nor above, hence never sure.
  return {
    isShort: (series, side, seeds) => {
      const statistic = statisticOf(series, side, seeds);
      return statistic < criticalT({ seeds, smallestEffect, bar: evident }) - NEAR * (1 + Math.abs(statistic));
    },
    isAlive: (series, side, seeds) => {
      const statistic = statisticOf(series, side, seeds);
      return statistic > criticalTAgainst({ seeds, smallestEffect, bar: givenUp }) + NEAR * (1 + Math.abs(statistic));
    },
  };
}

function statisticOf({ mean, deviation }: RunningMoments, { sign, threshold }: Side, seeds: number): number {
  const [centre, spread] = [mean[seeds] ?? Number.NaN, deviation[seeds] ?? Number.NaN];
  return ((sign * (centre - threshold)) / spread) * Math.sqrt(seeds);
}
