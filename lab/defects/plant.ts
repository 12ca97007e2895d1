// One category of the attack corpus (decisions.md promise 14) as specs: every planted defect is caught by the verdict or error that must
// catch it, for the right reason; what is declared to survive does survive; and the same worlds without a defect give no alarm.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { numericsFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import type { Category, Defect, Sound, Surroundings } from './corpus/defect.ts';
import { judgedDefect } from './corpus/defect.ts';
import { RECORDED_NULL } from './planted/judged.ts';
import { goldenLedger } from './runs/golden-ledger.ts';

export interface Planting {
  readonly defects: readonly Defect[];
  readonly sound: readonly Sound[];
  /** As in Surroundings. */
  readonly gateSeeds: number;
  /** Left out: the null world is not trained. */
  readonly nullRuns?: string | null;
}

/** In `npm test`: what takes long is planted in a later tier alone, where a quicker one of the same mechanism stands in for it. */
export function quickly({ defects, sound }: Pick<Planting, 'defects' | 'sound'>): Planting {
  return {
    defects: defects.filter(({ standsIn }) => standsIn === undefined),
    sound: sound.filter(({ standsIn }) => standsIn === undefined),
    gateSeeds: 2,
  };
}

export function plant(category: Category, { defects, sound, gateSeeds, nullRuns = null }: Planting): void {
  const scratch = mkdtempSync(join(tmpdir(), 'iml-defects-'));
  let at: Surroundings;
  beforeAll(async () => {
    const backend = await startBackend('wasm');
    const fingerprint = numericsFingerprint(backend);
    const ledgerFolder = goldenLedger(join(scratch, 'golden-ledger'), { fingerprint, seeds: RECORDED_NULL.length });
    at = { ledgerFolder, fingerprint, nullRuns, gateSeeds, engine: backend.engine, scratch };
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  describe.skipIf(sound.length === 0)('without a defect', () => {
    it.each(sound.map((one) => [one.id, one] as const))('%s: no alarm', { timeout: 300_000 }, async (_, one) => {
      const { outcome, reason } = await one.run(at);
      expect(outcome, `${one.what} ${reason}`).toBe(one.mustBe);
    });
  });

  describe(`a planted defect of ${category}`, () => {
    it.each(defects.map((defect) => [defect.id, defect] as const))('%s', { timeout: 300_000 }, async (_, defect) => {
      const { caught, found } = judgedDefect(defect, await defect.run(at));
      const asked = defect.survives === undefined ? 'is caught' : 'survives';
      expect(caught ? 'is caught' : 'survives', `${defect.what} ${found.outcome}: ${found.reason}`).toBe(asked);
    });
  });
}
