// A real run, killed with its workers (kill -9 of the whole process group) at random moments and started again: the report at the end is
// that of a run nobody disturbed, byte for byte, but for the times and for how many runs were trained or found (promises 3 and 4).
// IML_KILLS says how often: IML_KILLS=200 npx vitest run --project unit specs/execution/crash.spec.ts
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';

const KILLS = Number(process.env.IML_KILLS ?? 5);
const KILLS_A_RUN = 5;
const repository = join(import.meta.dirname, '../..');
const child = ['--import', 'tsx', join(import.meta.dirname, 'crash-child.ts')];
const root = mkdtempSync(join(tmpdir(), 'iml-crash-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly milliseconds: number;
  readonly stderr: string;
}

/** @param killAfterMs null: nobody kills it */
function run(folder: string, killAfterMs: number | null): Promise<Ended> {
  const started = performance.now();
  // A group of its own, so that the workers die with it and the spec does not.
  const running = spawn(execPath, [...child, folder], {
    cwd: repository,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  running.stderr.on('data', (text) => {
    stderr += text;
  });
  const timer = killAfterMs === null ? undefined : setTimeout(() => killGroup(running.pid), killAfterMs);
  return new Promise((resolve) => {
    running.once('close', (code) => {
      clearTimeout(timer);
      resolve({ code, milliseconds: performance.now() - started, stderr });
    });
  });
}

function killGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, 'SIGKILL');
  } catch {
    // It ended by itself a moment before.
  }
}

/** All of the report but times and counts of trained and found runs. */
function meaningIn(folder: string): string {
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'));
  const { startedAt: _, finishedAt: __, runs, ...rest } = report;
  const { trained, found, ...others } = runs;
  return JSON.stringify({ ...rest, runs: { all: trained + found, ...others } });
}

describe.skipIf(process.platform === 'win32')('a run that is killed', () => {
  it(
    `${KILLS} times at random moments ends like one that was never disturbed`,
    async () => {
      const calm = mkdtempSync(join(root, 'calm-'));
      const { code, milliseconds, stderr } = await run(calm, null);
      expect(code, stderr).toBe(0);
      const expected = meaningIn(calm);

      let kills = 0;
      let withProgress = 0;
      while (kills < KILLS) {
        const folder = mkdtempSync(join(root, 'killed-'));
        const delays: number[] = [];
        for (let time = 1; time <= KILLS_A_RUN && kills < KILLS; time++) {
          const delay = randomInt(Math.ceil(milliseconds));
          delays.push(delay);
          if ((await run(folder, delay)).code !== null) break;
          kills += 1;
          if (existsSync(join(folder, 'ledger')) && readdirSync(join(folder, 'ledger')).length > 1) withProgress += 1;
        }
        const resumed = await run(folder, null);
        expect(resumed.code, resumed.stderr).toBe(0);
        expect(meaningIn(folder), `killed after ${delays} ms`).toBe(expected);
        const { damaged, runs } = verifyLedger(join(folder, 'ledger'));
        expect({ damaged, runs }, `killed after ${delays} ms`).toEqual({ damaged: [], runs: 16 });
        // Whoever asks for many of them waits long.
        if (KILLS > 10) process.stderr.write(`${kills} of ${KILLS} kills, ${withProgress} with runs in the ledger\n`);
      }
      // At least some of them were killed while there was something to lose.
      if (KILLS >= 10) expect(withProgress).toBeGreaterThan(0);
    },
    60_000 + KILLS * 120_000,
  );
});
