// The attack corpus (decisions.md promise 14): every planted defect is caught by the verdict or error that must catch it, for the
// right reason; what is declared to survive does survive; and the same worlds without a defect give no alarm. Ends with the kill table.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startBackend } from '../../src/tensors/backend.ts';
import { DEFECTS, SOUND_WORLDS } from './corpus/corpus.ts';
import { CATEGORIES, type Judged, judgedDefect, type Surroundings } from './corpus/defect.ts';
import { killTable, killTableInWords } from './kill-table.ts';

const scratch = mkdtempSync(join(tmpdir(), 'iml-defects-'));
let at: Surroundings;
const judged: Judged[] = [];

beforeAll(async () => {
  at = {
    ledgerFolder: inject('ledgerFolder'),
    fingerprint: inject('fingerprint'),
    nullRuns: inject('nullRuns'),
    fixedReport: inject('fixedReport'),
    engine: (await startBackend('wasm')).engine,
    scratch,
  };
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('the corpus', () => {
  it('has at least fifty defects in every category there is, each once', () => {
    const ids = DEFECTS.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(50);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(CATEGORIES.filter((category) => !DEFECTS.some((defect) => defect.category === category))).toEqual([]);
  });
});

describe('without a defect', () => {
  it.each(SOUND_WORLDS.map((sound) => [sound.id, sound] as const))(
    '%s: no alarm',
    { timeout: 300_000 },
    async (_, sound) => {
      const { outcome, reason } = await sound.run(at);
      expect(outcome, `${sound.what} ${reason}`).toBe(sound.mustBe);
    },
  );
});

describe.each(CATEGORIES)('a planted defect of %s', (category) => {
  const own = DEFECTS.filter((defect) => defect.category === category);
  it.each(own.map((defect) => [defect.id, defect] as const))('%s', { timeout: 300_000 }, async (_, defect) => {
    const verdict = judgedDefect(defect, await defect.run(at));
    judged.push(verdict);
    const { outcome, reason } = verdict.found;
    const asked = defect.survives === undefined ? 'is caught' : 'survives';
    expect(verdict.caught ? 'is caught' : 'survives', `${defect.what} ${outcome}: ${reason}`).toBe(asked);
  });
});

describe('the kill table', () => {
  it('shows at least 95 % caught, and every survivor with its reason', () => {
    const table = killTable(judged);
    process.stderr.write(`\n${killTableInWords(table)}`);
    expect(table.defects).toBe(DEFECTS.length);
    expect(table.complaints).toEqual([]);
    expect(table.holds).toBe(true);
  });
});
