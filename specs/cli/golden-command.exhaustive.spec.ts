// `iml golden` from outside: nothing is trained for real, all else is as it is, in a git repository of its own. Some 20 s: a profile
// of forty fabricated runs is recorded, judged and accepted in each test.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { catalogue, type FabricatedWorld, fabricatedRun } from '../../lab/defects/fabricated/golden-examples.ts';
import type { Verify } from '../../src/cli/command.ts';
import { command as goldenDiff } from '../../src/cli/commands/golden-diff.ts';
import { command as goldenPromote } from '../../src/cli/commands/golden-promote.ts';
import { command as goldenRecord } from '../../src/cli/commands/golden-record.ts';
import { command as goldenRestamp } from '../../src/cli/commands/golden-restamp.ts';
import { command as goldenVerify } from '../../src/cli/commands/golden-verify.ts';
import { iml } from '../../src/cli/iml.ts';
import type { Terminal } from '../../src/cli/terminal/terminal.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import type { PlannedCohort } from '../../src/execution/planning/plan.ts';
import type { Train } from '../../src/execution/workers/worker-pool.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import { goldenExperiments, type NamedExperiment } from '../../src/goldens/golden-tests.ts';
import { requireGoldens } from '../../src/goldens/load-goldens.ts';
import { restampGoldens } from '../../src/goldens/restamp-goldens.ts';
import { openLedger } from '../../src/ledger/ledger.ts';
import { renderJson } from '../../src/report/printable-text.ts';
import { ownFolder } from '../temporary-folder.ts';
import { type TryTerminalOptions, tryTerminal } from './try-terminal.ts';

let folder = '';
let environment: Readonly<Record<string, string>> = {};
beforeEach(() => {
  folder = ownFolder('golden-cli');
  environment = {};
  writeFileSync(join(folder, '.gitignore'), '.iml/\n');
  mkdirSync(join(folder, 'golden'));
  writeFileSync(join(folder, 'golden', 'README.md'), 'Goldens.\n');
  git('init', '--quiet');
  commit();
});

function git(...words: readonly string[]): string {
  const options = ['-C', folder, '-c', 'user.name=A', '-c', 'user.email=a@b'];
  return execFileSync('git', [...options, ...words], { encoding: 'utf8' });
}

function commit(): void {
  git('add', '.');
  git('commit', '--quiet', '--message', 'a commit');
}

/** Fabricated runs go into the ledger; those of cohorts in `failing` fail. */
const fabricate =
  (world: FabricatedWorld, failing: (cohort: PlannedCohort) => boolean): Train =>
  async ({ cohorts, setup, onDone, onFailed }) => {
    const ledger = openLedger(setup.ledgerFolder);
    for (const planned of cohorts) {
      if (failing(planned)) {
        onFailed(planned, 'it broke');
        continue;
      }
      const { hash, cohort, seeds, experiment } = planned;
      const records = seeds.map((seed) => fabricatedRun(experiment, seed, world));
      const about = { host: 'spec', startedAt: new Date(0).toISOString(), seconds: 0, harnessVersion: '0' };
      const { fingerprint } = setup;
      ledger.write({ experimentHash: hash, fingerprint, cohort, seeds: [...seeds], records }, about);
      onDone(planned);
    }
  };

interface Fabricated extends FabricatedWorld {
  readonly failing?: (cohort: PlannedCohort) => boolean;
}

const verifyWith =
  ({ failing = () => false, ...world }: Fabricated = {}): Verify =>
  (request) =>
    verifyClaims({ ...request, catalogue, train: fabricate(world, failing) });

const shared = () =>
  ({
    profile: 'quick',
    configuration: null,
    goldens: 'golden',
    candidates: join(folder, '.iml/golden-candidate'),
    json: false,
  }) as const;
const place = () => ({ ...shared(), environment: null });
const runtime = { nodePath: 'node', nodeVersion: 'v20', platform: 'linux x64', script: 'iml.mjs' };
const around = (shown: Terminal, verify: Verify = verifyWith()) => ({
  ...{ terminal: shown, verify, runtime },
  claims: catalogue,
});
const terminal = (options: TryTerminalOptions = {}) => tryTerminal({ currentFolder: folder, environment, ...options });

async function record(verify: Verify = verifyWith(), ledger = '.iml/ledger') {
  const shown = terminal();
  const options = {
    ...shared(),
    backend: 'wasm',
    seeds: null,
    processes: 1,
    ledgerFolder: join(folder, ledger),
  } as const;
  const code = await goldenRecord.run(options, around(shown, verify));
  return { code, ...shown.printed() };
}

