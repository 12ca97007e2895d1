// examples/one-file.ts is the experiment and not a likeness of it: given the draws of a seed, its losses and answers are those of
// `runCohort`. The whole protocol on eight seeds is held to it in one-file.nightly.spec.ts.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Draws, pairedT } from '../../examples/one-file.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { pairedT as harnessPairedT } from '../../src/statistics/paired-t.ts';
import { differences, type FlatStages, flatStages, runFlat, runHarness, type Steps } from './one-file-agreement.ts';

const SOURCE = readFileSync(new URL('../../examples/one-file.ts', import.meta.url), 'utf8');
/** Two epochs and five, mid-way through learning, where answers hang on every number. */
const SHORT: Steps = [108, 45];
/** An epoch's mean loss as 32-bit numbers added up in another order give it: at most 1.8e-7 apart on seeds 0 and 1. */
const LOSS_TOLERANCE = 1e-6;

let record: RunRecord;
beforeAll(async () => {
  record = await runHarness(0, SHORT);
});

describe('the experiment in one file', () => {
  it('has the losses of the harness to rounding, and gives the same answers', () => {
    const { loss, accuracy } = differences(record, runFlat(0, flatStages(SHORT)));
    expect(loss).toBeLessThan(LOSS_TOLERANCE);
    // Sums of the same whole numbers in another order.
    expect(accuracy).toBeLessThan(1e-12);
  });

  const alter = (change: (alias: Draws['world'][number]) => Partial<Draws['world'][number]>) => (draws: Draws) => ({
    ...draws,
    world: draws.world.map((alias) => ({ ...alias, ...change(alias) })),
  });
  const stages = (change: (stage: FlatStages[number]) => Partial<FlatStages[number]>) =>
    flatStages(SHORT).map((stage) => ({ ...stage, ...change(stage) }));

  it.each<[string, FlatStages, (draws: Draws) => Draws]>([
    ['definitions of D2 that are true', flatStages(SHORT), alter(({ labels }) => ({ defined: labels }))],
    [
      'tags exchanged in Stage 2',
      flatStages(SHORT),
      alter(({ group, tag }) => (/D5|D6/.test(group) ? { tag: 1 - tag } : {})),
    ],
    ['a warm-up one step longer', stages(({ warmUp }) => ({ warmUp: warmUp + 1 })), (draws) => draws],
    [
      'another order of documents',
      flatStages(SHORT),
      (draws) => ({ ...draws, order: (documents, stage) => draws.order(documents, stage).reverse() }),
    ],
  ])('would be told from one with %s', (_, changed, change) => {
    expect(differences(record, runFlat(0, changed, change)).loss).toBeGreaterThan(100 * LOSS_TOLERANCE);
  });

  it('tests eight differences as the harness does', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.integer({ min: -300, max: 300 }), { minLength: 8, maxLength: 8 })
          .filter((list) => new Set(list).size > 1),
        (thousandths) => {
          const values = thousandths.map((value) => value / 1000);
          const harness = harnessPairedT(values, 0);
          const { t, p } = pairedT(values);
          expect(t).toBeCloseTo(harness?.statistic ?? Number.NaN, 9);
          expect(p).toBeCloseTo(harness?.pGreater ?? Number.NaN, 9);
        },
      ),
    );
  });

  it('is at most 150 lines, and imports TensorFlow.js and Node alone', () => {
    expect(SOURCE.trimEnd().split('\n').length).toBeLessThanOrEqual(150);
    const imported = [...SOURCE.matchAll(/(?:from |^import |require[^']*\()'([^']+)'/gm)].map(([, name]) => name);
    expect(imported.length).toBeGreaterThan(2);
    expect(imported.filter((name) => !/^(node:|@tensorflow\/tfjs-)/.test(name ?? ''))).toEqual([]);
  });
});
