// Somebody changed the trainer yesterday: one night, real training and the real goldens, must name what became of it. The night of
// 2026-01-01 was looked at while this was written; what each change must be called was written down then, and is asked of other nights.
// Minutes each: a whole night is trained. The nightly tier asks the learning rate, IML_ALL_TRAINERS=1 all.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { describe, expect, it } from 'vitest';
import { plantedCopy, type TrainerChangeName } from '../../lab/defects/planted-trainers.ts';
import type { NightRecord } from '../../src/nightly/night-record.ts';

interface Expected {
  readonly change: TrainerChangeName;
  readonly verdict: NightRecord['verdict'];
  readonly code: number;
  readonly backend: 'wasm' | 'tensorflow';
  readonly isQuick: boolean;
}

const EXPECTED: readonly Expected[] = [
  { change: 'a refactoring', verdict: 'identical', code: 0, backend: 'wasm', isQuick: false },
  { change: 'learning rate off by 20 %', verdict: 'drift', code: 13, backend: 'wasm', isQuick: true },
  { change: 'warm-up dropped', verdict: 'drift', code: 13, backend: 'wasm', isQuick: false },
  { change: 'GELU replaced by ReLU', verdict: 'drift', code: 13, backend: 'tensorflow', isQuick: false },
  { change: 'GELU replaced by ReLU', verdict: 'drift', code: 13, backend: 'wasm', isQuick: false },
  { change: 'epsilon a thousand times as large', verdict: 'equivalent', code: 0, backend: 'wasm', isQuick: false },
];
const asked = EXPECTED.filter(
  ({ isQuick, backend }) =>
    (isQuick || process.env.IML_ALL_TRAINERS === '1') &&
    (backend === 'wasm' || existsSync(join(import.meta.dirname, '../../.native'))),
);

describe('a night after somebody changed the trainer', () => {
  it.each(asked.map((one, index) => [one.change, one.backend, one, `2026-02-0${index + 1}`] as const))(
    '%s, on %s: is named',
    { timeout: 900_000 },
    (change, backend, { verdict, code }, night) => {
      const found = nightWith(change, { night, backend });
      const { record } = found;
      expect(record.verdict, record.reason).toBe(verdict);
      expect(found.code).toBe(code);
      expect(record.controls.null.passed, record.controls.null.words).toBe(true);
      expect(record.controls.planted.passed, record.controls.planted.words).toBe(true);
      // D0 sees that the code is another one, whatever comes of it.
      expect(record.differences.join()).toContain('the code that makes numbers');
      const tiers = [...new Set(record.watched.map(({ tier }) => tier))];
      if (verdict === 'identical') expect(tiers).toEqual(['D1']);
      else expect(tiers).toContain('D3');
    },
  );
});

/** A night over two claims on symbols: numbers and vital signs of two experiments. */
function nightWith(
  change: TrainerChangeName,
  { night, backend }: { readonly night: string; readonly backend: string },
): { readonly record: NightRecord; readonly code: number | null } {
  const { folder, remove } = plantedCopy(change);
  const nights = mkdtempSync(join(tmpdir(), 'iml-planted-nights-'));
  const words = ['--claim', 'iml-appears', 'full-batch-iml', '--task', 'digit-grid/symbols'];
  try {
    const { stdout, stderr, status } = spawnSync(
      execPath,
      [
        join(folder, 'bin/iml.mjs'),
        'nightly',
        '--backend',
        backend,
        ...words,
        '--night',
        night,
        '--nights',
        nights,
        '--json',
      ],
      { encoding: 'utf8', maxBuffer: 1e8 },
    );
    if (stdout === '') throw new Error(stderr);
    return { record: JSON.parse(stdout) as NightRecord, code: status };
  } finally {
    remove();
    rmSync(nights, { recursive: true, force: true });
  }
}