/** A report of the same claims on other seeds, as `iml run` would write it. */
async function writeEvidence(world: FabricatedWorld = {}, ledger = join('.iml', 'other')): Promise<string> {
  const document = await verifyWith(world)({
    profile: 'quick',
    claims: [],
    seeds: null,
    firstSeed: 28_000,
    backend: 'wasm',
    processes: 1,
    ledgerFolder: join(folder, ledger),
    signal: new AbortController().signal,
    onEvent: () => {},
    now: Date.now,
  });
  const path = join(folder, '.iml', 'report.json');
  writeFileSync(path, renderJson({ ...document, startedAt: new Date(Date.now() + 1000).toISOString() }));
  return path;
}

async function promote(evidence: string, reason = 'the first ones') {
  const shown = terminal();
  const code = await goldenPromote.run({ ...place(), author: 'A Person', reason, evidence }, around(shown));
  return { code, ...shown.printed() };
}

async function diff(json = false) {
  const shown = terminal();
  const code = await goldenDiff.run({ ...place(), json }, around(shown));
  return { code, ...shown.printed() };
}

async function verifyGoldens(json = false) {
  const shown = terminal();
  const code = await goldenVerify.run({ profile: null, configuration: null, goldens: 'golden', json }, around(shown));
  return { code, ...shown.printed() };
}

