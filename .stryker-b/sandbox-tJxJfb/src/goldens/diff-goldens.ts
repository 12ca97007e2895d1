// What would change if a candidate were accepted: pool by pool, number by number, verdict by verdict (decisions.md promise 8).
import type { VerdictWord } from '../claims/verdicts/verdict.ts';
import { type WatchedNumber, watchedNumbers } from '../claims/verdicts/watched-numbers.ts';
import { DRIFT, driftMargin, isNumericallyClose } from '../decisions/drift/drift.ts';
import { driftEquivalence } from '../decisions/drift/drift-equivalence.ts';
import type { GoldenPair } from '../decisions/drift/evidence-against-golden.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { canonicalJson } from '../experiments/content-hash.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import type { GoldenTest } from './golden-tests.ts';
import type { JudgedVerdict } from './golden-verdicts.ts';
import type { PromotionEntry } from './history.ts';
import type { AcceptedSet, Goldens, LoadedPool } from './load-goldens.ts';
import type { GoldenVerdict } from './manifest.ts';
import { runsOfPools } from './pool-schema.ts';

export interface PoolChange {
  readonly path: string;
  /** `identical`: every record, byte for byte; headers tell when and by whom. */
  readonly state: 'identical' | 'changed' | 'new' | 'missing';
  /** Seeds whose records differ, or that only one of the two has. */
  readonly seedsChanged: number;
}

export interface NumberChange extends Pick<WatchedNumber, 'id' | 'claim' | 'task' | 'name' | 'unit' | 'kind'> {
  /** Means over seeds. */
  readonly before: number | null;
  readonly after: number;
  /** Null where there is nothing to compare with. */
  readonly change: Change | null;
}

export interface VerdictChange extends Omit<GoldenVerdict, 'verdict'> {
  readonly before: VerdictWord | null;
  readonly after: VerdictWord | null;
  /** Why the new pools come to it; null where they are not asked. */
  readonly reason: string | null;
  /** Another word than before, where there was one. */
  readonly flipped: boolean;
}

export interface GoldenDiff extends Pick<Goldens, 'environment' | 'profile'> {
  readonly fingerprints: { readonly before: string | null; readonly after: string };
  readonly pools: readonly PoolChange[];
  readonly numbers: readonly NumberChange[];
  readonly verdicts: readonly VerdictChange[];
}

/** @param before null where none are accepted */
export function diffGoldens(candidate: Goldens, before: AcceptedSet | null): GoldenDiff {
  const { environment, profile, fingerprint, tests, pools } = candidate;
  return {
    environment,
    profile,
    fingerprints: { before: before?.fingerprint ?? null, after: fingerprint },
    pools: poolChanges(pools, before?.pools ?? []),
    numbers: numberChanges(tests, { pools, before: before?.pools ?? [] }),
    verdicts: verdictChanges(candidate.verdicts, before?.verdicts ?? []),
  };
}

/** For the history: what is kept of it. */
export function summariseDiff({ pools, numbers, verdicts }: GoldenDiff): PromotionEntry['change'] {
  const counted = (state: PoolChange['state']) => pools.filter((pool) => pool.state === state).length;
  const ofKind = (kind: Change['kind']) => numbers.filter(({ change }) => change?.kind === kind).length;
  const [largest = null] = numbers
    .flatMap(({ id, change }) => (change === null || change.kind === 'identical' ? [] : [{ id, ...change }]))
    .sort((a, b) => inMargins(b) - inMargins(a))
    .map(({ id, difference, low, high }) => ({ id, difference, low, high }));
  return {
    pools: {
      identical: counted('identical'),
      changed: counted('changed'),
      added: counted('new'),
      removed: counted('missing'),
    },
    numbers: {
      identical: ofKind('identical'),
      close: ofKind('close'),
      equivalent: ofKind('equivalent'),
      different: ofKind('different'),
      added: numbers.filter(({ change }) => change === null).length,
    },
    largest,
    flips: verdicts.filter(isNamed).map(({ claim, task, design, before, after, reason }) => ({
      ...{ claim, task, design, before, after },
      ...(reason === null ? {} : { reason }),
    })),
  };
}

/** What nobody may accept unseen: another word than before, and what was never judged and is not reproduced. */
export function isNamed({ before, after, flipped }: VerdictChange): boolean {
  return flipped || (before === null && after !== 'reproduced');
}

/** Numbers of all units on one scale. */
function inMargins({ difference, margin }: Pick<Change, 'difference' | 'margin'>): number {
  return margin === null ? Number.MAX_VALUE : Math.abs(difference) / margin;
}

