// The numbers of claims that drift is looked for in: every part that is judged, every number printed beside a verdict, and every
// validity gate, one value a seed. Numbers that several tests of a task print are watched once (decisions.md B5).
import type { RunRecord } from '../experiments/run-record.ts';
import type { Claim, ClaimPart, ClaimTest, SeedRuns } from './claim.ts';

/** A test with the content hash of each arm's experiment. */
export interface WatchedTest {
  readonly claim: Claim;
  readonly test: ClaimTest;
  readonly hashes: Readonly<Record<string, string>>;
}

export interface WatchedNumber {
  /** Stays the same as long as the claim does: task, claim or kind, name. */
  readonly id: string;
  /** The first claim that has it. */
  readonly claim: string;
  readonly task: string;
  readonly name: string;
  readonly unit: string;
  /** `training`: how a training ended, which is no claim's. */
  readonly kind: 'part' | 'context' | 'gate' | 'training';
  /** Of the arms that it is read from. */
  readonly experimentHashes: readonly string[];
  /** Size of the effect that the rule of an existence or a trend expects; null for all else. */
  readonly claimedEffect: number | null;
  /** Seeds with a run in every arm that it is read from, in ascending order. */
  readonly values: readonly { readonly seed: number; readonly value: number }[];
}

/** The runs of an experiment by seed; an experiment without runs has an empty map. */
export type RunsOf = (experimentHash: string) => ReadonlyMap<number, RunRecord>;

export function watchedNumbers(tests: readonly WatchedTest[], runsOf: RunsOf): WatchedNumber[] {
  const watched = new Map<string, WatchedNumber>();
  for (const planned of tests) {
    for (const reading of readingsOf(planned)) {
      const number = watch(reading, planned, runsOf);
      if (number !== null && !watched.has(number.id)) watched.set(number.id, number);
    }
  }
  return [...watched.values()];
}

interface Reading extends Pick<WatchedNumber, 'name' | 'unit' | 'kind' | 'claimedEffect'> {
  readonly read: (runs: SeedRuns) => number;
}

function readingsOf({ test }: WatchedTest): Reading[] {
  const { parts, gates, context } = test;
  return [
    ...parts.flatMap(readingsOfPart),
    ...gates.map(({ description, read }) => ({ ...beside(description, read), kind: 'gate' as const })),
    ...context.map(({ name, read }) => ({ ...beside(name, read), kind: 'context' as const })),
  ];
}

function beside(name: string, read: Reading['read']) {
  return { name, unit: '', claimedEffect: null, read };
}

/** A trend is watched by its ends, a pattern cell by cell. */
function readingsOfPart({ name, unit, rule, valuesOf }: ClaimPart): Reading[] {
  const shared = { unit, kind: 'part' } as const;
  const at = (runs: SeedRuns, index: number) => valuesOf(runs).at(index) ?? Number.NaN;
  switch (rule.kind) {
    case 'existence':
      return [{ ...shared, name, claimedEffect: Math.abs(rule.planned.effect), read: (runs) => at(runs, 0) }];
    case 'equivalence':
      return [{ ...shared, name, claimedEffect: null, read: (runs) => at(runs, 0) }];
    case 'trend':
      return [
        {
          ...shared,
          name,
          claimedEffect: Math.abs(rule.planned.effect),
          read: (runs) => at(runs, -1) - at(runs, 0),
        },
      ];
    case 'pattern':
      return rule.cells.map((cell, index) => ({
        ...shared,
        name: `${name}: ${cell.name}`,
        claimedEffect: null,
        read: (runs) => at(runs, index),
      }));
  }
}

/** Null where no seed has its runs. */
function watch(reading: Reading, planned: WatchedTest, runsOf: RunsOf): WatchedNumber | null {
  const { name, unit, kind, claimedEffect, read } = reading;
  const { claim, test, hashes } = planned;
  const bySeed = seedsWithRuns(hashes, runsOf);
  const [first] = bySeed;
  if (first === undefined) return null;
  const arms = armsRead(read, first.runs);
  const experimentHashes = arms.map((arm) => hashes[arm] as string);
  const owner = kind === 'part' ? `${claim.id}${designNumber(planned)}` : kind;
  // What is printed beside verdicts is told apart by what it is read from, since claims name their arms alike.
  const source = kind === 'part' ? '' : ` of ${experimentHashes.map((hash) => hash.slice(0, 12)).join('+')}`;
  const values = seedsWithRuns(Object.fromEntries(arms.map((arm) => [arm, hashes[arm] as string])), runsOf);
  return {
    id: `${test.task}/${owner}/${name}${source}`,
    claim: claim.id,
    task: test.task,
    name,
    unit,
    kind,
    experimentHashes,
    claimedEffect,
    values: values.map(({ seed, runs }) => ({ seed, value: read(runs) })),
  };
}

/** A claim may be tested on a task by several designs: those after the first are counted. */
function designNumber({ claim, test }: WatchedTest): string {
  const { tests } = claim;
  const same = tests.filter(({ task }) => task === test.task);
  const index = same.findIndex(({ design }) => design === test.design);
  return index > 0 ? `#${index + 1}` : '';
}

/** Which arms a number is read from is code, so the code is asked; all of them where it reads none. */
function armsRead(read: Reading['read'], runs: SeedRuns): string[] {
  const touched = new Set<string>();
  const arms = Object.keys(runs);
  const spied = new Proxy(runs, {
    get: (target, arm) => {
      if (typeof arm === 'string') touched.add(arm);
      return Reflect.get(target, arm);
    },
  });
  read(spied);
  return touched.size === 0 ? arms : arms.filter((arm) => touched.has(arm));
}

function seedsWithRuns(
  hashes: Readonly<Record<string, string>>,
  runsOf: RunsOf,
): { readonly seed: number; readonly runs: SeedRuns }[] {
  const arms = Object.entries(hashes).map(([arm, hash]) => [arm, runsOf(hash)] as const);
  const [first] = arms;
  if (first === undefined) return [];
  return [...first[1].keys()]
    .filter((seed) => arms.every(([, runs]) => runs.has(seed)))
    .sort((a, b) => a - b)
    .map((seed) => ({ seed, runs: Object.fromEntries(arms.map(([arm, runs]) => [arm, runs.get(seed)])) as SeedRuns }));
}