describe('iml golden', () => {
  it('records, shows, accepts and verifies; a change then shows as one, with flips', async () => {
    const recorded = await record();
    const candidate = join(folder, '.iml', 'golden-candidate', 'wasm', 'quick');
    expect([recorded.code, recorded.stdout]).toEqual([
      0,
      `2 pools of 40 seeds for wasm: ${candidate}\n2 verdicts as recorded: 2 reproduced, 0 not.\nNext: iml golden diff, then iml golden promote.\n`,
    ]);
    expect((await diff()).stdout).toContain('2 pools: 2 new.\n');

    const accepted = await promote(await writeEvidence());
    expect(accepted.code).toBe(0);
    expect(accepted.stdout).toContain('Accepted: quick for wasm, by A Person: the first ones\n');
    expect((await verifyGoldens()).stdout).toBe(
      'quick for wasm: 2 pools of 40 seeds, 2 verdicts as recorded: 2 reproduced, 0 not\n',
    );
    expect(JSON.parse((await verifyGoldens(true)).stdout)).toMatchObject({ valid: true, complaints: [] });
    commit();

    // The same numbers, recorded again: nothing is trained, and nothing differs.
    await record(async (request) => verifyClaims({ ...request, catalogue, train: async () => expect.fail('trained') }));
    expect((await diff()).stdout).toContain('2 pools: 2 identical.\n4 numbers: 4 identical.\n2 verdicts as before');

    await record(verifyWith({ shift: -0.1 }), '.iml/moved');
    const moved = JSON.parse((await diff(true)).stdout);
    expect(moved.pools.map(({ state }: { state: string }) => state)).toEqual(['changed', 'changed']);
    expect(moved.numbers[0]).toMatchObject({
      id: 'digit-grid/symbols/effect/accuracy',
      change: { kind: 'equivalent', difference: expect.closeTo(-0.1, 9), margin: 0.125 },
    });
    expect(moved.verdicts.map(({ flipped }: { flipped: boolean }) => flipped)).toEqual([false, false]);
    expect((await promote(await writeEvidence({ shift: -0.1 }, '.iml/moved'), 'a tenth less')).code).toBe(0);
    const history = readFileSync(join(folder, 'golden', 'history.jsonl'), 'utf8')
      .trimEnd()
      .split('\n');
    expect(history.map((line) => JSON.parse(line).reason)).toEqual(['the first ones', 'a tenth less']);
  });

  it('keeps the digest of each full run record, curves and all', async () => {
    await record();
    const pools = join(folder, '.iml', 'golden-candidate', 'wasm', 'quick', 'pools', 'wasm', 'quick');
    for (const name of readdirSync(pools)) {
      const [header, first] = readFileSync(join(pools, name), 'utf8')
        .split('\n')
        .map((line) => line && JSON.parse(line));
      expect(first.record).toBe(contentHash(fabricatedRun(header.experiment, 32_000)));
      expect(header.recorded).toMatchObject({ commit: git('rev-parse', 'HEAD').trim(), clean: true });
    }
  });

  it('writes no candidate where a run failed, and leaves an older one alone', async () => {
    const candidate = join(folder, '.iml', 'golden-candidate', 'wasm', 'quick');
    const broken = verifyWith({ failing: ({ seeds }) => seeds.includes(32_007) });
    await expect(record(broken)).rejects.toMatchObject({
      code: 'golden-refused',
      parts: { got: 'no run of 1 of 40 seeds: 32007' },
    });
    expect(existsSync(candidate)).toBe(false);
    // What was trained is in the ledger: only the failed runs are trained again.
    const trained: number[] = [];
    const again = verifyWith({ failing: ({ seeds }) => trained.push(...seeds) < 0 });
    expect((await record(again)).code).toBe(0);
    expect(trained).toEqual([32_007, 32_007]);
    const manifest = readFileSync(join(candidate, 'manifest.json'), 'utf8');
    await expect(record(broken, '.iml/fresh')).rejects.toMatchObject({ code: 'golden-refused' });
    expect(readFileSync(join(candidate, 'manifest.json'), 'utf8')).toBe(manifest);
  });

  it('records, accepts and verifies an honest null, and says each time what is not reproduced', async () => {
    const world = { difference: 0 };
    const { code, stdout } = await record(verifyWith(world));
    const named = 'difference (digit-grid/symbols; fabricated)';
    const counts = '2 verdicts as recorded: 1 reproduced, 1 not';
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining(`${counts}.\n  recorded as not reproduced: ${named}: `),
    ]);
    expect((await diff()).stdout).toContain(`  NEW: ${named}: not reproduced: `);

    const accepted = await promote(await writeEvidence(world));
    expect([accepted.code, accepted.stdout]).toEqual([0, expect.stringContaining(`  NEW: ${named}: not reproduced: `)]);
    const verified = await verifyGoldens();
    expect([verified.code, verified.stdout]).toEqual([
      0,
      expect.stringContaining(`40 seeds, ${counts}\n  recorded as not reproduced: ${named}: `),
    ]);
    expect(JSON.parse((await verifyGoldens(true)).stdout).sets).toMatchObject([
      { verdicts: 2, reproduced: 1, others: [{ claim: 'difference', verdict: 'not-reproduced' }] },
    ]);
    commit();

    await record(verifyWith(), '.iml/found');
    const report = await writeEvidence({}, '.iml/found');
    expect((await promote(report)).stdout).toContain(`  FLIP: ${named}: not reproduced before, reproduced after: `);
  });

  it('records broken runs, says so with 12, and does not accept them', async () => {
    const { code, stdout } = await record(verifyWith({ shift: -0.45 }));
    expect(code).toBe(12);
    expect(stdout).toContain('broken runs are no reference: Validity gate failed');
    await expect(promote(await writeEvidence())).rejects.toMatchObject({ code: 'golden-refused' });
    await expect(diff()).rejects.toMatchObject({ code: 'invalid-golden' });
  });

  it('says beforehand that runs of code without a commit can only be compared', async () => {
    writeFileSync(join(folder, 'new.ts'), '');
    expect((await record()).stderr).toContain('this candidate can be compared, and not be accepted');
    rmSync(join(folder, 'new.ts'));
    await expect(promote(await writeEvidence())).rejects.toMatchObject({
      parts: { got: expect.stringContaining('with changes on top') },
    });
  });

  it('neither records nor accepts on a build server, and verifies there', async () => {
    await record();
    const evidence = await writeEvidence();
    await promote(evidence);
    commit();
    environment = { CI: 'true' };
    await expect(record()).rejects.toMatchObject({ code: 'golden-refused' });
    await expect(promote(evidence)).rejects.toMatchObject({ code: 'golden-refused' });
    expect((await verifyGoldens()).code).toBe(0);
    expect(git('status', '--porcelain')).toBe('');
  });

  it('has 12 for goldens that are damaged, with path and reason', async () => {
    await record();
    await promote(await writeEvidence());
    writeFileSync(join(folder, 'golden', 'pools', 'note.txt'), '');
    const { code, stdout } = await verifyGoldens();
    expect([code, stdout]).toEqual([12, 'pools/note.txt (unmatched): the manifest does not list it\n']);
    expect(JSON.parse((await verifyGoldens(true)).stdout)).toMatchObject({ valid: false, sets: [] });
  });
});

