// `iml run` with a verification handed in, so that nothing is trained: what is printed, written, refused and returned.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Verify } from '../../src/cli/command.ts';
import { iml } from '../../src/cli/iml.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import type { VerifyRequest } from '../../src/execution/campaign/verify-request.ts';
import { OTHER_SETTINGS, sampleDocument, sampleWith } from '../report/sample-document.ts';
import { ownFolder } from '../temporary-folder.ts';
import { type TryTerminalOptions, tryTerminal } from './try-terminal.ts';

let folder = '';
beforeEach(() => {
  folder = ownFolder('cli');
});

const runtime = { nodePath: process.execPath, nodeVersion: 'v20.20.2', platform: 'linux x64', script: 'bin/iml.mjs' };
const reproduced: Verify = async () => sampleWith('reproduced');

async function run(words: readonly string[], verify: Verify = reproduced, options: TryTerminalOptions = {}) {
  const terminal = tryTerminal({ currentFolder: folder, ...options });
  const code = await iml(words, { terminal, runtime, verify });
  return { code, ...terminal.printed() };
}

describe('iml run', () => {
  it('prints the verdicts, where the report is, and as last line the command that repeats it', async () => {
    const { code, stdout } = await run(['run']);
    const html = join(folder, 'reports', '2026-11-23T10-40-12Z-quick', 'report.html');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^verdict +claim/);
    expect(stdout).toContain(
      '1 verdict: 1 reproduced.\n1 of 1 findings reproduced. Of all tests 1 of the 1 required ones',
    );
    expect(stdout).toContain('statements 1 are tested: 1 reproduced, 0 contradicted.\n');
    expect(stdout.split('\n').slice(-4)).toEqual([`Report: ${html}`, 'The same again:', sampleDocument.replay, '']);
    expect(existsSync(html)).toBe(true);
    expect(existsSync(join(folder, 'reports', 'latest', 'report.json'))).toBe(true);
    expect(existsSync(join(folder, '.iml', 'ledger'))).toBe(true);
  });

  it('prints with --json the document and nothing else', async () => {
    const { code, stdout } = await run(['run', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(sampleWith('reproduced'));
    expect(readFileSync(join(folder, 'reports', 'latest', 'report.json'), 'utf8')).toBe(stdout);
  });

  it.each([
    ['some claims', ['--claim', 'iml-appears'], sampleWith('reproduced'), 0],
    ['some tasks', ['--task', 'alias-text'], sampleWith('reproduced'), 0],
    ['other seeds than declared', ['--seeds', '3'], sampleWith('reproduced', { registration: OTHER_SETTINGS }), 18],
  ])(
    'keeps the latest report where %s were asked, and says where its own is',
    async (_, options, document, expected) => {
      await run(['run'], async () => sampleWith('inconclusive'));
      const { code, stdout } = await run(['run', ...options], async () => document);
      expect(code).toBe(expected);
      const html = join(folder, 'reports', '2026-11-23T10-40-12Z-quick-2', 'report.html');
      expect(stdout).toContain(
        `Report (not kept as the latest, which is for all claims of a profile, on seeds as declared): ${html}\n`,
      );
      expect(existsSync(html)).toBe(true);
      expect((await run(['report'])).code).toBe(11);
      expect((await run(['report', 'reports/2026-11-23T10-40-12Z-quick-2'])).code).toBe(expected);
    },
  );

  it('gives two runs of the same second two folders', async () => {
    await run(['run']);
    await run(['run']);
    expect(readdirSync(join(folder, 'reports')).sort()).toEqual([
      '2026-11-23T10-40-12Z-quick',
      '2026-11-23T10-40-12Z-quick-2',
      'latest',
    ]);
  });

  it.each([
    ['not-reproduced', 10],
    ['inconclusive', 11],
    ['invalid', 12],
    ['not-run', 12],
  ] as const)('ends for %s with %i, and so does iml report', async (word, expected) => {
    expect((await run(['run'], async () => sampleWith(word))).code).toBe(expected);
    const again = await run(['report']);
    expect(again.code).toBe(expected);
    expect(again.stdout).toContain('reliable-definitions-internalised-more');
    expect((await run(['report', 'reports/latest/report.json', '--json'])).code).toBe(expected);
  });

  it('hands the request on, with the declared defaults', async () => {
    const requests: VerifyRequest[] = [];
    const verify: Verify = async (request) => {
      requests.push(request);
      return sampleWith('reproduced');
    };
    await run(['run'], verify);
    const claims = ['--claim', 'iml-appears', 'full-batch-iml', '--claim', 'iml-appears'];
    const numbers = ['--design', 'fixed', '--seeds', '3', '--first-seed', '0', '--processes', '4', '--minutes', '5'];
    const tasks = ['--task', 'alias-text', 'alias-text'];
    await run(
      ['run', '--profile', 'standard', ...claims, ...tasks, ...numbers, '--backend', 'cpu', '--images', 'mnist'],
      verify,
    );
    const asked = requests.map(({ signal, onEvent, now, ...rest }) => rest);
    const ledgerFolder = join(folder, '.iml', 'ledger');
    expect(asked).toEqual([
      {
        profile: 'quick',
        claims: [],
        tasks: [],
        design: 'declared',
        seeds: null,
        firstSeed: 28_000,
        backend: null,
        processes: null,
        minutes: null,
        ledgerFolder,
        imagesFolder: null,
        reportsFolder: join(folder, 'reports'),
      },
      {
        profile: 'standard',
        claims: ['iml-appears', 'full-batch-iml'],
        tasks: ['alias-text'],
        design: 'fixed',
        seeds: 3,
        firstSeed: 0,
        backend: 'cpu',
        processes: 4,
        minutes: 5,
        ledgerFolder,
        imagesFolder: join(folder, 'mnist'),
        reportsFolder: join(folder, 'reports'),
      },
    ]);
  });

  it.each([
    [['run', '--design', 'peeking']],
    [['run', '--seeds', '12abc']],
    [['run', '--seeds', '0']],
    [['run', '--seeds', '-3']],
    [['run', '--seeds', '1.5']],
    [['run', '--seeds', '']],
    [['run', '--seeds=']],
    [['run', '--processes', '0']],
    [['run', '--minutes', '-1']],
    [['run', '--minutes', '0.5']],
    [['run', '--first-seed', '-1']],
    [['run', '--first-seed', 'beacon:']],
    [['run', '--profile', 'fast']],
    [['run', '--backend', 'gpu']],
    [['run', '--claim', 'no-such-claim']],
    [['run', '--claim', '']],
    [['run', '--claim']],
    [['run', '--ledger', '']],
    [['run', 'iml-appears']],
    [['run', '--sedes', '3']],
    [['rnu']],
    [['explain']],
    [['explain', 'no-such-claim']],
    [['help', 'no-such-command']],
  ])('refuses %j with 14 before anything is touched', async (words) => {
    const { code, stdout, stderr } = await run(words, async () => {
      throw new Error('verified all the same');
    });
    expect([code, stdout]).toEqual([14, '']);
    expect(stderr).toMatch(/^iml: .+\n(?: {2}.+\n)+$/m);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('suggests what was probably meant', async () => {
    expect((await run(['rnu'])).stderr).toContain('did you mean run?');
    expect((await run(['run', '--sedes', '3'])).stderr).toContain('did you mean --seeds?');
    expect((await run(['run', '--claim', 'batch-iml'])).stderr).toContain('full-batch-iml');
    expect((await run(['run', '--claim', 'iml-appears,full-batch-iml'])).stderr).toContain('`--claim ONE OTHER`');
    expect((await run(['run', '--task', 'symbols'])).stderr).toContain('did you mean "digit-grid/symbols"?');
    expect((await run(['run', '--profile', 'quik'])).stderr).toContain('did you mean "quick"?');
  });

  it('refuses to pass where nothing was verified', async () => {
    const { code } = await run(['run'], async () => ({ ...sampleDocument, verdicts: [] }));
    expect(code).toBe(14);
  });

  it.each([
    ['reports', 'a file where the reports go'],
    ['.iml', 'a file where the ledger goes'],
    ['reports/latest', 'a file where the latest report goes'],
  ])('finds %s out before training: %s', async (path) => {
    if (path.includes('/')) mkdirSync(join(folder, 'reports'));
    writeFileSync(join(folder, path), 'not a folder');
    let trained = false;
    const { code, stderr } = await run(['run'], async () => {
      trained = true;
      return sampleDocument;
    });
    expect([code, trained]).toEqual([16, false]);
    expect(stderr).toContain(path);
  });

  it.skipIf(!existsSync('/proc/self'))('gives up on a place that takes no folders', async () => {
    expect((await run(['run', '--reports', '/proc/reports/of-iml'])).code).toBe(16);
  });

  it.skipIf(process.getuid?.() === 0)('finds a folder without permission out before training', async () => {
    mkdirSync(join(folder, 'reports'));
    chmodSync(join(folder, 'reports'), 0o500);
    expect((await run(['run'])).code).toBe(16);
  });

  it('calls whatever else is thrown a defect, with a stack only for those who ask', async () => {
    const broken: Verify = async () => {
      throw new TypeError('x is not a function');
    };
    const short = await run(['run'], broken);
    expect(short.code).toBe(17);
    expect(short.stderr).toMatchInlineSnapshot(`
      "iml: TypeError: x is not a function
        This is a defect of iml-verify and no verdict about any claim; run it again with IML_DEBUG=1 and open an issue with what it prints. Finished runs are in the ledger.
      "
    `);
    expect((await run(['run'], broken, { environment: { IML_DEBUG: '1' } })).stderr).toMatch(/\n {4}at /);
  });

  it('passes errors of the verification on with their code', async () => {
    const unavailable: Verify = async () => {
      throw new HarnessError('backend-unavailable', { what: 'No.', next: 'something' });
    };
    expect(await run(['run'], unavailable)).toEqual({
      code: 16,
      stdout: '',
      stderr: 'iml: No.\n  next:     something\n',
    });
  });
});

describe('an interrupted run', () => {
  it.each([
    ['stops with an error of its own', 'reject'],
    ['finishes at that very moment', 'resolve'],
  ])('ends with 130 and writes no report where the verification %s', async (_, how) => {
    const terminal = tryTerminal({ currentFolder: folder });
    const verify: Verify = async ({ onEvent }) => {
      terminal.interrupt();
      onEvent({ kind: 'run-failed', experiment: 'a', seed: 1, reason: 'killed' });
      if (how === 'reject') throw new Error('the worker went away');
      return sampleWith('reproduced');
    };
    expect(await iml(['run'], { terminal, runtime, verify })).toBe(130);
    const { stdout, stderr } = terminal.printed();
    expect(stdout).toBe('');
    expect(stderr.replaceAll(folder, 'FOLDER')).toMatchInlineSnapshot(`
      "Stopping the workers. Another Ctrl-C ends at once.
      iml: Interrupted. No report was written; finished runs are kept in the ledger.
        where:    FOLDER/.iml/ledger
        next:     the same command continues from there
      "
    `);
    expect(readdirSync(join(folder, 'reports'))).toEqual([]);
  });
});

describe('iml report', () => {
  it('tells a missing report from a malformed one', async () => {
    expect((await run(['report'])).code).toBe(16);
    writeFileSync(join(folder, 'report.json'), '{"schemaVersion": 1}');
    expect((await run(['report', 'report.json'])).code).toBe(14);
    writeFileSync(join(folder, 'report.json'), '{"schema');
    expect((await run(['report', '.'])).code).toBe(14);
  });
});
