// A restamp puts other code's fingerprint on goldens if that code gives their very bytes: what it changes, when it is refused, and that
// it is there as a whole, not at all, or visibly unfinished.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  catalogue,
  exampleExperiment,
  fabricatedRun,
  fingerprint,
  GOLDEN_SEEDS,
  hashOf,
  scope,
} from '../../lab/defects/fabricated/golden-examples.ts';
import type { RunsOf } from '../../src/claims/verdicts/watched-numbers.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { readGoldenFiles } from '../../src/goldens/golden-files.ts';
import { parseHistory } from '../../src/goldens/history.ts';
import { requireGoldens } from '../../src/goldens/load-goldens.ts';
import { restampGoldens } from '../../src/goldens/restamp-goldens.ts';
import type { ChangeRequest } from '../../src/goldens/write-promotion.ts';
import { replaceCall } from '../ledger/replace-call.ts';
import { goldenRepository } from './golden-repository.ts';

const OTHER = '0123456789abcdef'.repeat(4);
/** Goldens of two environments, accepted and committed. */
const template = goldenRepository();
beforeAll(async () => {
  for (const environment of ['wasm', 'cpu']) {
    const candidateFolder = template.candidate({ environment });
    const report = template.report({ environment: { backend: environment, fingerprint } });
    const evidence = { report, sha256: 'b'.repeat(64), path: 'report.json' };
    await template.promote({ environment, candidateFolder, evidence });
    template.commit();
  }
});
afterAll(template.remove);

let repository = template;
beforeEach(() => {
  repository = goldenRepository(template.root);
});
afterEach(() => repository.remove());

const replays: RunsOf = (hash) => {
  const batchSize = [16, 32].find((size) => hashOf(size) === hash);
  if (batchSize === undefined) return new Map();
  const experiment = exampleExperiment(batchSize);
  return new Map(GOLDEN_SEEDS.map((seed): [number, RunRecord] => [seed, fabricatedRun(experiment, seed)]));
};

/** One run of seed 32007 by another hand. */
const replaysWith =
  (change: (runs: Map<number, RunRecord>) => void): RunsOf =>
  (hash) => {
    const runs = new Map(replays(hash));
    if (hash === hashOf(32)) change(runs);
    return runs;
  };

function restamp({
  runsOf = replays,
  environments = ['wasm', 'cpu'],
  ...change
}: Partial<ChangeRequest> & { readonly runsOf?: RunsOf; readonly environments?: readonly string[] } = {}) {
  const { folder } = repository;
  const sets = environments.map((environment) => ({
    goldens: requireGoldens({ ...scope, environment, folder, claims: catalogue }),
    fingerprint: OTHER,
    runsOf,
  }));
  return restampGoldens(sets, {
    folder,
    author: 'A Person',
    reason: 'comments reworded',
    variables: {},
    now: () => Date.UTC(2026, 10, 29),
    ...change,
  });
}

const textsOf = () =>
  new Map([...readGoldenFiles(repository.folder)].map(([path, bytes]) => [path, String(bytes && Buffer.from(bytes))]));

