// How lopsided the numbers of golden seeds are: rules that rest on t keep their levels under noise that is symmetric about the threshold (decisions.md B1),
// so what the pools show of that stands there, and here.
import { describe, expect, test } from 'vitest';
import { wasmGoldens } from '../../lab/defects/runs/golden-ledger.ts';
import { evaluate } from '../../src/claims/estimands.ts';
import { ends } from '../../src/decisions/trend.ts';
import type { GoldenTest } from '../../src/goldens/golden-tests.ts';
import { runsOfPools } from '../../src/goldens/pool-schema.ts';
import { mean } from '../../src/statistics/sample-moments.ts';

/** Third central moment over the second to the power 1.5. */
function skewness(values: readonly number[]): number {
  const centre = mean(values);
  const moment = (power: number) => mean(values.map((value) => (value - centre) ** power));
  return moment(3) / moment(2) ** 1.5;
}

/** Of every part whose rule rests on t, the largest first. */
function skewnesses() {
  const goldens = wasmGoldens();
  const runsOf = runsOfPools(goldens.pools);
  const seedRuns = ({ hashes }: GoldenTest, seed: number) =>
    Object.fromEntries(
      Object.entries(hashes).map(([arm, hash]) => {
        const run = runsOf(hash).get(seed);
        if (run === undefined) throw new Error(`Seed ${seed} of ${arm} is missing.`);
        return [arm, run];
      }),
    );
  return goldens.tests
    .flatMap((golden) =>
      golden.test.parts.flatMap(({ name, rule, estimands }) => {
        if (rule.kind === 'dispersion' || rule.kind === 'pattern') return [];
        const rows = goldens.seeds.map((seed) => estimands.map((one) => evaluate(one, seedRuns(golden, seed))));
        const values = rule.kind === 'trend' ? ends(rows, rule) : rows.map(([value = Number.NaN]) => value);
        return [{ named: `${golden.claim.id}, ${golden.test.task}, ${name}`, found: skewness(values) }];
      }),
    )
    .sort((a, b) => Math.abs(b.found) - Math.abs(a.found));
}

describe('the skewness of numbers over golden seeds', () => {
  test('is that of scipy.stats.skew([0, 0, 1, 5])', () => {
    expect(skewness([0, 0, 1, 5])).toBeCloseTo(1.027209706036234, 12);
  });

  test('is small but in two parts', () => {
    const found = skewnesses();
    expect(found).toHaveLength(50);
    // Of forty normal values it has an SD of .36.
    expect(found.filter((one) => Math.abs(one.found) < 0.72)).toHaveLength(48);
    expect(found.slice(0, 3).map((one) => `${one.named}: ${one.found.toFixed(2)}`)).toEqual([
      'before-stage-2-no-difference, digit-grid/symbols, mean of D5 and D6 before Stage 2 - .5 (chance): -1.52',
      'probe-transfers, digit-grid/symbols, after Stage 2, TAE: -0.87',
      'smaller-batches-more-iml, digit-grid/symbols, D5 - D6 after Stage 2 by batch size: 0.63',
    ]);
  }, 120_000);
});
