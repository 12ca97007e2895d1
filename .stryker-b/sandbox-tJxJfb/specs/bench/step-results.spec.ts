// From timings to the table: bests, medians, ratios and shares by hand; nothing here is timed.
import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { best, median } from '../../lab/bench/sample-summary.ts';
import { againstPyTorch, cellResult } from '../../lab/bench/step-results.ts';
import { machineWords, stepTables, summarySentences } from '../../lab/bench/step-table.ts';
import { exampleDocument, timings } from './bench-examples.ts';

const numbers = fc.array(fc.double({ min: 0.01, max: 1000, noNaN: true }), { minLength: 1, maxLength: 30 });

describe('best and median', () => {
  it('are those of a count by hand', () => {
    expect([best([3, 1, 2]), median([3, 1, 2]), median([4, 1, 2, 3])]).toEqual([1, 2, 2.5]);
  });

  test.prop([numbers])('as many values lie below the median as above it', (values) => {
    const middle = median(values);
    const below = values.filter((value) => value < middle).length;
    const above = values.filter((value) => value > middle).length;
    expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
    expect(best(values)).toBeLessThanOrEqual(middle);
  });
});

describe('a cell of the table', () => {
  const facts = { threads: 1, comparedSteps: 20, largestLossDifference: 0 };
  const timed = timings({ replay: [2, 8, 4], pytorch: [4, 5, 6] });
  const cell = cellResult({ ...facts, cell: { width: 64, batch: 64, seeds: 4 }, timed }, 100);
  const [replay, pytorch] = cell.timings;

  it('has milliseconds a step a seed', () => {
    expect(replay).toMatchObject({ contender: 'replay', bestMsAStepASeed: 0.5, medianMsAStepASeed: 1 });
  });

  it('has ratios to the stacked seeds of PyTorch, best to best and median to median', () => {
    expect(replay).toMatchObject({ bestOverPyTorch: 0.5, medianOverPyTorch: 0.8 });
    expect(pytorch).toMatchObject({ bestOverPyTorch: 1, medianOverPyTorch: 1 });
  });

  it('has the share of peak that the operations of its products come to', () => {
    // 218,880 operations a row (step-operations.spec.ts), 256 rows, in 2 ms, of 100 Gflop/s.
    expect(replay?.shareOfPeak).toBeCloseTo((218_880 * 256) / 2e-3 / 100e9, 12);
  });

  it('has no ratio without PyTorch, and no share without a peak', () => {
    const alone = cellResult(
      { ...facts, cell: { width: 64, batch: 64, seeds: 1 }, timed: timings({ replay: [1] }) },
      null,
    );
    expect(alone.timings).toEqual([
      expect.objectContaining({ bestOverPyTorch: null, medianOverPyTorch: null, shareOfPeak: null }),
    ]);
    expect(againstPyTorch([alone])).toEqual([]);
  });
});

describe('the whole table', () => {
  const document = exampleDocument();

  it('comes to a median and a worst ratio a number of threads', () => {
    const [row, ...more] = document.steps?.againstPyTorch ?? [];
    expect(more).toEqual([]);
    expect(row).toMatchObject({ threads: 1, cells: 2, largestRatio: 0.6, largestIn: '64/64 x 4' });
    expect(row?.medianRatio).toBeCloseTo(0.55, 12);
  });

  it('keeps numbers of threads apart', () => {
    const cells = document.steps?.cells ?? [];
    const both = againstPyTorch([...cells, ...cells.map((cell) => ({ ...cell, threads: 2 }))]);
    expect(both.map(({ threads, cells: count }) => [threads, count])).toEqual([
      [1, 2],
      [2, 2],
    ]);
  });

  it('prints who was timed, and a dash for who was not', () => {
    const [table] = document.steps === null ? [] : stepTables(document.steps);
    expect(table?.rows).toEqual([
      ['width/batch', 'seeds', 'native, replayed', 'wasm', 'PyTorch, stacked', 'native : PyTorch', 'share of peak'],
      ['64/64', '1', '0.500 (0.600)', '2.00 (2.00)', '1.00 (1.10)', '0.50', '0.14'],
      ['64/64', '4', '0.300 (0.350)', '–', '0.500 (0.500)', '0.60', '0.23'],
    ]);
  });

  it('is summed up in sentences with the machine', () => {
    expect(machineWords(document)).toContain('Example, 2 cores');
    expect(summarySentences(document).join('\n')).toMatch(
      /0\.55 .* at most 0\.60 \(64\/64 x 4\)\.\n.*4\.0 times as fast, the same verdicts/,
    );
  });
});
