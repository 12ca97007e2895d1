// The goldens of the quick profile are good, and this copy of the harness gives what they hold: the same bytes, or the same numbers, or
// shown to be the same distribution. Drift, a machine that does not repeat itself, and what is merely not shown are failures.
import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import type { AgainstGoldens } from './against-goldens.ts';

const judged = JSON.parse(readFileSync(inject('againstGoldens'), 'utf8')) as AgainstGoldens[];

describe.each(judged.map((one) => [one.environment, one] as const))('against the goldens for %s', (_, one) => {
  it('40 seeds a pool stand', () => {
    expect(one.seeds).toBeGreaterThanOrEqual(40);
    expect(one.watched.length).toBeGreaterThan(80);
  });

  it('no number has moved', () => {
    const isAlike = one.differences.length === 0;
    // On another machine than the goldens' a handful of seeds need not show that its rounding changes nothing; an alarm still counts.
    const fine = ['identical', 'numerically-close', 'equivalent', ...(isAlike ? [] : ['unresolved'])];
    const moved = one.watched.filter(
      ({ verdict, alarm }) => !fine.includes(verdict) || (alarm !== null && !alarm.confirmed),
    );
    const words = moved.map(({ id, verdict, reason }) => `${id}: ${verdict}. ${reason}`);
    expect(words, one.differences.join('; ')).toEqual([]);
  });

  it('every experiment repeats itself', () => {
    expect(one.experiments.filter(({ deterministic }) => deterministic === false)).toEqual([]);
    expect(one.experiments.some(({ deterministic }) => deterministic === true)).toBe(true);
  });
});

it('judges WebAssembly, and native TensorFlow where it is built', () => {
  expect(judged.map(({ environment }) => environment)).toContain('wasm');
});
