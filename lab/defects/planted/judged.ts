// Claims judged by their own rules, gates and seeds on runs of which something is spoilt: golden ones of the quick profile, or
// runs that were trained with the defect.
import { experimentsOf } from '../../../src/claims/arms/experiments-of.ts';
import type { Claim, ClaimTest, TaskName } from '../../../src/claims/claim.ts';
import { claimById } from '../../../src/claims/registry/registry.ts';
import { GOLDEN_POOL } from '../../../src/claims/registry/seed-pools.ts';
import { judge } from '../../../src/claims/verdicts/judge.ts';
import { type SeedState, standingOf } from '../../../src/claims/verdicts/stopping.ts';
import type { Verdict, VerdictWord } from '../../../src/claims/verdicts/verdict.ts';
import { type Experiment, experimentHash } from '../../../src/experiments/experiment.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';
import type { Finding, Surroundings } from '../corpus/defect.ts';

/** What is trained with a defect: as many as the quick profile's fixed designs ask for, of a pool that nothing is confirmed on any more. */
export const SEEDS = Array.from({ length: 12 }, (_, index) => 20_000 + index);

/** What is spoilt on the way to the judge: as many of the golden runs. */
export const RECORDED = SEEDS.map((_, index) => GOLDEN_POOL + index);

/** The same of nulls: that none of twelve models lies beyond a margin says too little yet. */
export const RECORDED_NULL = Array.from({ length: 16 }, (_, index) => GOLDEN_POOL + index);

/** Null: the run is missing for good. */
export type Spoil = (record: RunRecord, seed: number) => RunRecord | null;

export const untouched: Spoil = (record) => record;

export function testOf(claim: Claim, task: TaskName = 'digit-grid/symbols'): ClaimTest {
  const test = claim.tests.find((one) => one.task === task && one.seeds.quick !== undefined);
  if (test === undefined) throw new Error(`${claim.id} has no quick test on ${task}.`);
  return test;
}

/** A golden run of the quick profile (WebAssembly: a cohort is a seed). */
export function storedRun(
  { ledgerFolder, fingerprint }: Surroundings,
  experiment: Experiment,
  seed: number,
): RunRecord {
  const reading = openLedger(ledgerFolder).read(experimentHash(experiment), fingerprint, seed);
  const [record] = reading.kind === 'found' ? reading.cohort.records : [];
  if (record === undefined) throw new Error(`The golden pools have no run of seed ${seed}: ${reading.kind}.`);
  return record;
}

export interface JudgeOptions {
  readonly test?: ClaimTest;
  readonly seeds?: readonly number[];
  /** Experiments of the arms in place of the claim's own. */
  readonly arms?: Readonly<Record<string, Experiment>>;
  /** What the claims that this one leans on came to. */
  readonly assay?: VerdictWord;
  /** True: at all seeds, as a design that looks once. */
  readonly all?: boolean;
}

/** As far as the claim's design looks. */
export function judgeRuns(
  id: string,
  runOf: (arm: string, seed: number) => RunRecord | null,
  options: JudgeOptions = {},
): Verdict {
  const claim = claimById(id);
  const { test = testOf(claim), seeds = RECORDED, assay = 'reproduced', all = false } = options;
  const arms = options.arms ?? experimentsOf(test.arms, '');
  const stateOf = (seed: number): SeedState =>
    Object.fromEntries(Object.keys(arms).map((arm) => [arm, runOf(arm, seed)]));
  const looked = all ? seeds : standingOf(test, { seeds, stateOf }).seeds;
  return judge({ claim, test, arms, seeds: looked, runOf, verdictOf: () => assay, replay: '' });
}

/** On golden runs of the quick profile, spoilt on the way. */
export function judgeSpoilt(at: Surroundings, id: string, spoil: Spoil, options: JudgeOptions = {}): Verdict {
  const arms = options.arms ?? experimentsOf((options.test ?? testOf(claimById(id))).arms, '');
  const runOf = (arm: string, seed: number) =>
    spoil(structuredClone(storedRun(at, arms[arm] as Experiment, seed)), seed);
  return judgeRuns(id, runOf, options);
}

export interface Trained {
  /** Arms of the claim that they stand for. */
  readonly arms: readonly string[];
  readonly experiment: Experiment;
  readonly records: readonly RunRecord[];
}

/** On runs that were trained with a defect, by the rules and gates of the claim as registered. */
export function judgeTrained(id: string, { arms, experiment, records }: Trained, options: JudgeOptions = {}): Verdict {
  const test = { ...(options.test ?? testOf(claimById(id))), context: [], plots: () => [] };
  const seeds = records.map(({ seed }) => seed);
  const runOf = (_: string, seed: number) => records.find((record) => record.seed === seed) ?? null;
  const experiments = Object.fromEntries(arms.map((arm) => [arm, experiment]));
  return judgeRuns(id, runOf, { ...options, test, seeds, arms: experiments });
}

/** The whole verdict speaks. */
export function said({ verdict, reason }: Verdict): Finding {
  return { outcome: verdict, reason };
}

/** One part speaks for itself, whatever gates say before it; a verdict that passes for all that is what counts. */
export function saidOfPart({ verdict, parts, reason }: Verdict, index = 0): Finding {
  const decision = parts[index]?.decision;
  if (verdict === 'reproduced' || decision === undefined) return { outcome: verdict, reason };
  return { outcome: decision.outcome, reason: decision.reason };
}
