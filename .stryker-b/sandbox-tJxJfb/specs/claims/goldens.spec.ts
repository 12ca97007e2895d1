// The goldens of the quick profile are good, and this copy of the harness gives what they hold: the same bytes, or the same numbers, or
// shown to be the same distribution. Drift, a machine that does not repeat itself, and what is merely not shown are failures. In `npm test`
// native TensorFlow replays the first claim alone, in the exhaustive tier all.
import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';
import type { AgainstGoldens } from './against-goldens.ts';

const judged = JSON.parse(readFileSync(inject('againstGoldens'), 'utf8')) as AgainstGoldens[];

describe.each(judged.map((one) => [one.environment, one] as const))('against the goldens for %s', (_, one) => {
  it('40 seeds a pool stand', () => {
    expect(one.seeds).toBeGreaterThanOrEqual(40);
    // A test has three watched numbers and more: those of its parts, and the losses at the end of its stages.
    expect(one.tests).toBeGreaterThanOrEqual(3);
    expect(one.watched.length).toBeGreaterThanOrEqual(3 * one.tests);
    expect(one.experiments.filter(({ replayed }) => replayed < DRIFT.fewestReplays)).toEqual([]);
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

it('judges all of the quick profile on WebAssembly, and native TensorFlow where it is built', () => {
  const native = HAS_NATIVE ? [`tensorflow-${process.platform}-${process.arch}`] : [];
  expect(judged.map(({ environment }) => environment)).toEqual(['wasm', ...native]);
  const tests = CLAIMS.flatMap((claim) => claim.tests).filter(({ seeds }) => seeds.quick !== undefined);
  expect(judged[0]?.tests).toBe(tests.length);
});
