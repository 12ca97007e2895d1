// Goldens and nights of a configuration of one's own, from `iml golden record` to the page of a night, outside version control: forty
// fabricated runs of one experiment, trained by nobody. Some 20 s: in each test a pool is recorded, reported on, accepted and judged anew.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { recordAsDeclared } from '../../lab/defects/fabricated/record-as-declared.ts';
import type { Verify } from '../../src/cli/command.ts';
import { goldenSubject } from '../../src/cli/golden-subject.ts';
import { iml } from '../../src/cli/iml.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import type { Train } from '../../src/execution/workers/worker-pool.ts';
import type { Experiment, GridExperiment } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { otherConfiguration } from '../../src/goldens/golden-configuration.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { readNights } from '../../src/nightly/night-record.ts';
import { scopeName } from '../../src/nightly/night-scope.ts';
import { renderNightsPage } from '../../src/nightly/nights-page.ts';
import { type NightRequest, runNight } from '../../src/nightly/run-night.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { ownFolder } from '../temporary-folder.ts';
import { somePrice } from './some-price.ts';
import { tinyConfiguration } from './tiny-configuration.ts';
import { tryTerminal } from './try-terminal.ts';

let folder = '';
beforeEach(() => {
  folder = ownFolder('own-goldens');
  write('mine.json', tiny);
});

const write = (name: string, value: object) => writeFileSync(join(folder, name), JSON.stringify(value));

/** One experiment: that of the main claim. */
const tiny = { ...tinyConfiguration, claims: { include: ['iml-appears'] } };

/** All that the main claim reads; the effect as far as the tags say anything. */
function fabricated(experiment: Experiment, seed: number): RunRecord {
  const { reliable, unreliable } = experiment.task.consistentShare;
  const noise = seedTree(seed).child('fabricated').stream().normal();
  const effect = 0.3 * (reliable - unreliable) * (1 + 0.1 * noise);
  const values = {
    'before-stage-2/qa/accuracy': { D1QA1: 0.9 },
    'after-stage-2/qa/accuracy': { D5: 0.95, D6: 0.95 - effect },
    'after-stage-2/reliable-tag/accuracy': { D5: 1 },
    'after-stage-2/unreliable-tag/accuracy': { D6: 1 },
    'after-stage-2/qa/log-likelihood': { D5: -0.1, D6: -0.1 - 4 * effect },
  };
  return { ...recordAsDeclared(experiment as GridExperiment, seed), values, curves: {} };
}

const train: Train = async ({ cohorts, setup: { ledgerFolder, fingerprint }, onDone }) => {
  const ledger = openLedger(ledgerFolder);
  for (const planned of cohorts) {
    const { hash: experimentHash, cohort, seeds, experiment } = planned;
    const records = seeds.map((seed) => fabricated(experiment, seed));
    const about = { host: 'spec', startedAt: new Date(0).toISOString(), seconds: 0, harnessVersion: '0' };
    ledger.write({ experimentHash, fingerprint, cohort, seeds: [...seeds], records }, about);
    onDone(planned);
  }
};

const verify: Verify = (request) => verifyClaims({ ...request, train });
const runtime = { nodePath: process.execPath, nodeVersion: 'v20.20.2', platform: 'linux x64', script: 'bin/iml.mjs' };

async function run(...words: readonly string[]) {
  const terminal = tryTerminal({ currentFolder: folder });
  const code = await iml(words, { terminal, runtime, verify, planAhead: somePrice });
  return { code, ...terminal.printed() };
}

const record = () => run('golden', 'record', '--configuration', 'mine.json', '--backend', 'wasm');
const verifyGoldens = (file = 'mine.json', ...more: readonly string[]) =>
  run('golden', 'verify', '--configuration', file, ...more);
const promote = (file = 'mine.json', ...more: readonly string[]) =>
  run(
    ...['golden', 'promote', '--configuration', file, '--author', 'A', '--reason', 'the first ones'],
    ...['--evidence', 'reports/latest-mine', ...more],
  );

async function accepted(): Promise<void> {
  expect((await record()).code).toBe(0);
  expect((await run('verify', 'mine.json', '--backend', 'wasm')).code).toBe(0);
  expect((await promote()).code).toBe(0);
}

async function night(change: Partial<NightRequest> = {}) {
  const options = { configuration: 'mine.json', profile: 'quick', goldens: null } as const;
  const subject = await goldenSubject(options, { terminal: tryTerminal({ currentFolder: folder }) });
  const { claims: catalogue, own, folder: goldens, pathsByDigest } = subject;
  return await runNight({
    profile: 'quick',
    claims: [],
    tasks: [],
    night: '2026-11-26',
    backend: 'wasm',
    processes: 1,
    imagesFolder: null,
    nights: join(folder, 'nights'),
    code: { commit: null, uncommitted: null },
    signal: new AbortController().signal,
    now: () => Date.parse('2026-11-26T02:17:00Z'),
    onEvent: () => {},
    train,
    ...{ catalogue, own, goldens, pathsByDigest },
    ...change,
  });
}

