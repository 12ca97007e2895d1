// Rounds: which seeds are asked for when, whatever order runs finish in and wherever a run was interrupted, and what becomes of
// claims for which nobody trains any more.
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { beforeAll, describe, expect, it } from 'vitest';
import type { VerifyEvent } from '../../src/execution/campaign/verify-request.ts';
import type { PlannedCohort } from '../../src/execution/planning/plan.ts';
import type { Train } from '../../src/execution/workers/worker-pool.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { CLEAR, plant, plantedClaim, VAGUE, verifyPlanted } from './planted-claims.ts';

const root = sharedFolder('rounds');
let folders = 0;
const newFolder = () => join(root, String(folders++));

const catalogue = [plantedClaim('clear', 16), plantedClaim('vague', 32)];
const plantedAt = ({ label }: PlannedCohort, seed: number) =>
  (label.startsWith('clear') ? CLEAR : VAGUE)[seed % 8] as number;

async function verify(train: Train, ledgerFolder = newFolder()) {
  /** By round: claim and seeds that were to be trained. */
  const asked: string[][] = [];
  const events: VerifyEvent[] = [];
  const document = await verifyPlanted({
    catalogue,
    ledgerFolder,
    onEvent: (event) => events.push(event),
    train: (request) => {
      asked.push(request.cohorts.map(({ label, seeds }) => `${label} ${seeds}`));
      return train(request);
    },
  });
  return { document, asked, events, ledgerFolder };
}

const seedsOf = (arm: string, from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => `${arm} ${from + index}`);

describe('the rounds of a verification', () => {
  let whole: Awaited<ReturnType<typeof verify>>;
  beforeAll(async () => {
    whole = await verify(plant(plantedAt));
  });

  it('give each claim its fewest seeds, then four at a time to those that are undecided', () => {
    const { asked, document, events } = whole;
    expect(asked[0]).toEqual([...seedsOf('clear/base', 0, 8), ...seedsOf('vague/base', 0, 8)]);
    expect(asked.length).toBeGreaterThan(2);
    asked.slice(1).forEach((cohorts, index) => {
      expect(cohorts).toEqual(seedsOf('vague/base', 8 + 4 * index, 12 + 4 * index));
    });
    const extended = { kind: 'extended', claims: 1, runsFound: 0, runsToTrain: 4 };
    expect(events.filter(({ kind }) => kind === 'extended')).toEqual(
      asked.slice(1).map(() => expect.objectContaining(extended)),
    );
    expect(document.runs).toEqual({ trained: asked.flat().length, found: 0, failed: 0 });
    // Decided with seeds to spare, or the rounds above would be all that there are.
    expect(asked.flat().length).toBeLessThan(8 + 32);
  });

  law.prop([fc.func(fc.nat())], { numRuns: 4 })('are the same in whatever order runs finish', async (rankOf) => {
    const shuffled = await verify(
      plant(plantedAt, (cohorts) => [...cohorts].sort((left, right) => rankOf(left.cohort) - rankOf(right.cohort))),
    );
    expect(shuffled.asked).toEqual(whole.asked);
    expect(shuffled.document).toEqual(whole.document);
  });

  law.prop([fc.nat(30), fc.func(fc.boolean())], { numRuns: 6 })(
    'ask for no other seeds after an interruption than they would have anyway',
    async (before, isKept) => {
      const ledgerFolder = newFolder();
      let left = before;
      const stopped = verify(
        plant(plantedAt, (cohorts) => {
          const kept = cohorts.filter(({ cohort }) => isKept(cohort));
          const done = left >= cohorts.length ? cohorts : kept.slice(0, left);
          left -= cohorts.length;
          return done;
        }),
        ledgerFolder,
      );
      const { asked: already } = await stopped;
      const { asked, document } = await verify(plant(plantedAt), ledgerFolder);
      const known = new Set(whole.asked.flat());
      expect([...already.flat(), ...asked.flat()].filter((cohort) => !known.has(cohort))).toEqual([]);
      expect(document.verdicts).toEqual(whole.document.verdicts);
    },
  );

  it('end where nobody trains on: the verdicts are those of the runs there are', async () => {
    const untilSeed9 = plant(plantedAt, (cohorts) => cohorts.filter(({ cohort }) => cohort < 10));
    const { document, asked } = await verify(untilSeed9);
    expect(asked).toHaveLength(2);
    expect(document.verdicts.map(({ claim, verdict, seeds }) => [claim, verdict, seeds.length])).toEqual([
      ['clear', 'reproduced', 8],
      ['vague', 'inconclusive', 10],
    ]);
    expect(document.runs).toEqual({ trained: 18, found: 0, failed: 0 });
    expect(document.warnings).toEqual([]);
  });

  it('count a run that is said to be trained and is not there as failed', async () => {
    const { document } = await verify(async ({ cohorts, onDone }) => cohorts.forEach(onDone));
    expect(document.runs).toEqual({ trained: 0, found: 0, failed: 16 });
    expect(document.verdicts.map(({ verdict }) => verdict)).toEqual(['invalid', 'invalid']);
    expect(document.warnings[0]).toBe('clear/base, seeds 0: its runs were not in the ledger after they were trained');
  });
});
