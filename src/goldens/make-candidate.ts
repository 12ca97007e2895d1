// Candidates: the pools of a whole profile, made of finished runs, in the format of goldens but for what only an acceptance can say.
import { renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TaskName } from '../claims/arms/arm.ts';
import type { RunsOf } from '../claims/verdicts/watched-numbers.ts';
import { contentHash } from '../experiments/content-hash.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { makeFolder, writeAtomically } from '../ledger/write-atomically.ts';
import { acceptanceOf, summariseRecords } from './acceptance.ts';
import type { GoldenConfiguration } from './golden-configuration.ts';
import { MANIFEST } from './golden-files.ts';
import { type GoldenScope, type GoldenTest, goldenExperiments, judgePools } from './golden-tests.ts';
import { encodeManifest } from './manifest.ts';
import { encodeSet } from './pool-file.ts';
import {
  type GoldenMachine,
  type GoldenRecord,
  POOL_FORMAT,
  POOL_VERSION,
  type Pool,
  type Recorded,
} from './pool-schema.ts';
import { refuseGolden } from './refuse-golden.ts';

export interface CandidateRequest extends Pick<GoldenScope, 'profile'> {
  readonly environment: string;
  readonly fingerprint: string;
  readonly machine: GoldenMachine;
  readonly recorded: Recorded;
  /** Null: of the registered claims. */
  readonly configuration?: GoldenConfiguration | null;
  readonly tests: readonly GoldenTest[];
  /** Of the experiments on a task. */
  readonly seedsOn: (task: TaskName) => readonly number[];
  /** Full run records, curves and all. */
  readonly runsOf: RunsOf;
}

/** @throws HarnessError `golden-refused` where a run is missing: a profile is recorded as a whole or not at all */
export function candidatePools(request: CandidateRequest): Pool[] {
  const {
    tests,
    seedsOn,
    runsOf,
    environment,
    profile,
    fingerprint,
    machine,
    recorded,
    configuration = null,
  } = request;
  return goldenExperiments(tests).map(({ hash, experiment, task, label }) => {
    const [runs, seeds] = [runsOf(hash), seedsOn(task)];
    const missing = seeds.filter((seed) => !runs.has(seed));
    if (missing.length > 0) {
      throw refuseGolden({
        what: 'A profile is recorded as a whole, and runs are missing, so no candidate was written.',
        where: `${label} on ${task}`,
        got: `no run of ${missing.length} of ${seeds.length} seeds: ${missing.slice(0, 10).join(', ')}`,
        next: 'the same command trains what is missing; a run that fails again is a defect to look into',
      });
    }
    const records = seeds.map((seed) => goldenRecord(runs.get(seed) as RunRecord));
    return {
      header: {
        format: POOL_FORMAT,
        version: POOL_VERSION,
        ...{ environment, profile, fingerprint, machine, recorded },
        ...(configuration === null ? {} : { configuration }),
        task,
        label,
        experimentHash: hash,
        experiment: { ...experiment },
        accepted: null,
        acceptance: acceptanceOf(experiment, { profile, count: records.length }),
        summary: summariseRecords(records),
      },
      records,
    };
  });
}

function goldenRecord(run: RunRecord): GoldenRecord {
  const { seed, roles, training, values } = run;
  return { seed, roles, training, values, record: contentHash(run) };
}

/** Puts the candidate where another one may be, which is then gone. What stands there is a whole candidate or none. */
export function writeCandidate(
  folder: string,
  { pools, tests }: { readonly pools: readonly Pool[]; readonly tests: readonly GoldenTest[] },
): void {
  const { set, texts } = encodeSet(pools, judgePools(tests, pools));
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  for (const [path, text] of texts) writeAtomically(join(fresh, path), Buffer.from(text, 'utf8'));
  writeAtomically(join(fresh, MANIFEST), Buffer.from(encodeManifest({ sets: [set], history: null }), 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  makeFolder(dirname(folder));
  renameSync(fresh, folder);
}
