// Somebody changed the trainer yesterday: one night, real training and the real goldens, must name what became of it with the right tier.
// What each change must be called was declared before its first night: a change of the trainer reaches D3, since neither bytes nor
// numbers stay; and the four of them move at least one watched number of this claim further than its margin, so that they are drift,
// but for epsilon, which is a thousand times as large and still a thousand times below the gradients' size: equivalent.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { describe, expect, it } from 'vitest';
import type { NightRecord } from '../../src/nightly/night-record.ts';
import { plantedCopy, type TrainerChangeName } from './planted-trainers.ts';

/** A night over the main claim on symbols alone: numbers of one experiment. */
function nightWith(
  change: TrainerChangeName,
  night: string,
): { readonly record: NightRecord; readonly code: number | null } {
  const { folder, remove } = plantedCopy(change);
  const nights = mkdtempSync(join(tmpdir(), 'iml-planted-nights-'));
  try {
    const words = ['nightly', '--backend', 'wasm', '--claim', 'iml-appears', '--task', 'digit-grid/symbols'];
    const { stdout, stderr, status } = spawnSync(
      execPath,
      [join(folder, 'bin/iml.mjs'), ...words, '--night', night, '--nights', nights, '--json'],
      { encoding: 'utf8', maxBuffer: 1e8 },
    );
    if (stdout === '') throw new Error(stderr);
    return { record: JSON.parse(stdout) as NightRecord, code: status };
  } finally {
    remove();
    rmSync(nights, { recursive: true, force: true });
  }
}
