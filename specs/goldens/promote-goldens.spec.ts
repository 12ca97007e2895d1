// Goldens change only on purpose (decisions.md promise 8): one spec a refusal, in git repositories of their own; what an acceptance
// writes; and that it is there as a whole, not at all, or visibly unfinished, at whichever moment it is killed. Some 20 s: a repository and
// checked goldens a test.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint, leaningCatalogue, smallCatalogue } from '../../lab/defects/fabricated/golden-examples.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { sha256Of } from '../../src/goldens/canonical-lines.ts';
import type { GoldenDiff } from '../../src/goldens/diff-goldens.ts';
import { readGoldenFiles } from '../../src/goldens/golden-files.ts';
import type { PromoteRequest } from '../../src/goldens/promote-goldens.ts';
import { replaceCall } from '../ledger/replace-call.ts';
import { goldenRepository } from './golden-repository.ts';

let repository = goldenRepository();
beforeEach(() => {
  repository.remove();
  repository = goldenRepository();
});
afterEach(() => repository.remove());

async function refusal(change: Partial<PromoteRequest> = {}): Promise<HarnessError> {
  const before = [...readGoldenFiles(repository.folder)];
  const error: unknown = await repository.promote(change).catch((thrown: unknown) => thrown);
  if (!(error instanceof HarnessError)) throw new Error(`not refused: ${String(error)}`);
  expect([...readGoldenFiles(repository.folder)]).toEqual(before);
  return error;
}

const evidenceOf = (change: Parameters<typeof repository.report>[0]) => ({
  evidence: { report: repository.report(change), sha256: 'b'.repeat(64), path: 'report.json' },
});

