// A cluster of Slurm's own programs for the specs of one file, and beside it the report that this machine gives for the same small
// request: one claim of a single stage on two seeds. Skipped where Slurm's programs are missing.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { imlProcess, reportWithoutTimes } from './iml-process.ts';
import { missingPrograms, type SlurmCluster, startSlurmCluster } from './slurm-cluster.ts';

const missing = missingPrograms();
const title = missing.length === 0 ? 'on a real Slurm' : `on a real Slurm (skipped: no ${missing.join(', ')} here)`;
const request = ['run', '--claim', 'single-stage-iml', '--seeds', '2', '--first-seed', '0', '--backend', 'wasm'];
export const onSlurm = [...request, '--executor', 'slurm'];
/** Two seeds confirm nothing. */
export const localExitCode = 18;
export const patienceMs = 300_000;

/** What is asked there; all but `place`, `iml` and `slurm` is known once a spec runs. */
export interface RealSlurm {
  readonly place: (folder: string) => string;
  /** Runs in a folder of that name. */
  readonly iml: (folder: string, words: readonly string[]) => ReturnType<typeof imlProcess>;
  /** A program of Slurm. @returns what it prints */
  readonly slurm: (program: string, ...words: readonly string[]) => Promise<string>;
  readonly environment: () => SlurmCluster['environment'];
  /** The report without times of the request on this machine, which lies in the folder `local`. */
  readonly localReport: () => string;
}

export function describeOnRealSlurm(specs: (on: RealSlurm) => void): void {
  describe.skipIf(missing.length > 0)(title, { timeout: patienceMs }, () => {
    let root = '';
    let cluster: SlurmCluster;
    let local = '';
    const place = (folder: string) => join(root, folder);
    const iml = (folder: string, words: readonly string[]) => {
      mkdirSync(place(folder), { recursive: true });
      return imlProcess(words, { folder: place(folder), environment: cluster.environment });
    };
    const slurm = async (program: string, ...words: readonly string[]) =>
      (await execa(program, words, { env: cluster.environment })).stdout;

    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'iml slurm '));
      cluster = await startSlurmCluster();
      const { exitCode } = await iml('local', request);
      expect(exitCode).toBe(localExitCode);
      local = reportWithoutTimes(place('local'));
      expect(JSON.parse(local).runs).toEqual({ trained: 2, found: 0, failed: 0 });
    }, patienceMs);
    afterAll(async () => {
      await cluster?.stop();
      rmSync(root, { recursive: true, force: true });
    }, patienceMs);

    specs({ place, iml, slurm, environment: () => cluster.environment, localReport: () => local });
  });
}
