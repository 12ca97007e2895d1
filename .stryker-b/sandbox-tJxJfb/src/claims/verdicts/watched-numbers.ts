// The numbers of claims that drift is looked for in: every part that is judged, every number printed beside a verdict, and every
// validity gate, one value a seed. Numbers that several tests of a task print are watched once (decisions.md B5).
import type { RunRecord } from '../../experiments/run-record.ts';
import type { Claim, ClaimPart, ClaimTest } from '../claim.ts';
import { armsIn, type Estimand, evaluate, minus, type SeedRuns } from '../estimands.ts';

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
  readonly estimand: Estimand;
  /** Whose runs a seed must have; a part is watched where all of it can be judged. */
  readonly arms: readonly string[];
}

function readingsOf({ test }: WatchedTest): Reading[] {
  const { parts, gates, context } = test;
  const beside = (kind: 'gate' | 'context', name: string, estimand: Estimand): Reading => {
    return { kind, name, unit: '', claimedEffect: null, estimand, arms: armsIn(estimand) };
  };
  return [
    ...parts.flatMap(readingsOfPart),
    ...gates.map(({ description, estimand }) => beside('gate', description, estimand)),
    ...context.map(({ name, estimand }) => beside('context', name, estimand)),
  ];
}

/** A trend is watched by its ends, a pattern cell by cell. */
function readingsOfPart({ name, unit, rule, estimands }: ClaimPart): Reading[] {
  const shared = { name, unit, kind: 'part', arms: armsIn(...estimands), claimedEffect: null } as const;
  const [first] = estimands;
  switch (rule.kind) {
    case 'existence':
      return [{ ...shared, claimedEffect: Math.abs(rule.planned.effect), estimand: first }];
    case 'equivalence':
    case 'dispersion':
      return [{ ...shared, estimand: first }];
    case 'trend': {
      const claimedEffect = Math.abs(rule.planned.effect);
      return [{ ...shared, claimedEffect, estimand: minus(estimands.at(-1) ?? first, first) }];
    }
    case 'pattern':
      return rule.cells.map((cell, index) => ({
        ...shared,
        name: `${name}: ${cell.name}`,
        estimand: estimands[index] ?? Number.NaN,
      }));
  }
}

/** Null where no seed has its runs. */
function watch(reading: Reading, planned: WatchedTest, runsOf: RunsOf): WatchedNumber | null {
  const { name, unit, kind, claimedEffect, estimand } = reading;
  const { claim, test, hashes } = planned;
  if (seedsWithRuns(hashes, runsOf).length === 0) return null;
  // In the order of the design; of a constant all.
  const arms = Object.keys(hashes).filter((arm) => reading.arms.length === 0 || reading.arms.includes(arm));
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
    values: values.map(({ seed, runs }) => ({ seed, value: evaluate(estimand, runs) })),
  };
}

/** A claim may be tested on a task by several designs: those after the first are counted. */
function designNumber({ claim, test }: WatchedTest): string {
  const { tests } = claim;
  const same = tests.filter(({ task }) => task === test.task);
  const index = same.findIndex(({ design }) => design === test.design);
  return index > 0 ? `#${index + 1}` : '';
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