describe('a promotion', () => {
  it('makes a candidate the goldens, with who, when, why and what spoke for it', async () => {
    repository.candidate();
    const { entry } = await repository.promote({ author: ' A Person ', reason: 'the first ones' });
    expect(entry).toMatchObject({
      previous: null,
      author: 'A Person',
      reason: 'the first ones',
      date: '2026-11-26T17:00:00.000Z',
      commit: repository.head(),
      fingerprint,
      evidence: { sha256: 'b'.repeat(64), replay: 'npm run iml -- run' },
      change: {
        pools: { identical: 0, changed: 0, added: 2, removed: 0 },
        numbers: { added: 4 },
        largest: null,
        flips: [],
      },
    });
    const loaded = repository.load();
    if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.complaints));
    expect(loaded.goldens.pools[0]?.header).toMatchObject({
      accepted: { author: 'A Person', reason: 'the first ones' },
      recorded: { commit: repository.head() },
    });
    expect(existsSync(join(repository.folder, 'README.md'))).toBe(true);
  });

  it('adds to the history, and shows what changes before it writes', async () => {
    repository.candidate();
    await repository.promote();
    repository.commit();
    const first = readFileSync(join(repository.folder, 'history.jsonl'), 'utf8');
    repository.candidate({ shift: 0.001 });
    let shown: GoldenDiff | null = null;
    const { entry } = await repository.promote({
      reason: 'another order of sums',
      show: (diff) => {
        shown = diff;
        expect(readFileSync(join(repository.folder, 'history.jsonl'), 'utf8')).toBe(first);
      },
    });
    expect(shown).toMatchObject({ pools: [{ state: 'changed', seedsChanged: 40 }, { state: 'changed' }] });
    expect(entry.previous).toBe(sha256Of(first.trimEnd()));
    expect(entry.change).toMatchObject({
      pools: { identical: 0, changed: 2, added: 0, removed: 0 },
      flips: [],
      largest: { difference: expect.closeTo(0.001, 9) },
    });
    expect(readFileSync(join(repository.folder, 'history.jsonl'), 'utf8').startsWith(first)).toBe(true);
    expect(repository.load().kind).toBe('valid');
  });

  it('leaves the goldens of other environments as they are', async () => {
    repository.candidate();
    await repository.promote();
    repository.commit();
    const candidateFolder = repository.candidate({ environment: 'cpu', shift: 0.01 });
    const report = repository.report({ environment: { backend: 'cpu', fingerprint } });
    const before = [...readGoldenFiles(repository.folder)].filter(([path]) => path.includes('/wasm/'));
    await repository.promote({
      environment: 'cpu',
      candidateFolder,
      evidence: { report, sha256: 'c'.repeat(64), path: 'report.json' },
    });
    const after = readGoldenFiles(repository.folder);
    for (const [path, bytes] of before) expect(after.get(path)).toEqual(bytes);
    expect([repository.load().kind, repository.load('cpu').kind]).toEqual(['valid', 'valid']);
  });

  it('takes away pools that no claim uses any more', async () => {
    repository.candidate();
    await repository.promote();
    repository.commit();
    repository.candidate({ claims: smallCatalogue });
    const { entry } = await repository.promote({ claims: smallCatalogue });
    expect(entry.pools.map(({ after }) => after === null)).toEqual([false, true]);
    expect([...readGoldenFiles(repository.folder).keys()].filter((path) => path.startsWith('pools/'))).toHaveLength(1);
  });

  it('is refused on a build server', async () => {
    repository.candidate();
    const { code, parts } = await refusal({ variables: { CI: 'true' } });
    expect([code, parts.where]).toEqual(['golden-refused', 'the environment variable CI']);
    expect((await refusal({ variables: { CI: '0' } })).parts.got).toBe('"0"');
    for (const CI of ['', 'false']) {
      await repository.promote({ variables: { CI } });
      rmSync(join(repository.folder, 'manifest.json'));
      repository.git('clean', '--quiet', '--force', '-d', 'golden');
    }
  });

  it.each([
    ['without an author', { author: ' ' }, '--author'],
    ['without a reason', { reason: '\n' }, '--reason'],
  ])('is refused %s', async (_, change, where) => {
    repository.candidate();
    expect((await refusal(change)).parts).toMatchObject({ where, got: 'an empty text' });
  });

  it.each([
    ['a file that git does not know', 'src/new.ts', 'src/new.ts'],
    ['a changed file', '.gitignore', '.gitignore'],
    ['something new among the goldens', 'golden/note.txt', 'golden/note.txt'],
    ['a changed file among the goldens', 'golden/README.md', 'golden/README.md'],
  ])('is refused from a tree with %s', async (_, path, named) => {
    repository.candidate();
    repository.write(path, '.iml/\nchanged\n');
    const { code, parts } = await refusal();
    expect([code, parts.got]).toEqual(['golden-refused', `1 changed or unknown files: ${named}`]);
  });

  it('is refused where there is no git', async () => {
    repository.candidate();
    rmSync(join(repository.root, '.git'), { recursive: true });
    expect(await refusal()).toMatchObject({
      code: 'golden-refused',
      parts: { expected: 'a clone with git, and a commit' },
    });
  });

  it('is refused without a candidate, and with one that is not whole', async () => {
    expect((await refusal()).parts.got).toContain('manifest.json (missing)');
    repository.candidate({ claims: smallCatalogue });
    expect((await refusal()).parts.got).toContain('there is no pool of difference/other');
  });

  it('is refused for a candidate that was edited', async () => {
    repository.candidate();
    const manifest = join(repository.candidateFolder, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('reproduced', 'inconclusive'));
    expect((await refusal()).parts.got).toContain('its contents do not match its sha256');
  });

  it('is refused for a candidate of broken runs, also with a report of broken ones', async () => {
    repository.candidate({ shift: -0.45 });
    const verdicts = repository.report().verdicts.map((one) => ({ ...one, verdict: 'invalid' as const }));
    const { got } = (await refusal(evidenceOf({ verdicts }))).parts;
    expect(got).toContain('broken runs are no reference: Validity gate failed');
  });

  it('takes an honest null, with a report that finds the same, and names the verdict that changes with its reason', async () => {
    repository.candidate();
    await repository.promote();
    repository.commit();
    repository.candidate({ difference: 0 });
    const [effect, difference] = repository.report().verdicts;
    const nothing = { ...difference, verdict: 'not-reproduced' };
    const verdicts = [effect, nothing] as ReturnType<typeof repository.report>['verdicts'];
    let shown: GoldenDiff['verdicts'] = [];
    const { entry } = await repository.promote({
      ...evidenceOf({ verdicts }),
      show: (diff) => (shown = diff.verdicts),
    });
    const flip = {
      ...{ claim: 'difference', task: 'digit-grid/symbols', design: 'fabricated' },
      ...{ before: 'reproduced', after: 'not-reproduced' },
      reason: expect.stringMatching(/\S/),
    };
    expect(shown[1]).toMatchObject(flip);
    expect(entry.change.flips).toEqual([flip]);
    expect(entry.evidence.verdicts.map(({ verdict }) => verdict)).toEqual(['reproduced', 'not-reproduced']);
    const loaded = repository.load();
    if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.complaints));
    expect(loaded.goldens.verdicts[1]).toMatchObject({
      verdict: 'not-reproduced',
      reason: entry.change.flips[0]?.reason,
    });
  });

  it.each(['reproduced', 'not-reproduced', 'inconclusive'] as const)(
    'may leave open what the report of a run that went on calls %s, and is recorded as open',
    async (verdict) => {
      repository.candidate({ difference: 0.06 });
      const [first, second] = repository.report().verdicts;
      const verdicts = [first, { ...second, verdict }] as ReturnType<typeof repository.report>['verdicts'];
      await repository.promote(evidenceOf({ verdicts }));
      const loaded = repository.load();
      if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.complaints));
      expect(loaded.goldens.verdicts[1]?.verdict).toBe('inconclusive');
    },
  );

  it('is refused for an honest null with a report that reproduces the claim', async () => {
    repository.candidate({ difference: 0 });
    const { message, parts } = await refusal();
    expect(message).toContain('required claims come to something else in it than on the pools');
    expect(parts.got).toBe('difference on digit-grid/symbols: reproduced in the report, not-reproduced on the pools');
  });

  it('is refused with a report that says the same word of broken runs', async () => {
    repository.candidate({ claims: leaningCatalogue, difference: 0 });
    const words = ['reproduced', 'not-reproduced', 'invalid', 'not-run'] as const;
    const [template] = repository.report().verdicts;
    const reason = 'Validity gate failed';
    const verdicts = leaningCatalogue.map(({ id }, index) => ({
      ...template,
      claim: id,
      verdict: words[index],
      reason,
    }));
    const change = evidenceOf({ verdicts: verdicts as ReturnType<typeof repository.report>['verdicts'] });
    const { got } = (await refusal({ ...change, claims: leaningCatalogue })).parts;
    expect(got?.split(/\n\s*/)).toEqual([
      `control on digit-grid/symbols: invalid by runs that are broken: ${reason}`,
      `behind on digit-grid/symbols: not-run by runs that are broken: ${reason}`,
    ]);
  });

  it('is refused for runs of code that was not committed', async () => {
    repository.candidate({ recorded: { clean: false } });
    expect((await refusal()).parts.got).toContain('with changes on top');
  });

  it('is refused for runs of a commit that is not behind this one', async () => {
    repository.candidate({ recorded: { commit: 'd'.repeat(40) } });
    expect((await refusal()).parts.got).toContain('which the tree does not descend from');
  });

  it.each([
    ['another profile', { profile: 'standard' }, 'it is of another profile'],
    ['another backend', { environment: { backend: 'cpu', fingerprint } }, 'it ran on another backend'],
    ['other numerics', { environment: { backend: 'wasm', fingerprint: '0'.repeat(64) } }, 'other numerics made it'],
    ['a time before the code', { startedAt: '2020-01-01T00:00:00.000Z' }, 'it is older than the code'],
    ['a time that is none', { startedAt: 'yesterday' }, 'it is older than the code'],
    ['no verdicts', { verdicts: [] }, 'required claims come to something else in it'],
  ])('is refused with a report of %s', async (_, change, what) => {
    repository.candidate();
    const { code, message } = await refusal(evidenceOf(change));
    expect([code, message]).toEqual(['golden-refused', expect.stringContaining(what)]);
  });

  it.each(['not-reproduced', 'inconclusive', 'invalid', 'not-run'] as const)(
    'is refused with a report in which a required claim is %s',
    async (verdict) => {
      repository.candidate();
      const [first, second] = repository.report().verdicts;
      const verdicts = [first, { ...second, verdict }] as ReturnType<typeof repository.report>['verdicts'];
      expect((await refusal(evidenceOf({ verdicts }))).parts.got).toBe(
        `difference on digit-grid/symbols: ${verdict} in the report, reproduced on the pools`,
      );
    },
  );

  it('is refused with a report about golden seeds', async () => {
    repository.candidate();
    const verdicts = repository.report().verdicts.map((one) => ({ ...one, seeds: [32_005] }));
    expect((await refusal(evidenceOf({ verdicts }))).message).toContain('which cannot speak for themselves');
  });

  it('is refused with a report of claims that were not asked as they are declared', async () => {
    repository.candidate();
    const registration = { version: 1, hash: '', standing: 'other-settings', reason: null, differences: [] } as const;
    const verdicts = repository.report().verdicts.map((one) => ({ ...one, registration }));
    expect((await refusal(evidenceOf({ verdicts }))).message).toContain('was not asked as it is declared');
  });

  it('is refused over goldens that are damaged', async () => {
    repository.candidate();
    await repository.promote();
    const history = join(repository.folder, 'history.jsonl');
    writeFileSync(history, readFileSync(history, 'utf8').replace('a reason', 'no reason'));
    repository.commit();
    const { code, parts } = await refusal();
    expect([code, parts.got]).toEqual([
      'invalid-golden',
      expect.stringContaining('history.jsonl (invalid): its last line has sha256'),
    ]);
  });
});

