// A real run, killed with its workers (kill -9 of the whole process group) at random moments and started again: the report at the end is
// that of a run nobody disturbed, byte for byte, but for the times and for how many runs were trained or found (decisions.md promises 3 and 4).
// Every other kill waits until the ledger has grown: starting takes longer than training here, and nothing can be lost in it.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { verifyLedger } from '../../src/ledger/verify-ledger.ts';
import { sharedFolder } from '../temporary-folder.ts';

const KILLS_A_RUN = 5;
const repository = join(import.meta.dirname, '../..');
const child = ['--import', 'tsx', join(import.meta.dirname, 'crash-child.ts')];
const root = sharedFolder('crash');

interface Ended {
  readonly code: number | null;
  readonly milliseconds: number;
  readonly stderr: string;
}

interface Kill {
  readonly afterMs: number;
  /** Counted from when a cohort more lies in the ledger than at the start; else from the start. */
  readonly isAfterWork: boolean;
}

const cohortsIn = (ledger: string) =>
  existsSync(ledger)
    ? readdirSync(ledger, { recursive: true }).filter((path) => /cohort-\d+\.json$/.test(`${path}`)).length
    : 0;

/** @param kill null: nobody kills it */
function run(folder: string, kill: Kill | null): Promise<Ended> {
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
  const waiting = new AbortController();
  if (kill !== null) {
    timeToKill(kill, join(folder, 'ledger'), waiting.signal).then(
      () => killGroup(running.pid),
      () => {}, // it ended first
    );
  }
  return new Promise((resolve) => {
    running.once('close', (code) => {
      waiting.abort();
      resolve({ code, milliseconds: performance.now() - started, stderr });
    });
  });
}

/** Comes back when it is time to kill. @throws where `signal` says that there is nobody left to kill */
async function timeToKill({ afterMs, isAfterWork }: Kill, ledger: string, signal: AbortSignal): Promise<void> {
  const before = cohortsIn(ledger);
  while (isAfterWork && cohortsIn(ledger) <= before) await setTimeout(5, undefined, { signal });
  await setTimeout(afterMs, undefined, { signal });
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

/** @param kills how many, over as many runs as they take */
export function describeKilledRuns(kills: number): void {
  describe.skipIf(process.platform === 'win32')('a run that is killed', () => {
    it(
      `${kills} times at random moments ends like one that was never disturbed`,
      async () => {
        const calm = mkdtempSync(join(root, 'calm-'));
        const { code, milliseconds, stderr } = await run(calm, null);
        expect(code, stderr).toBe(0);
        const expected = meaningIn(calm);

        let done = 0;
        let withProgress = 0;
        while (done < kills) {
          const folder = mkdtempSync(join(root, 'killed-'));
          const history: Kill[] = [];
          for (let time = 1; time <= KILLS_A_RUN && done < kills; time++) {
            const isAfterWork = done % 2 === 0;
            const kill = { afterMs: randomInt(Math.ceil(isAfterWork ? milliseconds / 8 : milliseconds)), isAfterWork };
            history.push(kill);
            if ((await run(folder, kill)).code !== null) break;
            done += 1;
            if (cohortsIn(join(folder, 'ledger')) > 0) withProgress += 1;
          }
          const resumed = await run(folder, null);
          expect(resumed.code, resumed.stderr).toBe(0);
          expect(meaningIn(folder), JSON.stringify(history)).toBe(expected);
          const { damaged, runs } = verifyLedger(join(folder, 'ledger'));
          expect({ damaged, runs }, JSON.stringify(history)).toEqual({ damaged: [], runs: 16 });
          // Whoever asks for many of them waits long.
          if (kills > 10) process.stderr.write(`${done} of ${kills} kills, ${withProgress} with runs in the ledger\n`);
        }
        // There was something to lose.
        expect(withProgress).toBeGreaterThanOrEqual(kills / 2);
      },
      60_000 + kills * 120_000,
    );
  });
}
