// `iml audit` as a person uses it: what was done to a report is named in words, with an exit code for each kind of answer.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iml } from '../../src/cli/iml.ts';
import type { Decision } from '../../src/decisions/decision.ts';
import type { ReportDocument } from '../../src/execution/campaign/report-document.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import { renderJson } from '../../src/report/printable-text.ts';
import { somePrice } from '../cli/some-price.ts';
import { tryTerminal } from '../cli/try-terminal.ts';
import { ownFolder } from '../temporary-folder.ts';
import { type AuditedRun, auditedRun } from './audited-run.ts';

let run: AuditedRun;
beforeAll(async () => {
  run = await auditedRun();
}, 240_000);
afterAll(() => run.remove());

const runtime = { nodePath: process.execPath, nodeVersion: 'v20', platform: 'linux x64', script: 'bin/iml.mjs' };

async function audit(folder: string, ...words: readonly string[]) {
  const terminal = tryTerminal({ currentFolder: folder });
  const verify = async () => {
    throw new Error('an audit verifies nothing');
  };
  const code = await iml(['audit', ...words], { terminal, runtime, verify });
  return { code, ...terminal.printed() };
}

function copyOfRun(): string {
  const folder = ownFolder('audit-copy');
  cpSync(run.folder, folder, { recursive: true });
  return folder;
}

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** The document alone, tampered with and spelt as the harness spells it. */
function tamperedWith(tamper: (document: Mutable<ReportDocument>) => void): string {
  const folder = copyOfRun();
  const document = structuredClone(run.document) as Mutable<ReportDocument>;
  tamper(document);
  writeFileSync(join(folder, 'tampered.json'), renderJson(document as ReportDocument));
  return folder;
}

/** As version 1 wrote it: every field whatever the outcome, null where it had none. */
function asVersionOne({ verdicts, ...report }: ReportDocument) {
  const decided = { stoppedBy: null, nextLookAt: null, moreSeedsAtMost: 0 };
  const decision = (now: Decision) => {
    const { seedsNeeded, ...found } = { effect: null, tests: [], power: null, seedsNeeded: null, ...now };
    return { ...found, sequence: { ...decided, seedsNeeded, ...now.sequence } };
  };
  const earlier = verdicts.map(({ parts, ...verdict }) => ({
    ...{ effect: null, power: null, ...verdict },
    parts: parts.map((part) => ({ ...part, decision: decision(part.decision) })),
  }));
  return { ...report, schemaVersion: 1, verdicts: earlier };
}

