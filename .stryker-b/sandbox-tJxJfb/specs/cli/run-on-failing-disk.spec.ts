// `iml run` on a disk that fails in the middle: it ends with 16 and says why, what was finished is kept, and the same command goes on to
// the report that an undisturbed run writes. The numbers are planted in place of training; ledger, judging and reports are the real ones. Some 20 s:
// each case is a whole run, and one that goes on.
import fs from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Verify } from '../../src/cli/command.ts';
import { iml } from '../../src/cli/iml.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { CLEAR, plant, plantedClaim, VAGUE } from '../execution/planted-claims.ts';
import { replaceCall } from '../ledger/replace-call.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { tryTerminal } from './try-terminal.ts';

const root = sharedFolder('failing');

const runtime = { nodePath: process.execPath, nodeVersion: 'v20.20.2', platform: 'linux x64', script: 'bin/iml.mjs' };
const catalogue = [plantedClaim('clear', 16), plantedClaim('vague', 32)];
const train = plant(({ label }, seed) => (label.startsWith('clear') ? CLEAR : VAGUE)[seed % 8] as number);
const verify: Verify = (request) => verifyClaims({ ...request, catalogue, train, backend: 'cpu', now: () => 0 });

async function run(currentFolder: string) {
  const terminal = tryTerminal({ currentFolder });
  const code = await iml(['run', '--first-seed', '0', '--json'], { terminal, runtime, verify });
  return { code, ...terminal.printed() };
}

/** But for how many runs were found. */
function meaningOf(json: string): unknown {
  const { runs, ...rest } = JSON.parse(json);
  return { ...rest, runs: { all: runs.trained + runs.found, failed: runs.failed } };
}

describe('iml run on a failing disk', () => {
  let calm: Awaited<ReturnType<typeof run>>;
  beforeAll(async () => {
    calm = await run(fs.mkdtempSync(join(root, 'calm-')));
  });

  it.each(
    (['mkdirSync', 'openSync', 'writeFileSync', 'fsyncSync', 'renameSync'] as const).flatMap((call) =>
      ['ENOSPC', 'EACCES', 'EMFILE'].map((code) => [code, call] as const),
    ),
  )('that says %s in %s ends with 16, loses nothing, and goes on', async (code, call) => {
    const folder = fs.mkdtempSync(join(root, 'failing-'));
    let calls = 0;
    const restore = replaceCall(call, 'each', (original, ...given) => {
      // Reading opens files, too: only those that are written count.
      const isOurs = String(given[0]).startsWith(folder) || typeof given[0] === 'number';
      calls += isOurs && (call !== 'openSync' || given[1] === 'wx') ? 1 : 0;
      // Late enough that some runs are in the ledger; folders are made early.
      if (calls > (call === 'mkdirSync' ? 2 : 12)) throw Object.assign(new Error(`${code}: injected`), { code });
      return original(...given);
    });
    let failed: Awaited<ReturnType<typeof run>>;
    try {
      failed = await run(folder);
    } finally {
      restore();
    }
    expect([failed.code, failed.stdout]).toEqual([16, '']);
    expect(failed.stderr).toContain(`${code}: injected`);
    const { damaged, runs } = verifyLedger(join(folder, '.iml', 'ledger'));
    expect([damaged, runs > 0 || call === 'mkdirSync']).toEqual([[], true]);
    const resumed = await run(folder);
    expect([resumed.code, meaningOf(resumed.stdout)]).toEqual([calm.code, meaningOf(calm.stdout)]);
    expect(JSON.parse(resumed.stdout).runs.found).toBe(runs);
  });
});
