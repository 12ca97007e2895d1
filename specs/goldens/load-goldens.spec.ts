// A bad golden is never a pass (decisions.md promise 7): whatever happens to a golden folder, it is found with path and reason, or
// it means what it meant. First with the old checksums, then by a forger who makes them fit.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  catalogue,
  changed,
  exampleExperiment,
  exampleGoldens,
  examplePools,
  GOLDEN_SEEDS,
  hashOf,
  leaningCatalogue,
  poolPathOf,
  scope,
  sealed,
  sealedAs,
  smallCatalogue,
  verdictsOf,
} from '../../lab/defects/fabricated/golden-examples.ts';
import type { Claim } from '../../src/claims/claim.ts';
import { canonicalJson } from '../../src/experiments/content-hash.ts';
import { leastSeeds } from '../../src/goldens/acceptance.ts';
import type { GoldenFiles } from '../../src/goldens/golden-files.ts';
import { goldenTests, judgePools } from '../../src/goldens/golden-tests.ts';
import { loadFrom, loadGoldens, poolOf, requireGoldens } from '../../src/goldens/load-goldens.ts';
import type { GoldenVerdict } from '../../src/goldens/manifest.ts';
import { encodeSet, parsePool } from '../../src/goldens/pool-file.ts';
import { allSeeds, type GoldenRecord, type Pool, type PoolHeader, sharedSeeds } from '../../src/goldens/pool-schema.ts';
import { refusalOf } from '../refusal.ts';
import { ownFolder } from '../temporary-folder.ts';

const small = exampleGoldens({ claims: smallCatalogue });
const load = (files: GoldenFiles, claims = smallCatalogue) => loadFrom(files, { ...scope, claims });
const good = load(small);
const meaning = good.kind === 'valid' ? canonicalJson(good.goldens.pools) : '';

/** "path: reason" of the first complaint. */
function complaintOf(files: GoldenFiles, claims = smallCatalogue): string {
  const loaded = load(files, claims);
  if (loaded.kind === 'valid') return 'valid';
  const { path, kind, reason } = loaded.complaints[0] ?? { path: '', kind: '', reason: '' };
  return `${path} ${kind}: ${reason}`;
}

function expectRefusedOrSame(files: GoldenFiles): void {
  const loaded = load(files);
  if (loaded.kind === 'valid') expect(canonicalJson(loaded.goldens.pools)).toBe(meaning);
  else {
    expect(loaded.complaints.length).toBeGreaterThan(0);
    for (const { path, reason } of loaded.complaints)
      expect([path, reason].map((words) => words !== '')).toEqual([true, true]);
  }
}

const textOf = (files: GoldenFiles, path: string) => Buffer.from(files.get(path) ?? []).toString('utf8');
const path = poolPathOf(small);

describe('goldens', () => {
  it('are loaded whole, with what the claims come to on them', () => {
    const loaded = load(exampleGoldens(), catalogue);
    if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.complaints));
    const { goldens } = loaded;
    expect(goldens.verdicts.map(({ claim, verdict }) => [claim, verdict])).toEqual([
      ['effect', 'reproduced'],
      ['difference', 'reproduced'],
    ]);
    expect(goldens.seeds).toEqual(GOLDEN_SEEDS);
    const pool = poolOf(goldens, hashOf(32));
    expect(pool?.runs.get(32_007)?.values).toEqual(pool?.records[7]?.values);
    expect(pool?.digests.get(32_007)).toBe(pool?.records[7]?.record);
    expect(poolOf(goldens, 'f'.repeat(64))).toBeNull();
  });

  it('have no way around their complaints', () => {
    const folder = ownFolder('goldens');
    const refusal = refusalOf(() => requireGoldens({ ...scope, claims: catalogue, folder }));
    expect([refusal.code, refusal.parts.got]).toEqual([
      'invalid-golden',
      'manifest.json (missing): there is no manifest, so no pool is a golden',
    ]);
  });

  it('of two environments are loaded apart', () => {
    const files = sealed(
      { pools: examplePools(), verdicts: verdictsOf(examplePools()) },
      {
        pools: examplePools({ environment: 'tensorflow-linux-x64', shift: 0.01 }),
        verdicts: verdictsOf(examplePools({ shift: 0.01 })),
      },
    );
    expect(complaintOf(files, catalogue)).toBe('valid');
    expect(loadFrom(files, { ...scope, environment: 'tensorflow-linux-x64', claims: catalogue }).kind).toBe('valid');
    expect(loadFrom(files, { ...scope, environment: 'cpu', claims: catalogue })).toMatchObject({
      kind: 'invalid',
      complaints: [{ path: 'pools/cpu/quick', kind: 'missing' }],
    });
  });
});

