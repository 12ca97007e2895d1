// A budget of time (decisions.md promise 12): no cohort is started after it, finished ones stay, and what is undecided is
// inconclusive, never a pass and never a result against the claim. The clock is the spec's own.
// Some 20 s: cohorts are trained in workers of its own.
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { exitCodeOfVerdicts } from '../../src/cli/exit-codes.ts';
import { recomputeReport } from '../../src/execution/campaign/recompute-report.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import type { VerifyRequest } from '../../src/execution/campaign/verify-request.ts';
import type { Train } from '../../src/execution/workers/worker-pool.ts';
import { openLedgerToRead } from '../../src/ledger/open-ledger-to-read.ts';
import { validateReport } from '../../src/report/read-report.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { CLEAR, plant, plantedClaim, plantedRequest, VAGUE } from './planted-claims.ts';

const root = sharedFolder('time');
let folders = 0;
const newFolder = () => join(root, String(folders++));

const clear = plantedClaim('clear', 16);
const vague = plantedClaim('vague', 32);
const behind = plantedClaim('behind', 64, 'vague');
const control: Claim = {
  ...plantedClaim('control', 48),
  tests: plantedClaim('control', 48).tests.map((test) => ({ ...test, assay: ['vague'] })),
};

/** Each cohort takes a minute, one after another; the planted trainer asks before each, as the pool does. */
async function within(minutes: number | null, changes: Partial<VerifyRequest> = {}) {
  let clock = 0;
  const everything = plant(({ label }, seed) => (label.startsWith('clear') ? CLEAR : VAGUE)[seed % 8] as number);
  const train: Train = async (request) => {
    for (const cohort of request.cohorts) {
      if (request.mayStart?.() === false) return;
      await everything({ ...request, cohorts: [cohort] });
      clock += 60_000;
    }
  };
  const ledgerFolder = newFolder();
  const catalogue = [clear, vague];
  const own = { catalogue, firstSeed: 28_000, ledgerFolder, now: () => clock, minutes, train };
  const request = plantedRequest({ ...own, ...changes });
  const document = await verifyClaims(request);
  return { document, code: exitCodeOfVerdicts(document.verdicts), request, minutesTaken: clock / 60_000 };
}

const wordsOf = ({ document }: Awaited<ReturnType<typeof within>>) =>
  document.verdicts.map((one) => [one.claim, one.verdict, 'outOfTime' in one && one.outOfTime]);

describe('a budget of time', () => {
  it('that suffices changes nothing', async () => {
    const free = await within(null);
    const enough = await within(1000);
    expect(enough.document).toEqual(free.document);
    expect([free.code, free.document.outOfTime, free.document.absent]).toEqual([0, undefined, undefined]);
  });

  it('starts nothing after its end, keeps what is finished, and ends with 15', async () => {
    const cut = await within(20);
    expect(cut.minutesTaken).toBe(20);
    expect(wordsOf(cut)).toEqual([
      ['clear', 'reproduced', false],
      ['vague', 'inconclusive', true],
    ]);
    const [, verdict] = cut.document.verdicts;
    expect(verdict?.reason).toMatch(/^Time ran out before it was decided, after \d+ seeds\. The same command goes on/);
    expect([cut.code, cut.document.outOfTime]).toEqual([15, { minutes: 20 }]);
    expect(cut.document.runs).toMatchObject({ trained: 20, failed: 0 });
    expect(cut.document.warnings.join()).toContain('Time ran out after 20 minutes');
    expect(() => validateReport(cut.document, 'cut')).not.toThrow();
    // The same command goes on, and ends like one that was never cut.
    const { document, code } = await within(null, { ledgerFolder: cut.request.ledgerFolder });
    expect([document.verdicts, code]).toEqual([(await within(null)).document.verdicts, 0]);
  });

  it('leaves undecided what stands behind an undecided claim, and a control of one', async () => {
    const cut = await within(25, { catalogue: [vague, behind, control] });
    expect(wordsOf(cut)).toEqual([
      ['vague', 'inconclusive', true],
      ['behind', 'inconclusive', true],
      ['control', 'inconclusive', true],
    ]);
    expect(cut.code).toBe(15);
  });

  it('does not hide what is worse', async () => {
    const refuted = plant(({ label }, seed) => (label.startsWith('clear') ? -1 : 1) * (CLEAR[seed % 8] as number));
    let asked = 0;
    const train: Train = async (request) => {
      await refuted({ ...request, cohorts: request.cohorts.filter(({ label }) => label.startsWith('clear')) });
      asked += 1;
    };
    const { code, document } = await within(1, { train, now: () => asked * 120_000 });
    expect(document.verdicts.map(({ verdict }) => verdict)).toEqual(['not-reproduced', 'inconclusive']);
    expect(code).toBe(10);
  });

  it('that is over at once decides nothing, for a design that looks once as well', async () => {
    for (const design of ['declared', 'fixed'] as const) {
      const cut = await within(1, { design, now: clockThatJumps() });
      expect(wordsOf(cut).map(([, verdict]) => verdict)).toEqual(['inconclusive', 'inconclusive']);
      expect(cut.code).toBe(15);
    }
  });

  it('of no minutes judges what the ledger has, and trains nothing', async () => {
    const cut = await within(0);
    expect([cut.code, cut.document.runs.trained, cut.document.outOfTime]).toEqual([15, 0, { minutes: 0 }]);
    expect(cut.document.warnings.join()).toContain('Nothing was trained, as asked (--minutes 0): ');
  });

  law.prop([fc.integer({ min: 1, max: 45 })], { numRuns: 8 })(
    'never makes a pass of what is not one, and its report is judged again to the same bytes',
    async (minutes) => {
      const cut = await within(minutes);
      const undecided = cut.document.outOfTime !== undefined;
      expect(cut.code).toBe(undecided ? 15 : 0);
      const ledger = openLedgerToRead(cut.request.ledgerFolder);
      const again = await recomputeReport(cut.document, { ledger, catalogue: cut.request.catalogue });
      expect({ ...again.document }).toEqual(cut.document);
      expect(again.lacking).toEqual([]);
    },
    240_000,
  );

  it('is kept by the worker processes', async () => {
    // Two seeds of development confirm nothing, in time or not.
    let finished = 0;
    const { document, code } = await within(1, {
      catalogue: undefined as never,
      claims: ['single-stage-iml'],
      seeds: 2,
      firstSeed: 0,
      backend: 'wasm',
      now: () => finished * 120_000,
      onEvent: ({ kind }) => {
        if (kind === 'run-finished') finished += 1;
      },
      train: undefined as never,
    });
    expect([document.runs, code]).toEqual([expect.objectContaining({ trained: 1, failed: 0 }), 18]);
    expect(document.verdicts[0]).toMatchObject({ verdict: 'inconclusive', outOfTime: true, seeds: [0] });
    expect(document.absent?.open).toHaveLength(1);
  }, 240_000);
});

/** The start, and a moment that is long after. */
function clockThatJumps(): () => number {
  let asked = 0;
  return () => (asked++ === 0 ? 0 : 1e9);
}
