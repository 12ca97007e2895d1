// By hand, for requests too long for a spec: the same on this machine, on a Slurm of two CPUs, and there with scancel half-way, and
// whether the three reports agree but for the times. It ends with 0 only if they do:
//   node --import tsx specs/execution/slurm/compare-with-local.ts FOLDER --profile quick --cohorts-a-task 8
// FOLDER keeps ledgers and reports; a report that it holds already is taken as it is. What follows it are words of `iml run`.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { openLedger } from '../../../src/ledger/ledger.ts';
import { imlProcess, reportWithoutTimes } from './iml-process.ts';
import { missingPrograms, startSlurmCluster, until } from './slurm-cluster.ts';

const [folder = '', ...words] = process.argv.slice(2);
const missing = missingPrograms();
if (folder === '' || missing.length > 0) {
  say(folder === '' ? 'Name a folder, then words of `iml run`.' : `Not installed: ${missing.join(', ')}.`);
  process.exit(14);
}
const forSlurm = ['--cohorts-a-task', '--tasks-at-once', '--slurm-option'];
const firstForSlurm = words.findIndex((word) => forSlurm.includes(word));
/** Words for Slurm come last. */
const request = firstForSlurm === -1 ? words : words.slice(0, firstForSlurm);
const dayMs = 24 * 60 * 60 * 1000;

const cluster = await startSlurmCluster();
const place = (name: string) => resolve(folder, name);
const cohortsIn = (name: string) => openLedger(join(place(name), '.iml', 'ledger')).list().cohorts.length;
const iml = (name: string, more: readonly string[]) => {
  mkdirSync(place(name), { recursive: true });
  return imlProcess(['run', ...more], { folder: place(name), environment: cluster.environment });
};
const onSlurm = [...words, '--executor', 'slurm'];

const ways: Readonly<Record<string, (name: string) => Promise<unknown>>> = {
  local: (name) => iml(name, request),
  slurm: (name) => iml(name, [...onSlurm, '--wait']),
  'slurm-cancelled-half-way': async (name) => {
    const { stdout, stderr } = await iml(name, onSlurm);
    const jobs = /scancel (\S+)/.exec(stdout)?.[1];
    if (jobs === undefined) throw new Error(`Nothing was submitted: ${stderr}`);
    const all = cohortsIn('local');
    await until('half of the cohorts are there', async () => cohortsIn(name) >= all / 2, dayMs);
    await execa('scancel', [jobs], { env: cluster.environment });
    say(`  cancelled with ${cohortsIn(name)} of ${all} cohorts in the ledger`);
    const queued = async () => (await execa('squeue', ['--noheader'], { env: cluster.environment })).stdout;
    await until('no job is queued', async () => (await queued()) === '', dayMs);
    return iml(name, [...onSlurm, '--wait']);
  },
};

const digests: string[] = [];
try {
  for (const [name, run] of Object.entries(ways)) {
    const startedMs = Date.now();
    const isThere = existsSync(join(place(name), 'reports'));
    if (!isThere) await run(name);
    const report = reportWithoutTimes(place(name));
    const { runs, verdicts } = JSON.parse(report);
    const digest = createHash('sha256').update(report).digest('hex');
    digests.push(digest);
    const time = isThere ? 'as found' : `${((Date.now() - startedMs) / 1000).toFixed(0)} s`;
    say(`${name}: sha256 ${digest}, ${verdicts.length} verdicts, runs ${JSON.stringify(runs)}, ${time}`);
  }
} finally {
  await cluster.stop();
}
const same = new Set(digests).size === 1;
say(
  same
    ? 'The reports agree byte for byte, apart from times.'
    : 'THE REPORTS DIFFER: compare report.json in the folders.',
);
process.exitCode = same ? 0 : 1;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