describe('a restamp', () => {
  it('writes the new fingerprint into all pools of all sets and one line of history, and nothing else', async () => {
    const before = textsOf();
    const outcome = await restamp();
    if (outcome.kind !== 'restamped') throw new Error('not restamped');
    expect(outcome.entry).toMatchObject({
      kind: 'restamp',
      author: 'A Person',
      reason: 'comments reworded',
      commit: repository.head(),
      sets: [
        { environment: 'wasm', profile: 'quick', fingerprint: { before: fingerprint, after: OTHER }, runs: 80 },
        { environment: 'cpu', profile: 'quick', fingerprint: { before: fingerprint, after: OTHER }, runs: 80 },
      ],
    });
    const after = textsOf();
    const pools = [...before.keys()].filter((path) => path.startsWith('pools/'));
    expect(pools).toHaveLength(4);
    for (const path of pools) expect(after.get(path)).toBe(before.get(path)?.replace(fingerprint, OTHER));
    const history = after.get('history.jsonl') ?? '';
    expect(history.startsWith(before.get('history.jsonl') ?? '-')).toBe(true);
    expect(history.split('\n')).toHaveLength((before.get('history.jsonl') ?? '').split('\n').length + 1);
    expect([repository.load().kind, repository.load('cpu').kind]).toEqual(['valid', 'valid']);
  });

  it('may be of one environment alone, and leaves the others as they are', async () => {
    const before = textsOf();
    await restamp({ environments: ['cpu'] });
    for (const [path, text] of textsOf()) if (path.includes('/wasm/')) expect(text).toBe(before.get(path));
    expect([repository.load().kind, repository.load('cpu').kind]).toEqual(['valid', 'valid']);
  });

  it('can be followed by a promotion, and by another restamp', async () => {
    await restamp();
    repository.commit();
    repository.candidate({ shift: 0.001 });
    await repository.promote();
    repository.commit();
    const outcome = await restamp({ environments: ['cpu'] });
    expect(outcome.kind).toBe('restamped');
    expect([repository.load().kind, repository.load('cpu').kind]).toEqual(['valid', 'valid']);
  });

  it.each([
    [
      'a value that moved by one bit',
      (runs: Map<number, RunRecord>) => {
        const run = runs.get(32_007) as RunRecord;
        const accuracy = run.values['after-stage-2/qa/accuracy'] as Record<string, number>;
        runs.set(32_007, {
          ...run,
          values: { 'after-stage-2/qa/accuracy': { ...accuracy, D6: 0.125 + 2 ** -55 } },
        });
      },
      { seeds: [32_007], missing: [] },
    ],
    [
      'another curve, which pools do not hold',
      (runs: Map<number, RunRecord>) => {
        runs.set(32_007, { ...(runs.get(32_007) as RunRecord), curves: {} });
      },
      { seeds: [32_007], missing: [] },
    ],
    [
      'a run that is missing',
      (runs: Map<number, RunRecord>) => void runs.delete(32_007),
      { seeds: [], missing: [32_007] },
    ],
  ])('is not written over %s', async (_, change, found) => {
    const before = textsOf();
    const outcome = await restamp({ runsOf: replaysWith(change) });
    expect(outcome).toMatchObject({ kind: 'moved', pools: [found, found] });
    expect(textsOf()).toEqual(before);
  });

  it.each([
    ['on a build server', { variables: { CI: 'true' } }, 'CI'],
    ['without an author', { author: ' ' }, '--author'],
    ['without a reason', { reason: '' }, '--reason'],
  ])('is refused %s', async (_, change, where) => {
    const before = textsOf();
    const error: unknown = await restamp(change).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HarnessError);
    expect((error as HarnessError).parts.where).toContain(where);
    expect(textsOf()).toEqual(before);
  });

  it('is refused from a tree with changes that no commit holds', async () => {
    repository.write('src/new.ts', '');
    await expect(restamp()).rejects.toThrow('src/new.ts');
  });

  it('leaves a line that cannot be changed afterwards', async () => {
    await restamp();
    const text = readFileSync(join(repository.folder, 'history.jsonl'), 'utf8');
    const entries = (one: string) => parseHistory(Buffer.from(one));
    expect(entries(text)).toMatchObject({ entries: expect.anything() });
    const lines = text.trimEnd().split('\n');
    const last = lines.at(-1) ?? '';
    const withLast = (line: string) => `${[...lines.slice(0, -1), line].join('\n')}\n`;
    expect(entries(withLast(last.replace('"kind":"restamp",', '')))).toEqual(expect.any(String));
    expect(entries(withLast(last.replace('"runs":80', '"runs":0')))).toEqual(expect.any(String));
    const pool = /"before":"[0-9a-f]{64}","path"/.exec(last)?.[0] ?? '';
    expect(pool).not.toBe('');
    const swapped = withLast(last.replace(pool, pool.replace(/[0-9a-f]{64}/, '0'.repeat(64))));
    expect(entries(swapped)).toContain('replaces pools/');
  });
});

describe('a restamp that is stopped', () => {
  const failIn = async (call: 'renameSync' | 'rmSync', number: number) => {
    const restore = replaceCall(call, number, () => {
      throw Object.assign(new Error('ENOSPC: injected'), { code: 'ENOSPC' });
    });
    await expect(restamp()).rejects.toThrow('ENOSPC').finally(restore);
  };
  const finish = () =>
    restampGoldens([], {
      folder: repository.folder,
      author: 'Another Person',
      reason: 'again',
      variables: {},
      now: () => Date.UTC(2026, 10, 30),
    });

  // Renames: note, four pools, history, manifest. Then the note is removed.
  it.each([
    ['renameSync', 2],
    ['renameSync', 4],
    ['renameSync', 6],
    ['renameSync', 7],
    ['rmSync', 1],
  ] as const)('by %s (call %i) leaves no valid goldens, and restamping again finishes it', async (call, number) => {
    await failIn(call, number);
    expect(repository.load()).toMatchObject({ kind: 'invalid', complaints: [{ path: 'promotion-under-way.json' }] });
    await expect(repository.promote()).rejects.toThrow('which `iml golden restamp` finishes');
    expect(await finish()).toMatchObject({ kind: 'restamped', finished: true, entry: { author: 'A Person' } });
    expect([repository.load().kind, repository.load('cpu').kind]).toEqual(['valid', 'valid']);
    expect([...textsOf().values()].join('')).not.toContain(
      `"fingerprint":"${fingerprint}","format":"iml-verify-golden-pool"`,
    );
  });

  it('before its note leaves the goldens as they were', async () => {
    const before = textsOf();
    await failIn('renameSync', 1);
    for (const [path, text] of before) expect(textsOf().get(path)).toBe(text);
    expect((await restamp()).kind).toBe('restamped');
  });

  it('is not finished by a promotion, nor a promotion by it', async () => {
    repository.candidate({ shift: 0.01 });
    const restore = replaceCall('renameSync', 3, () => {
      throw new Error('ENOSPC: injected');
    });
    await expect(repository.promote({ reason: 'moved' }))
      .rejects.toThrow('ENOSPC')
      .finally(restore);
    await expect(finish()).rejects.toThrow('which `iml golden promote` finishes');
  });
});