describe('iml golden restamp', () => {
  const other = 'ab'.repeat(32);
  async function restamp(verify: Verify = verifyWith(), json = false, ledger = '.iml/ledger') {
    const shown = terminal();
    const options = { profile: 'quick', backend: null, author: 'A', reason: 'reworded', processes: 1 } as const;
    const code = await goldenRestamp.run(
      { ...options, goldens: 'golden', ledgerFolder: join(folder, ledger), json },
      around(shown, verify),
    );
    return { code, ...shown.printed() };
  }

  /** Goldens as other code would have left them. */
  async function stampedByOtherCode(): Promise<void> {
    await record();
    await promote(await writeEvidence());
    commit();
    const goldens = requireGoldens({
      folder: join(folder, 'golden'),
      environment: 'wasm',
      profile: 'quick',
      claims: catalogue,
      imagesDigest: loadImages(null).digest,
    });
    const runsOf = (hash: string) => {
      const { experiment } = goldenExperiments(goldens.tests).find((one) => one.hash === hash) as NamedExperiment;
      return new Map(goldens.seeds.map((seed) => [seed, fabricatedRun(experiment, seed)]));
    };
    await restampGoldens([{ goldens, fingerprint: other, runsOf }], {
      folder: join(folder, 'golden'),
      author: 'Other Code',
      reason: 'a spec',
      variables: {},
      now: () => Date.UTC(2026, 10, 28),
    });
    commit();
  }

  it('puts the fingerprint of this code on goldens whose bytes it gives, and has nothing to do afterwards', async () => {
    await stampedByOtherCode();
    const { code, stdout } = await restamp();
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(/^quick for wasm: 80 of 80 runs give the same bytes; fingerprint abababababab before, /),
    ]);
    expect(stdout).toContain('2 pools restamped, one line of history.');
    expect((await verifyGoldens()).code).toBe(0);
    expect(readFileSync(join(folder, 'golden', 'manifest.json'), 'utf8')).not.toContain(other);
    commit();
    expect((await restamp(async () => expect.fail('trained'))).stdout).toBe(
      'The goldens have the fingerprint of this code already: nothing was written.\n',
    );
    expect(git('status', '--porcelain')).toBe('');
  });

  it('writes nothing and has 13 where a number moved, or a run failed', async () => {
    await stampedByOtherCode();
    const moved = await restamp(verifyWith({ shift: 2 ** -50 }), false, '.iml/moved');
    expect([moved.code, moved.stdout]).toEqual([13, expect.stringMatching(/other bytes for \d+ seeds: 320\d\d/)]);
    const failing = verifyWith({ failing: ({ seeds }) => seeds.includes(32_007) });
    const { code, stdout } = await restamp(failing, true, '.iml/failed');
    expect([code, JSON.parse(stdout).pools[0]]).toMatchObject([13, { seeds: [], missing: [32_007] }]);
    expect(git('status', '--porcelain')).toBe('');
  });

  it('is refused before it trains, from a tree that has changes, and where there are no goldens', async () => {
    const untrained: Verify = async () => expect.fail('trained');
    await expect(restamp(untrained)).rejects.toMatchObject({ parts: { what: 'There are no goldens to restamp.' } });
    await stampedByOtherCode();
    writeFileSync(join(folder, 'new.ts'), '');
    await expect(restamp(untrained)).rejects.toMatchObject({ parts: { got: expect.stringContaining('new.ts') } });
  });
});

describe('the words of iml golden', () => {
  const runtime = { nodePath: process.execPath, nodeVersion: 'v20', platform: 'linux x64', script: 'bin/iml.mjs' };
  const run = async (...words: readonly string[]) => {
    const shown = terminal();
    const code = await iml(words, { terminal: shown, runtime, verify: verifyWith() });
    return { code, ...shown.printed() };
  };

  it('are refused with 14 where they ask for nothing, or for what is not there', async () => {
    expect(await run('golden', 'verify')).toMatchObject({
      code: 14,
      stderr: expect.stringContaining('nothing was verified'),
    });
    expect(await run('golden', 'diff')).toMatchObject({
      code: 14,
      stderr: expect.stringContaining('no such candidate'),
    });
    expect((await run('golden')).code).toBe(14);
    expect((await run('golden', 'promote', '--reason', 'r', '--author', 'a')).code).toBe(14);
    expect((await run('golden', 'restamp', '--reason', 'r')).code).toBe(14);
    expect((await run('golden', 'restamp', '--reason', 'r', '--author', 'a')).code).toBe(14);
    expect((await run('golden', 'record', '--seeds', '8')).code).toBe(14);
    expect((await run('golden', 'verify', '--profile', 'fast')).code).toBe(14);
  });

  it('ask for one of several candidates by its environment', async () => {
    for (const name of ['wasm', 'cpu'])
      mkdirSync(join(folder, '.iml', 'golden-candidate', name, 'quick'), { recursive: true });
    const { code, stderr } = await run('golden', 'diff');
    expect([code, stderr]).toEqual([14, expect.stringContaining('There are several candidates')]);
    expect(await run('golden', 'diff', '--environment', 'cpu')).toMatchObject({
      code: 12,
      stderr: expect.stringContaining('manifest.json (missing)'),
    });
  });
});