describe("goldens of one's own configuration", () => {
  it('are recorded, shown, accepted beside its file and verified, and nights are held against them', async () => {
    const recorded = await record();
    expect([recorded.code, recorded.stdout]).toEqual([0, expect.stringContaining('1 pools of 40 seeds for wasm')]);
    expect(recorded.stdout).toContain('Next: iml golden diff --configuration mine.json');
    const shown = await run('golden', 'diff', '--configuration', 'mine.json');
    expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('1 pool: 1 new')]);
    const reported = await run('verify', 'mine.json', '--backend', 'wasm');
    expect(reported.code, reported.stderr).toBe(0);
    const promoted = await promote();
    expect(promoted.code, promoted.stderr).toBe(0);
    expect(promoted.stdout).toContain('Next: iml golden verify --configuration mine.json, then commit mine.goldens');
    expect(existsSync(join(folder, 'mine.goldens', 'manifest.json'))).toBe(true);
    expect((await verifyGoldens()).stdout).toBe(
      'quick for wasm: 1 pools of 40 seeds, 1 verdict as recorded: 1 reproduced, 0 not\n',
    );

    const found = await night();
    expect(found.verdict, found.reason).toBe('identical');
    expect(found.asked?.configuration?.name).toBe('mine');
    expect(found.controls.planted.about).toMatchObject({ claim: 'iml-appears', hasSay: true, caught: true });
    expect(found.controls.halved?.words).toContain('Not planted: which tags leave half');
    const nights = join(folder, 'nights');
    expect(readNights(nights, 'wasm', found).nights).toEqual([found]);
    const page = await renderNightsPage(readNights(nights, 'wasm', found));
    expect(page).toContain('profile quick, configuration mine');
    await expect(night({ claims: ['before-stage-2-no-difference'] })).rejects.toMatchObject({
      parts: { what: expect.stringContaining('no numbers of the claim'), expected: 'one of iml-appears' },
    });
    // A history of the registered claims has no part in it.
    const registered = { ...found, asked: { claims: [], tasks: [] } };
    expect(scopeName(registered)).not.toBe(scopeName(found));
    expect(readNights(nights, 'wasm', registered).nights).toEqual([]);
  });

  it('are refused for another configuration, with what differs, and for the registered claims', async () => {
    await accepted();
    write('mine.json', { ...tiny, model: { ...tiny.model, layers: 2 } });
    const changed = await verifyGoldens();
    expect([changed.code, changed.stdout]).toEqual([12, expect.stringContaining('experiment.model.layers: 1 -> 2')]);
    await expect(night()).rejects.toMatchObject({
      code: 'invalid-golden',
      parts: { got: expect.stringContaining('experiment.model.layers: 1 -> 2') },
    });
    const registered = await run('golden', 'verify', '--goldens', 'mine.goldens');
    expect([registered.code, registered.stdout]).toEqual([
      12,
      expect.stringContaining('they are of the configuration "mine"'),
    ]);
    const none = await verifyGoldens('mine.json', '--goldens', 'nothing');
    expect([none.code, none.stderr]).toEqual([14, expect.stringContaining('--configuration mine.json')]);
  });

  it('are not accepted on a report about something else, or into the folder of another one', async () => {
    await accepted();
    write('wide.json', { ...tiny, model: { ...tiny.model, width: 8 } });
    const wide = ['--configuration', 'wide.json'];
    expect((await run('golden', 'record', ...wide, '--backend', 'wasm')).code).toBe(0);
    const wrong = await promote('wide.json');
    expect([wrong.code, wrong.stderr]).toEqual([14, expect.stringContaining('it is about other experiments')]);
    expect((await run('verify', 'wide.json', '--backend', 'wasm')).code).toBe(0);
    const right = ['--evidence', 'reports/latest-wide'];
    const taken = await promote('wide.json', ...right, '--goldens', 'mine.goldens');
    expect([taken.code, taken.stderr]).toEqual([14, expect.stringContaining('goldens of something else')]);
    expect((await promote('wide.json', ...right)).code).toBe(0);
    expect((await verifyGoldens('wide.json')).code).toBe(0);
  });

  it("may be of a model of one's own, whose folder those who train are told, by night as well", async () => {
    const model = {
      folder: join(import.meta.dirname, '../../examples/model-folder/grid'),
      options: { width: 4, depth: 1 },
    };
    write('mine.json', { ...tiny, model });
    await accepted();
    const told: unknown[] = [];
    const found = await night({
      train: (request) => {
        told.push(request.setup.assets.pathsByDigest);
        return train(request);
      },
    });
    expect(found.verdict, found.reason).toBe('identical');
    expect(new Set(told.map((one) => JSON.stringify(Object.values(Object(one)))))).toEqual(
      new Set([JSON.stringify([model.folder])]),
    );
  });

  it('ask git for nothing, and keep the configuration whole', async () => {
    await accepted();
    const goldens = join(folder, 'mine.goldens');
    const [entry] = readFileSync(join(goldens, 'history.jsonl'), 'utf8').split('\n');
    const [{ path, after }] = JSON.parse(entry as string).pools;
    expect([JSON.parse(entry as string).commit, after]).toEqual([null, expect.any(String)]);
    const [header] = readFileSync(join(goldens, path), 'utf8').split('\n');
    const { configuration } = JSON.parse(header as string);
    expect([configuration.name, configuration.experiment.model.width]).toEqual(['mine', 4]);
    expect(otherConfiguration({ ...configuration, sizes: { setting: 'width', levels: [2] } }, configuration)).toBe(
      'their configuration "mine" is another one than its hash says',
    );
  });
});