function poolChanges(after: readonly LoadedPool[], before: readonly LoadedPool[]): PoolChange[] {
  const byPath = (pools: readonly LoadedPool[], path: string) => pools.find((pool) => pool.path === path);
  const paths = [...new Set([...after, ...before].map(({ path }) => path))];
  return paths.map((path) => {
    const [old, fresh] = [byPath(before, path), byPath(after, path)];
    if (old === undefined) return { path, state: 'new', seedsChanged: fresh?.records.length ?? 0 };
    if (fresh === undefined) return { path, state: 'missing', seedsChanged: old.records.length };
    const records = new Map(old.records.map((record) => [record.seed, canonicalJson(record)]));
    const same = fresh.records.filter((record) => records.get(record.seed) === canonicalJson(record)).length;
    const seedsChanged = Math.max(old.records.length, fresh.records.length) - same;
    return { path, state: seedsChanged === 0 ? 'identical' : 'changed', seedsChanged };
  });
}

function numberChanges(
  tests: readonly GoldenTest[],
  { pools, before }: { readonly pools: readonly LoadedPool[]; readonly before: readonly LoadedPool[] },
): NumberChange[] {
  const fresh = watchedNumbers(tests, runsOfPools(pools));
  const known = new Map(knownNumbers(tests, before).map((number) => [number.id, number]));
  return fresh.map(({ values, claimedEffect, experimentHashes: _, ...about }) => {
    const old = known.get(about.id)?.values ?? null;
    return {
      ...about,
      before: old === null ? null : meanOf(old),
      after: meanOf(values),
      change: old === null ? null : describeChange({ before: old, after: values }, claimedEffect),
    };
  });
}

/** Runs of an older harness may lack what a claim reads today: such a number has no before. */
function knownNumbers(tests: readonly GoldenTest[], pools: readonly LoadedPool[]): WatchedNumber[] {
  const runsOf = runsOfPools(pools);
  return tests.flatMap((test) => {
    try {
      return watchedNumbers([test], runsOf);
    } catch (error) {
      if (error instanceof HarnessError) return [];
      throw error;
    }
  });
}

function meanOf(values: WatchedNumber['values']): number {
  return sampleMoments(values.map(({ value }) => value)).mean;
}

function verdictChanges(after: readonly JudgedVerdict[], before: readonly GoldenVerdict[]): VerdictChange[] {
  const nameOf = ({ claim, task, design }: GoldenVerdict) => `${claim}\n${task}\n${design}`;
  const old = new Map(before.map((verdict) => [nameOf(verdict), verdict]));
  const fresh = new Map(after.map((verdict) => [nameOf(verdict), verdict]));
  return [...new Set([...fresh.keys(), ...old.keys()])].map((name) => {
    const { claim, task, design, required } = (fresh.get(name) ?? old.get(name)) as GoldenVerdict;
    const [was, is] = [old.get(name)?.verdict ?? null, fresh.get(name)?.verdict ?? null];
    const reason = fresh.get(name)?.reason ?? null;
    return { claim, task, design, required, before: was, after: is, reason, flipped: was !== null && was !== is };
  });
}

type BySeed = WatchedNumber['values'];

/** Seed by seed, where both are there. */
export function pairsOf(golden: BySeed, again: BySeed): (GoldenPair & { seed: number })[] {
  const then = new Map(golden.map(({ seed, value }) => [seed, value]));
  return again.flatMap(({ seed, value }) => {
    const before = then.get(seed);
    return before === undefined ? [] : [{ seed, golden: before, now: value }];
  });
}

export interface Change {
  readonly kind: 'identical' | 'close' | 'equivalent' | 'different';
  /** Mean of after minus before, over the seeds that both have. */
  readonly difference: number;
  /** Null where the seeds do not vary in how they moved. */
  readonly low: number | null;
  readonly high: number | null;
  /** Null where there is neither a claimed effect nor any spread. */
  readonly margin: number | null;
  /** Of one seed. */
  readonly largest: number;
  readonly seeds: number;
}

/**
 * How a watched number moved between two pools of the same seeds: not at all, by rounding, within the margin of drift, or by how much. A
 * description for whoever accepts goldens; the alarms with their error budget are those of the nights (decisions.md B5). Null where the
 * two have no seed in common.
 */
export function describeChange(
  { before, after }: { readonly before: BySeed; readonly after: BySeed },
  claimedEffect: number | null,
): Change | null {
  const pairs = pairsOf(before, after);
  if (pairs.length === 0) return null;
  const margin = driftMargin(
    pairs.map(({ golden }) => golden),
    claimedEffect,
  );
  const { shift, low, high, isEquivalent } = driftEquivalence(
    { from: 'golden-seeds', pairs },
    { margin, level: DRIFT.equivalenceLevel },
  );
  const largest = Math.max(...pairs.map(({ golden, now }) => Math.abs(now - golden)));
  const isClose = pairs.every((pair) => isNumericallyClose(pair));
  const kind = largest === 0 ? 'identical' : isClose ? 'close' : isEquivalent ? 'equivalent' : 'different';
  return { kind, difference: shift ?? 0, low, high, margin, largest, seeds: pairs.length };
}
