// The probe finds what is planted and nothing in noise. Seeds are fixed, so the bounds hold or fail for good.
import { describe, expect, it } from 'vitest';
import { type ProbeData, probeExcess, transferredProbeExcess } from '../../src/measurements/measure-probes.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';

const ROWS = 60;
const COLUMNS = 5;
const settings = (seed: number) => ({ lambda: 1, permutations: 5, chance: seedTree(seed).child('probe').stream() });

/** Normal features; the label (first half one, second half zero) moves them along `direction`. */
function data(seed: number, direction: readonly number[]): ProbeData {
  const { normal } = seedTree(seed).child('data').stream();
  const labels = Uint8Array.from({ length: ROWS }, (_, row) => (row < ROWS / 2 ? 1 : 0));
  const features = Float32Array.from({ length: ROWS * COLUMNS }, (_, place) => {
    const sign = labels[Math.floor(place / COLUMNS)] === 1 ? 1 : -1;
    return normal() + sign * (direction[place % COLUMNS] as number);
  });
  return { features, rows: ROWS, columns: COLUMNS, labels };
}
const PLANTED = [4, -4, 0, 0, 0];
const NOISE = [0, 0, 0, 0, 0];
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a probe', () => {
  it.each([1, 2, 3])('reads off a planted label: excess near one half (seed %i)', (seed) => {
    const excess = probeExcess(data(seed, PLANTED), settings(seed));
    expect(excess).toBeGreaterThan(0.3);
    expect(excess).toBeLessThan(0.7);
  });

  it('reads off a planted label by one half on average', () => {
    const excesses = Array.from({ length: 20 }, (_, seed) => probeExcess(data(seed, PLANTED), settings(seed)));
    expect(Math.abs(mean(excesses) - 0.5)).toBeLessThan(0.05);
  });

  it('finds nothing in noise: excess near zero over many streams', () => {
    const excesses = Array.from({ length: 40 }, (_, seed) => probeExcess(data(seed, NOISE), settings(seed)));
    // One excess has a standard deviation near .1 (60 rows, 5 permutations): the mean of 40, near .016.
    expect(Math.abs(mean(excesses))).toBeLessThan(0.06);
    expect(Math.max(...excesses.map(Math.abs))).toBeLessThan(0.4);
    expect(new Set(excesses).size).toBeGreaterThan(20);
  });

  it('cannot read a label off features that only name the row: no row is in training and testing', () => {
    const features = new Float32Array(ROWS * ROWS);
    for (let row = 0; row < ROWS; row += 1) features[row * ROWS + row] = 1;
    const { labels } = data(1, NOISE);
    expect(probeExcess({ features, rows: ROWS, columns: ROWS, labels }, settings(1))).toBeLessThan(0.25);
  });

  it('does not mind the scale of a feature', () => {
    const plain = data(4, PLANTED);
    const scaled = { ...plain, features: plain.features.map((value) => 1000 * value + 5) };
    expect(Math.abs(probeExcess(scaled, settings(4)) - probeExcess(plain, settings(4)))).toBeLessThan(0.02);
  });

  it('repeats on the same stream', () => {
    expect(probeExcess(data(5, NOISE), settings(5))).toBe(probeExcess(data(5, NOISE), settings(5)));
  });
});

describe('a probe carried over to other variables', () => {
  const transfers = (from: readonly number[], to: readonly number[]) =>
    Array.from({ length: 10 }, (_, seed) =>
      transferredProbeExcess(data(seed, from), data(seed + 100, to), settings(seed)),
    );

  it('reads the same direction: near one half', () => {
    expect(Math.abs(mean(transfers(PLANTED, PLANTED)) - 0.5)).toBeLessThan(0.2);
    expect(Math.min(...transfers(PLANTED, PLANTED))).toBeGreaterThan(0);
  });

  it('reads the opposite direction the wrong way round: near minus one half', () => {
    expect(
      Math.abs(
        mean(
          transfers(
            PLANTED,
            PLANTED.map((value) => -value),
          ),
        ) + 0.5,
      ),
    ).toBeLessThan(0.2);
  });

  it('reads nothing in another direction, nor from noise', () => {
    expect(Math.abs(mean(transfers(PLANTED, [0, 0, 4, 0, -4])))).toBeLessThan(0.25);
    expect(Math.abs(mean(transfers(PLANTED, NOISE)))).toBeLessThan(0.1);
  });
});