describe('a golden folder with its old checksums', () => {
  it('is refused when any byte of any file is flipped', () => {
    let bytesFlipped = 0;
    for (const [name, bytes] of small) {
      for (let offset = 0; offset < (bytes?.length ?? 0); offset++) {
        for (const mask of [1 << (offset % 8), 255]) {
          const flipped = Buffer.from(bytes as Uint8Array);
          flipped[offset] = (flipped[offset] ?? 0) ^ mask;
          const loaded = load(changed(small, name, flipped));
          if (loaded.kind === 'valid') expect.fail(`${name}, byte ${offset}: trusted`);
          bytesFlipped += 1;
        }
      }
    }
    expect(bytesFlipped).toBeGreaterThan(20_000);
  });

  it('is refused when any line of any file is dropped, doubled or left blank', () => {
    for (const name of small.keys()) {
      const lines = textOf(small, name).split('\n').slice(0, -1);
      for (const [index, line] of lines.entries()) {
        for (const instead of [[], [line, line], ['']]) {
          const text = `${lines.toSpliced(index, 1, ...instead).join('\n')}\n`;
          if (load(changed(small, name, text)).kind === 'valid') expect.fail(`${name}, line ${index + 1}: trusted`);
        }
      }
    }
  });

  it('is refused when any two lines are swapped', () => {
    const lines = textOf(small, path).split('\n');
    const line = fc.nat({ max: lines.length - 2 });
    fc.assert(
      fc.property(line, line, (one, other) => {
        fc.pre(one !== other);
        const swapped = lines.with(one, lines[other] as string).with(other, lines[one] as string);
        expect(load(changed(small, path, swapped.join('\n'))).kind).toBe('invalid');
      }),
    );
  });

  it('is refused or means the same after any edit: bytes overwritten, inserted or dropped', () => {
    const names = fc.constantFrom(...small.keys());
    fc.assert(
      fc.property(names, fc.nat(), fc.nat(), fc.uint8Array({ maxLength: 8 }), (name, from, to, inserted) => {
        const bytes = small.get(name) as Uint8Array;
        const [start, end] = [from % (bytes.length + 1), to % (bytes.length + 1)];
        expectRefusedOrSame(
          changed(small, name, Buffer.concat([bytes.subarray(0, start), inserted, bytes.subarray(end)])),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('never makes the loader crash, whatever its files hold', () => {
    const anything = fc.oneof(
      fc.uint8Array({ maxLength: 50 }),
      fc.json().map((text) => Buffer.from(`${text}\n`)),
      fc.constantFrom(...small.values()),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...small.keys(), 'pools/x'), anything), (files) => {
        expectRefusedOrSame(new Map(Object.entries(files)));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [
      'a pool that the manifest does not list',
      `pools/wasm/quick/other.jsonl`,
      'x',
      'pools/wasm/quick/other.jsonl unmatched: the manifest does not list it',
    ],
    ['what a stopped writer left', 'pools/wasm/quick/.pool.12-1.tmp', '', 'pools/wasm/quick/.pool.12-1.tmp unmatched'],
    [
      'a promotion that was interrupted',
      'promotion-under-way.json',
      '{}',
      'promotion-under-way.json invalid: goldens were being replaced',
    ],
    ['no pool where the manifest lists one', path, null, `${path} missing: the manifest lists it`],
    ['no manifest', 'manifest.json', null, 'manifest.json missing'],
    ['an empty manifest', 'manifest.json', '', 'manifest.json invalid: it is empty'],
    ['no history', 'history.jsonl', null, 'history.jsonl invalid: it is not there'],
  ])('with %s is refused', (_, name, text, complaint) => {
    expect(complaintOf(changed(small, name, text))).toContain(complaint);
  });

  it('holds no text that is not UTF-8', () => {
    expect(parsePool(Buffer.from([0x7b, 0xff, 0x7d, 0x0a]))).toBe('it is not UTF-8');
  });

  it('on a disk is read as it is, and a link among the pools is none', () => {
    const folder = ownFolder('goldens');
    for (const [name, bytes] of small) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    writeFileSync(join(folder, 'README.md'), 'not ours');
    const request = { ...scope, claims: smallCatalogue, folder };
    expect(loadGoldens(request).kind).toBe('valid');
    rmSync(join(folder, path));
    symlinkSync(join(folder, 'README.md'), join(folder, path));
    expect(loadGoldens(request)).toMatchObject({ complaints: [{ path, reason: 'it is no file' }] });
  });
});

describe('a forger who makes all checksums fit', () => {
  const [pool] = examplePools({ claims: smallCatalogue }) as [Pool];
  const verdicts = verdictsOf([pool], smallCatalogue);
  const forged = (text: (of: string) => string) => {
    const { set, texts } = encodeSet([pool], verdicts);
    const [[name, original]] = [...texts] as [[string, string]];
    const changedText = text(original);
    const { sha256, bytes } = sizeOf(changedText);
    const pools = set.pools.map((entry) => ({ ...entry, sha256, bytes }));
    return sealedAs([{ set: { ...set, pools }, texts: new Map([[name, changedText]]) }]);
  };
  const withPool = (
    change: { header?: Partial<PoolHeader>; records?: GoldenRecord[] },
    told: GoldenVerdict[] = verdicts,
  ) =>
    sealed({
      pools: [{ header: { ...pool.header, ...change.header }, records: change.records ?? [...pool.records] }],
      verdicts: told,
    });
  const record = (index: number) => pool.records[index] as GoldenRecord;
  const inLine = (index: number, edit: (line: string) => string) => (text: string) =>
    text
      .split('\n')
      .map((line, place) => (place === index ? edit(line) : line))
      .join('\n');
  const replacedIn = (index: number, what: string | RegExp, by: string) =>
    inLine(index, (line) => line.replace(what, by));

  it('changes nothing by making the same', () => {
    expect(complaintOf(forged((text) => text))).toBe('valid');
  });

  it.each([
    ['a byte order mark', (text: string) => `\ufeff${text}`, 'it begins with a byte order mark'],
    ['CRLF', (text: string) => text.replaceAll('\n', '\r\n'), 'it has carriage returns'],
    ['a blank line at the end', (text: string) => `${text}\n`, 'line 42 is blank'],
    ['a blank at the end of a line', inLine(3, (line) => `${line} `), 'line 4 has blanks at an end'],
    ['no end of the last line', (text: string) => text.slice(0, -1), 'its last line does not end'],
    [
      'marks of a merge conflict',
      (text: string) => text.replace('\n', '\n<<<<<<< HEAD\n'),
      'line 2 is the mark of a merge conflict',
    ],
    [
      'an end of a merge conflict',
      (text: string) => `${text}>>>>>>> main\n`,
      'line 42 is the mark of a merge conflict',
    ],
    ['NaN', replacedIn(2, /"D5":[^,]+/, '"D5":NaN'), 'line 3: it holds NaN, which is no number in JSON'],
    ['Infinity', replacedIn(2, /"D5":[^,]+/, '"D5":-Infinity'), 'line 3: it holds -Infinity, which is no number'],
    [
      'a number beyond doubles',
      replacedIn(2, /"D5":[^,]+/, '"D5":1e999'),
      'that is not finite (/values/after-stage-2/qa/accuracy/D5)',
    ],
    ['-0', replacedIn(2, /"D6":[^}]+/, '"D6":-0'), 'line 3: it holds -0 (/values/after-stage-2/qa/accuracy/D6)'],
    ['another spelling of a number', replacedIn(2, '0.125', '1.25e-1'), 'line 3: its bytes are not the canonical ones'],
    [
      'a second key of a name',
      replacedIn(2, '{"record"', '{"seed":0,"record"'),
      'line 3: its bytes are not the canonical ones',
    ],
    [
      'a field of its own',
      replacedIn(2, '{"record"', '{"note":"","record"'),
      'line 3: it does not fit its schema: field /note',
    ],
    [
      'another version',
      replacedIn(0, '"version":1', '"version":2'),
      'its format has version 2; this harness reads version 1',
    ],
    ['another format', replacedIn(0, 'golden-pool', 'pool'), 'its first line is no header of a golden pool'],
    ['no JSON', inLine(5, () => 'x'), 'line 6: it is not JSON'],
    [
      'two records swapped',
      (text: string) => swapLines(text, 3, 4),
      'line 4 is of seed 32003, where seed 32002 belongs',
    ],
    ['a record dropped', (text: string) => text.replace(/\n[^\n]*\n$/, '\n'), 'its number of records is'],
    ['a record doubled', (text: string) => `${text}${text.split('\n')[40]}\n`, 'its number of records is'],
  ])('is found out by %s', (_, edit, reason) => {
    const complaint = complaintOf(forged(edit));
    expect(complaint).toContain(`${path} invalid: `);
    expect(complaint).toContain(reason);
  });

  const count = (records: number) => ({
    ...pool.header.acceptance,
    seeds: { ...pool.header.acceptance.seeds, count: records },
  });
  it.each([
    [
      'too few seeds',
      () => withPool({ header: { acceptance: count(39) }, records: pool.records.slice(0, 39) }),
      'it has 39 seeds, and needs 40 at least',
    ],
    [
      'criteria made easier',
      () => withPool({ header: { acceptance: { ...count(40), seeds: { first: 32_000, count: 40, atLeast: 4 } } } }),
      'its criteria are',
    ],
    [
      'seeds of another pool',
      () => withPool({ records: pool.records.map((one) => ({ ...one, seed: one.seed - 12_000 })) }),
      'line 2 is of seed 20000, where seed 32000 belongs',
    ],
    [
      'a run under two seeds',
      () => withPool({ records: [...pool.records].with(5, { ...record(9), seed: 32_005, record: 'c'.repeat(64) }) }),
      'seeds 32005 and 32009 hold the same run, number for number',
    ],
    [
      'a digest under two seeds',
      () => withPool({ records: [...pool.records].with(5, { ...record(5), record: record(9).record }) }),
      'seeds 32005 and 32009 hold the same run',
    ],
    [
      'another experiment under the old hash',
      () => withPool({ header: { experiment: { ...exampleExperiment(8) } } }),
      'and holds one with hash',
    ],
    ['an experiment that is none', () => withPool({ header: { experiment: { task: 1 } } }), 'its experiment is none'],
    [
      'a number less in one record',
      () =>
        withPool({
          records: [...pool.records].with(1, { ...record(1), values: { 'after-stage-2/qa/accuracy': { D5: 0.5 } } }),
        }),
      'seed 32001 measures something else than seed 32000',
    ],
    [
      'a run cut short',
      () =>
        withPool({
          records: [...pool.records].with(1, {
            ...record(1),
            training: {
              ...record(1).training,
              'stage 2': { steps: 3, epochs: 1.5, finalLoss: 0.25, reachedTarget: null },
            },
          }),
        }),
      'seeds differ in the steps of "stage 2" (6, 3)',
    ],
    [
      'runs without a stage that the protocol has',
      () =>
        withPool({
          records: pool.records.map((one) => ({ ...one, training: { 'stage 1': one.training['stage 1'] as never } })),
        }),
      'there are seeds without the training "stage 2"',
    ],
    [
      'a summary of its own',
      () =>
        withPool({
          header: {
            summary: {
              'after-stage-2/qa/accuracy': {
                D5: { mean: 0.7, standardDeviation: 0.03 },
                D6: { mean: 0.125, standardDeviation: 0 },
              },
            },
          },
        }),
      'its summary says that the mean of after-stage-2/qa/accuracy of D5 is 0.7; its records give',
    ],
    [
      'a summary that leaves a number out',
      () => withPool({ header: { summary: {} } }),
      'its summary and its records differ in whether they have after-stage-2/qa/accuracy of D5',
    ],
    ['a header that nobody accepted', () => withPool({ header: { accepted: null } }), 'nobody accepted it'],
    ['another label', () => withPool({ header: { task: 'alias-text' } }), 'its task is alias-text'],
    [
      'another machine',
      () => withPool({ header: { machine: { ...pool.header.machine, backend: 'cpu' } } }),
      'the environment of its machine is cpu',
    ],
  ])('is found out by %s', (_, make, reason) => {
    expect(complaintOf(make())).toContain(reason);
  });

  it('is found out by a number that no longer passes the gates or the rule', () => {
    const lowered = (shift: number) => examplePools({ claims: smallCatalogue, shift });
    const toLow = sealed({ pools: lowered(-0.45), verdicts });
    expect(complaintOf(toLow)).toMatch(
      /^manifest.json invalid: it says that effect .* is reproduced .* they give invalid: Validity gate/,
    );
    const honest = sealed({ pools: lowered(-0.45), verdicts: verdictsOf(lowered(-0.45), smallCatalogue) });
    expect(complaintOf(honest)).toMatch(
      /^manifest.json invalid: effect .* is invalid .* and broken runs are no reference: Validity gate/,
    );
  });

  it('is found out by verdicts that are missing, foreign or of another word', () => {
    const [verdict] = verdicts as [GoldenVerdict];
    expect(complaintOf(withPool({}, [{ ...verdict, claim: 'other' }]))).toContain(
      'manifest.json missing: no verdict on effect',
    );
    expect(complaintOf(withPool({}, [verdict, { ...verdict, claim: 'other' }]))).toContain(
      'manifest.json obsolete: it has a verdict on other',
    );
    expect(complaintOf(withPool({}, [{ ...verdict, required: false }]))).toContain('manifest.json missing');
    expect(complaintOf(withPool({}, [{ ...verdict, verdict: 'inconclusive' }]))).toContain('they give reproduced');
  });

  it('is found out by a history that is another one', () => {
    const files = sealed(
      { pools: [pool], verdicts },
      { pools: examplePools({ environment: 'cpu', claims: smallCatalogue }), verdicts },
    );
    expect(complaintOf(files)).toBe('valid');
    const [first, second] = textOf(files, 'history.jsonl').split('\n') as [string, string];
    const complaintWith = (history: string) => complaintOf(changed(files, 'history.jsonl', history));
    expect(complaintWith(`${first.replace('A Person', 'B Person')}\n${second}\n`)).toContain(
      'line 2 follows a line with sha256',
    );
    expect(complaintWith(`${second}\n${first}\n`)).toContain('history.jsonl invalid: line 1 follows a line');
    expect(complaintWith(`${first}\n`)).toContain('it has 1 lines, and the manifest counts 2');
    expect(complaintWith(`${first}\n${second.replace('A Person', 'B Person')}\n`)).toContain(
      'its last line has sha256',
    );
    expect(complaintWith(`${first}\n${second}\n${second}\n`)).toContain('line 3 follows a line');
  });
});

describe('an honest null', () => {
  const wordsOf = (claims: readonly Claim[], difference: number) => {
    const pools = examplePools({ claims, difference });
    const loaded = load(sealed({ pools, verdicts: verdictsOf(pools, claims) }), claims);
    if (loaded.kind === 'invalid') throw new Error(JSON.stringify(loaded.complaints));
    return loaded.goldens.verdicts.map(({ claim, verdict }) => `${claim} ${verdict}`);
  };

  it.each([
    [0, 'not-reproduced'],
    [0.05, 'inconclusive'],
  ])('is reference as it is recorded: with a difference of %f', (difference, word) => {
    expect(wordsOf(catalogue, difference)).toEqual(['effect reproduced', `difference ${word}`]);
  });

  it('is reference with what follows from it: a control without its effect, a claim behind a gate that is shut', () => {
    const head = ['effect reproduced', 'difference not-reproduced'];
    expect(wordsOf(leaningCatalogue, 0)).toEqual([...head, 'control invalid', 'behind not-run']);
  });

  it.each([
    ['a null that is there no more', 0.3, 0, 'is not-reproduced on the pools of wasm/quick; they give reproduced'],
    ['a null that nobody recorded', 0, 0.3, 'is reproduced on the pools of wasm/quick; they give not-reproduced'],
  ])('is none where pools and manifest differ: %s', (_, difference, recorded, complaint) => {
    const verdicts = verdictsOf(examplePools({ difference: recorded }));
    expect(complaintOf(sealed({ pools: examplePools({ difference }), verdicts }), catalogue)).toContain(complaint);
  });

  it('is none where it only follows from broken runs', () => {
    const pools = examplePools({ claims: leaningCatalogue, shift: -0.45 });
    const loaded = load(sealed({ pools, verdicts: verdictsOf(pools, leaningCatalogue) }), leaningCatalogue);
    const reasons = loaded.kind === 'invalid' ? loaded.complaints.map(({ reason }) => reason.split(' ')[0]) : [];
    expect(reasons).toEqual(['effect', 'difference', 'control', 'behind']);
  });
});

describe('pools and claims', () => {
  const withClaims = (made: Parameters<typeof examplePools>[0], claims = catalogue) => {
    const pools = examplePools(made);
    return complaintOf(sealed({ pools, verdicts: verdictsOf(pools, made?.claims) }), claims);
  };

  it('fail where a claim needs a pool that is not there', () => {
    expect(withClaims({ claims: smallCatalogue })).toMatch(
      /^pools\/wasm\/quick missing: there is no pool of difference\/other/,
    );
  });

  it('fail where no claim uses a pool any more', () => {
    expect(withClaims({}, smallCatalogue)).toMatch(/-other-[0-9a-f]{12}.jsonl obsolete: no claim uses its experiment/);
  });

  it('fail where only another profile uses a pool', () => {
    const [effect, difference] = catalogue as [(typeof catalogue)[0], (typeof catalogue)[0]];
    const inStandard = { ...difference, tests: difference.tests.map((test) => ({ ...test, seeds: { standard: 16 } })) };
    expect(withClaims({}, [effect, inStandard])).toMatch(
      /-other-[0-9a-f]{12}.jsonl unmatched: no claim of the profile quick/,
    );
  });

  it('fail where the pools were recorded apart', () => {
    const [base, other] = examplePools() as [Pool, Pool];
    const recorded = { ...other.header.recorded, commit: 'c'.repeat(40) };
    const pools = [base, { ...other, header: { ...other.header, recorded } }];
    expect(complaintOf(sealed({ pools, verdicts: verdictsOf(pools) }), catalogue)).toMatch(
      /-other-[0-9a-f]{12}.jsonl invalid: it was not recorded and accepted together with/,
    );
  });

  it('fail where the pools differ in their seeds, and are judged by the first 40', () => {
    const [base, other] = examplePools({ seeds: [...GOLDEN_SEEDS, 32_040] }) as [Pool, Pool];
    const short = examplePools()[1] as Pool;
    const verdicts = verdictsOf(examplePools());
    expect(complaintOf(sealed({ pools: [base, other], verdicts }), catalogue)).toBe('valid');
    expect(complaintOf(sealed({ pools: [base, short], verdicts }), catalogue)).toContain(
      'invalid: it has 40 records, and pools/wasm/quick/',
    );
  });

  it('are judged each test on the seeds that all of its own pools hold', () => {
    const [base] = examplePools() as [Pool];
    const [, few] = examplePools({ seeds: GOLDEN_SEEDS.slice(0, 8) }) as [Pool, Pool];
    const seedsOfVerdicts = judgePools(goldenTests({ ...scope, claims: catalogue }), [base, few]).map(
      ({ seeds }) => seeds.length,
    );
    expect(seedsOfVerdicts).toEqual([40, 8]);
    expect([sharedSeeds([base, few]), allSeeds([base, few])]).toEqual([GOLDEN_SEEDS.slice(0, 8), GOLDEN_SEEDS]);
  });

  it.each([
    ['quick', 'digit-grid/symbols', 40],
    ['standard', 'alias-text', 20],
    ['standard', 'alias-entity', 8],
    ['standard', 'set-inclusion', 8],
    ['full', 'alias-entity', 8],
    ['quick', 'alias-entity', 40],
  ] as const)('of %s on %s hold %d seeds at least', (profile, task, least) => {
    expect(leastSeeds(profile, task)).toBe(least);
  });
});

function sizeOf(text: string): { readonly sha256: string; readonly bytes: number } {
  const bytes = Buffer.from(text, 'utf8');
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

function swapLines(text: string, one: number, other: number): string {
  const lines = text.split('\n');
  return lines
    .with(one, lines[other] as string)
    .with(other, lines[one] as string)
    .join('\n');
}