describe('a promotion that is stopped', () => {
  const child = ['--import', 'tsx', join(import.meta.dirname, 'promotion-child.ts')];
  const die = (call: string, number: number) =>
    spawnSync(process.execPath, [...child, repository.folder, repository.candidateFolder, call, String(number)], {
      cwd: join(import.meta.dirname, '../..'),
      encoding: 'utf8',
    });
  const failIn = async (call: 'renameSync' | 'rmSync', number: number) => {
    const restore = replaceCall(call, number, () => {
      throw Object.assign(new Error('ENOSPC: injected'), { code: 'ENOSPC' });
    });
    await expect(repository.promote({ reason: MOVED }))
      .rejects.toThrow('ENOSPC')
      .finally(restore);
  };
  const MOVED = 'moved by a hundredth';

  /** Goldens that are accepted, and a candidate for others. */
  async function prepared() {
    repository.candidate();
    await repository.promote();
    repository.commit();
    const old = [...readGoldenFiles(repository.folder)];
    repository.candidate({ shift: 0.01 });
    return old;
  }

  async function expectRepaired(state: 'old' | 'unfinished', old: readonly (readonly [string, Uint8Array | null])[]) {
    const loaded = repository.load();
    if (state === 'old') {
      expect(loaded.kind).toBe('valid');
      expect([...readGoldenFiles(repository.folder)]).toEqual(old);
    } else {
      expect(loaded).toMatchObject({ kind: 'invalid', complaints: [{ path: 'promotion-under-way.json' }] });
    }
    const again = await repository.promote({ reason: MOVED });
    expect(again.finished).toBe(state === 'unfinished');
    const repaired = repository.load();
    if (repaired.kind === 'invalid') throw new Error(JSON.stringify(repaired.complaints));
    const lines = readFileSync(join(repository.folder, 'history.jsonl'), 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain(MOVED);
    expect(repository.git('status', '--porcelain', '--untracked-files=all')).not.toContain('.tmp');
  }

  // Renames: note, two pools, history, manifest. Then the note is removed.
  it.each([
    ['renameSync', 1, 'old'],
    ['renameSync', 2, 'unfinished'],
    ['renameSync', 3, 'unfinished'],
    ['renameSync', 4, 'unfinished'],
    ['renameSync', 5, 'unfinished'],
    ['rmSync', 1, 'unfinished'],
  ] as const)(
    'by %s (call %i) leaves goldens that are %s, and promoting again repairs them',
    async (call, number, state) => {
      const old = await prepared();
      await failIn(call, number);
      await expectRepaired(state, old);
    },
  );

  it.each([
    [1, 'old'],
    [4, 'unfinished'],
  ] as const)(
    'by a kill in rename %i leaves goldens that are %s, and promoting again repairs them',
    async (number, state) => {
      const old = await prepared();
      const { signal, stderr } = die('renameSync', number);
      expect(signal, stderr).toBe('SIGKILL');
      await expectRepaired(state, old);
    },
  );

  it('cannot be finished with another candidate', async () => {
    await prepared();
    await failIn('renameSync', 3);
    repository.candidate({ shift: 0.02 });
    expect((await refusal()).parts.got).toBe('the candidate is another one than it began with');
    repository.git('checkout', '--quiet', '--', 'golden');
    repository.git('clean', '--quiet', '--force', 'golden');
    expect(repository.load().kind).toBe('valid');
  });
});
