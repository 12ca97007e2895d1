// `iml list` and `iml explain`: everything that is declared can be read without opening the source.
import { describe, expect, it } from 'vitest';
import { declaredCoverage } from '../../src/claims/registry/declared-coverage.ts';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { STATEMENTS } from '../../src/claims/registry/statements.ts';
import { iml } from '../../src/cli/iml.ts';
import { tryTerminal } from './try-terminal.ts';

async function printedBy(...words: readonly string[]): Promise<string> {
  const terminal = tryTerminal();
  const runtime = { nodePath: '', nodeVersion: '', platform: '', script: '' };
  await iml(words, { terminal, runtime, verify: () => Promise.reject(new Error('verified')) });
  return terminal.printed().stdout;
}

describe('iml list', () => {
  it('names each claim, and each statement of the paper with its state and where it is tested, or why not', async () => {
    const text = await printedBy('list');
    for (const { id, title } of CLAIMS) expect(text).toMatch(new RegExp(`^${id} +${title}`, 'm'));
    for (const { id, says, state, reason } of declaredCoverage(CLAIMS)) {
      expect(text).toMatch(new RegExp(`^ +${id} +${literally(says)} +${state} +${literally(reason ?? '')}`, 'm'));
    }
  });

  it('keeps all statements of the paper in its JSON', async () => {
    const { claims, statements } = JSON.parse(await printedBy('list', '--json'));
    expect([claims.length, statements.length]).toEqual([CLAIMS.length, STATEMENTS.length]);
  });
});

describe('iml list --task', () => {
  it('names the claims that are tested on one of the tasks', async () => {
    const { claims, statements } = JSON.parse(
      await printedBy('list', '--json', '--task', 'set-inclusion', 'alias-entity'),
    );
    expect(claims.map(({ id }: { id: string }) => id)).toEqual(
      CLAIMS.filter(({ tests }) => tests.some(({ task }) => /^(set-inclusion|alias-entity)$/.test(task))).map(
        ({ id }) => id,
      ),
    );
    expect([claims.length > 0, claims.length < CLAIMS.length, statements.length]).toEqual([
      true,
      true,
      STATEMENTS.length,
    ]);
  });
});

describe('iml explain', () => {
  it.each(CLAIMS.map((claim) => [claim.id, claim] as const))('shows what is declared for %s', async (id, claim) => {
    const text = await printedBy('explain', id);
    const flat = text.replaceAll(/\s+/g, ' ');
    expect(flat).toContain(claim.statement);
    expect(text).toContain(`npm run iml -- run --profile`);
    for (const { design, parts, gates, assay } of claim.tests) {
      expect(flat).toContain(design.replaceAll(/\s+/g, ' '));
      for (const { name } of parts) expect(text).toMatch(new RegExp(`^ {4}${literally(name)}\\n.*`, 'm'));
      for (const { description, minimum } of gates) expect(text).toContain(`${description}: at least ${minimum}`);
      for (const other of assay) expect(text).toMatch(new RegExp(`^ {4}${other}$`, 'm'));
    }
    // As judged: a primary claim at the level of its family, and each refutation at its share.
    const levels = [...flat.matchAll(/level (0\.\d+)/g)].map(([, level]) => Number(level));
    const declared = claim.tests.flatMap(({ parts }) => parts.map(({ rule }) => rule.alpha));
    expect(levels.length).toBeGreaterThanOrEqual(2 * declared.length);
    expect(Math.max(...levels)).toBeLessThanOrEqual(Math.max(...declared));
  });

  it('gives JSON from which the experiments can be hashed again', async () => {
    const explained = JSON.parse(await printedBy('explain', 'iml-appears', '--json'));
    expect(explained.tests[0].experiments.base.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(explained.tests[0].parts[0].inWords).toMatch(/level 0\.00\d+/);
  });
});

function literally(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