describe('iml audit', () => {
  it('holds a report of an earlier version to the values of its seeds', async () => {
    const folder = copyOfRun();
    const file = join(folder, 'reports/latest/report.json');
    writeFileSync(file, JSON.stringify(asVersionOne(run.document)));
    const { code, stdout } = await audit(folder);
    expect(stdout).toContain('the values of its seeds are compared, its verdicts and pages are not.');
    // Whoever could say so of any report would have its verdicts passed over.
    expect([code, stdout.includes('That is no audit of its verdicts')]).toEqual([14, true]);
    expect(JSON.parse((await audit(folder, '--json')).stdout)).toMatchObject({ same: false, isEarlier: true });
    writeFileSync(
      file,
      JSON.stringify(asVersionOne(run.document)).replace(/("perSeed":\[\{"seed":\d+,"values":\[)-?/, '$17'),
    );
    expect((await audit(folder)).code).toBe(12);
  });

  it('accuses no report of version 3, which had neither power nor fit nor sizes', async () => {
    const folder = copyOfRun();
    const verdicts = run.document.verdicts.map(({ leastPower: _, context, ...verdict }) => ({
      ...verdict,
      context: context.map(({ fit: __, ...number }) => number).slice(1),
    }));
    writeFileSync(
      join(folder, 'reports/latest/report.json'),
      JSON.stringify({ ...run.document, schemaVersion: 3, verdicts }),
    );
    const { code, stdout } = await audit(folder);
    expect([code, stdout.includes('The values of its seeds are what its runs say.')]).toEqual([14, true]);
  });

  it('ends with 0 for a report as it was written, from its folder or its file, and leaves nothing behind', async () => {
    const { code, stdout } = await audit(run.folder);
    expect([code, (await audit(run.folder, 'reports/latest/report.json')).code]).toEqual([0, 0]);
    expect(stdout).toContain('2 verdicts judged again, from 3 runs');
    expect(stdout).toContain('byte for byte');
    expect(JSON.parse((await audit(run.folder, '--json')).stdout)).toMatchObject({ same: true, findings: [], runs: 3 });
  });

  it.each<[string, (document: Mutable<ReportDocument>) => void, string[]]>([
    [
      'a changed digit',
      ({ verdicts: [verdict] }) => {
        const row = verdict?.parts[0]?.perSeed[1];
        if (row !== undefined) row.values[0] = (row.values[0] ?? 0) + 0.001;
      },
      ['verdicts.0.parts.0.perSeed.1.values.0: a number of a seed of iml-appears'],
    ],
    [
      'a moved threshold',
      ({ verdicts: [verdict] }) => {
        const rule = verdict?.parts[0]?.rule;
        if (rule?.kind === 'existence') rule.threshold = 0.05;
      },
      [
        'verdicts.0.parts.0.rule.threshold: a rule (threshold, margin, alpha or design)',
        'report: 0.05',
        'recomputed:    0.1',
      ],
    ],
    [
      'a removed seed',
      ({ verdicts: [verdict] }) => {
        verdict?.seeds.splice(1, 1);
        for (const part of verdict?.parts ?? []) part.perSeed.splice(1, 1);
      },
      ['the list of seeds', 'seed 1 was removed', 'parts.0.perSeed'],
    ],
    [
      'a swapped verdict',
      ({ verdicts: [verdict] }) => {
        // Whatever else an open verdict says is refused in one that is decided.
        Reflect.deleteProperty(Object.assign(verdict ?? {}, { verdict: 'reproduced' }), 'outOfTime');
      },
      ['verdicts.0.verdict: the verdict of iml-appears', 'report: "reproduced"', 'recomputed:    "inconclusive"'],
    ],
    ['verdicts that changed places', ({ verdicts }) => verdicts.reverse(), ['was moved']],
    ['a deleted claim', ({ verdicts }) => verdicts.splice(1, 1), ['before-stage-2-no-difference', 'it was deleted']],
    [
      'an edited reason',
      ({ verdicts: [verdict] }) => {
        if (verdict !== undefined) verdict.reason = 'It holds.';
      },
      ['verdicts.0.reason: the reason of iml-appears', 'report: "It holds."'],
    ],
    [
      'a claim that is no longer required',
      ({ verdicts: [verdict] }) => {
        if (verdict !== undefined) verdict.required = false;
      },
      ['the say in the exit code'],
    ],
    [
      'an exploratory standing that was polished',
      ({ verdicts: [verdict] }) => {
        if (verdict?.registration !== undefined) verdict.registration.standing = 'confirmatory';
      },
      ['verdicts.0.registration.standing: the registration'],
    ],
    [
      'a statement of the paper that went missing',
      ({ coverage }) => coverage?.statements.pop(),
      ['coverage.statements'],
    ],
  ])('names %s, with 12', async (_, tamper, words) => {
    const { code, stdout } = await audit(tamperedWith(tamper), 'tampered.json');
    expect(code).toBe(12);
    for (const word of words) expect(stdout).toContain(word);
    expect(stdout).toContain('The report is not what its runs and the registered claims say');
  });

  it.each([
    ['report.html', 'inconclusive', 'reproduced'],
    ['report.md', 'inconclusive', 'reproduced'],
    ['junit.xml', 'skipped="2"', 'skipped="0"'],
    // The same document, spelt otherwise: a key twice, of which a parser keeps one.
    ['report.json', '  "profile": "quick",', '  "profile": "full",\n  "profile": "quick",'],
  ])('finds an edited %s', async (name, before, after) => {
    const folder = copyOfRun();
    const file = join(folder, 'reports', 'latest', name);
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(before);
    writeFileSync(file, text.replace(before, after));
    const { code, stdout } = await audit(folder);
    expect(code).toBe(12);
    expect(stdout).toContain(`${name}, line `);
  });

  it('finds by the pages what a ledger does not know', async () => {
    const folder = copyOfRun();
    const file = join(folder, 'reports', 'latest', 'report.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"cores": \d+/, '"cores": 64'));
    const { code, stdout } = await audit(folder);
    expect(code).toBe(12);
    expect(stdout).toContain('report.html is not what report.json is drawn as');
  });

  it('ends with 16 where the ledger lacks runs, and names them', async () => {
    const { code, stdout } = await audit(run.folder, '--ledger', 'elsewhere');
    expect(code).toBe(16);
    expect(stdout).toMatch(/The ledger lacks iml-appears\/base, seeds? 0/);
    expect(stdout).toMatch(/^The ledger lacks 3 runs of this report/);
    expect(stdout.split('\n').length).toBeLessThan(20);
    expect((await audit(run.folder, '--ledger', 'elsewhere', '--all')).stdout.length).toBeGreaterThan(stdout.length);
  });

  it('ends with 16 for no report, and with 14 for one that is none, too old, or of someone’s own claims', async () => {
    expect((await audit(run.folder, 'nowhere')).code).toBe(16);
    const folder = copyOfRun();
    const file = join(folder, 'report.json');
    const { request, ...rest } = run.document;
    const written = async (document: unknown) => {
      writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
      return audit(folder, 'report.json');
    };
    expect((await written('{"schema')).code).toBe(14);
    const old = await written(rest);
    expect([old.code, old.stdout]).toEqual([14, '']);
    expect(old.stderr).toContain('too old to be audited');
    const own = await written({ ...rest, request: { ...request, catalogue: 'own' } });
    expect([own.code, own.stderr]).toEqual([14, expect.stringContaining('claims that were handed in')]);
  });
});

describe('iml audit of a report about a configuration', () => {
  it('derives its claims again from the experiment that stands in it', async () => {
    const folder = ownFolder('audit-own');
    const small = { name: 'small', extends: 'digit-grid/symbols', model: { width: 8 } };
    writeFileSync(join(folder, 'small.json'), JSON.stringify(small));
    const terminal = tryTerminal({ currentFolder: folder });
    const words = ['--claim', 'iml-appears', '--seeds', '2', '--first-seed', '0', '--backend', 'wasm'];
    const code = await iml(['verify', 'small.json', ...words], {
      terminal,
      runtime,
      verify: verifyClaims,
      planAhead: somePrice,
    });
    expect(code).toBe(18);
    const file = join('reports', ...readdirSync(join(folder, 'reports')), 'report.json');
    expect((await audit(folder, file)).code).toBe(0);
    const text = readFileSync(join(folder, file), 'utf8');
    // Another experiment has other runs, and the ledger has none of them.
    expect(text).toContain('"width": 8');
    writeFileSync(join(folder, file), text.replace('"width": 8', '"width": 16'));
    const other = await audit(folder, file);
    expect(other.code).toBe(16);
    expect(other.stdout).toContain('configuration.experimentHash');
    expect(other.stdout).toContain('The ledger lacks iml-appears');
  }, 240_000);
});
