// Evidence and p-values of exactly what is asked suffice, for a claim and against it. The level is aimed at the finding: e to the power of minus the
// log evidence, from which the logarithm comes back exactly for these values (the first expectation of each example says so).
import { describe, expect, test } from 'vitest';
import { againstThreshold } from '../../src/decisions/against-threshold.ts';
import { decide } from '../../src/decisions/decide.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { shareAt } from '../../src/decisions/dispersion.ts';
import { equivalenceAt } from '../../src/decisions/equivalence.ts';
import { existenceAt } from '../../src/decisions/existence.ts';
import { sequentialT } from '../../src/statistics/sequential-t.ts';
import { logEvidenceOfLess, logEvidenceOfMore } from '../../src/statistics/share-evidence.ts';
import { equivalence, trend } from './example-rules.ts';

const values = [0.3, 0.6, 0.4, 0.55, 0.45, 0.7, 0.5, 0.6, 0.5, 0.4, 0.6, 0.5];
const negated = values.map((value) => -value);
const LESS = 1 - 1e-12;

/** The level at which the evidence just suffices, and one that asks for a little more. */
function levelsAt(logEvidence: number): readonly [just: number, stricter: number] {
  const level = Math.exp(-logEvidence);
  expect(-Math.log(level)).toBe(logEvidence);
  return [level, level * LESS];
}

const evidenceOf = (differences: readonly number[], threshold: number, side: 'above' | 'below') =>
  sequentialT(differences, { threshold, smallestEffect: 1 })?.[side].logEvidence ?? 0;

describe('evidence of just what is asked', () => {
  const design = SEQUENTIAL;

  test('shows a mean, and has its signs asked', () => {
    const seen = values.map((value) => value - 0.15);
    const [just, stricter] = levelsAt(evidenceOf(seen, 0.1, 'above'));
    const at = (alpha: number) =>
      existenceAt(
        { direction: 'greater', threshold: 0.1, alpha, refutationAlpha: alpha },
        { design, differences: seen },
      ).tests.map(({ pValue }) => pValue !== null);
    expect([at(just), at(stricter)]).toEqual([
      [true, true],
      [true, false],
    ]);
  });

  test('refutes a mean', () => {
    const [just, stricter] = levelsAt(evidenceOf(negated, 0.1, 'below'));
    const at = (refutationAlpha: number) =>
      existenceAt(
        { direction: 'greater', threshold: 0.1, alpha: 0.01, refutationAlpha },
        { design, differences: negated },
      );
    expect(at(just)).toMatchObject({
      outcome: 'not-reproduced',
      against: expect.stringMatching(/^shown to fall short/),
    });
    expect(at(stricter)).toMatchObject({ outcome: 'inconclusive', against: null });
  });

  test('refutes an equivalence', () => {
    const [just, stricter] = levelsAt(evidenceOf(values, 0.1, 'above'));
    const at = (refutationAlpha: number) =>
      equivalenceAt({ margin: 0.1, alpha: 0.01, refutationAlpha }, { design, differences: values });
    expect(at(just)).toMatchObject({ outcome: 'not-reproduced', against: expect.stringMatching(/^evidence of/) });
    expect(at(stricter)).toMatchObject({ outcome: 'inconclusive', against: null });
  });

  test('shows a reversal', () => {
    const rows = values
      .map((value, seed) => [0, seed % 2, 2 + (seed % 2), 1.4 + (seed % 3) / 10 - value / 3])
      .slice(0, 8);
    const step = rows.map(([, , third = 0, last = 0]) => last - third);
    const [just, stricter] = levelsAt(evidenceOf(step, -0.4, 'below'));
    const at = (alpha: number) => decide({ ...trend, alpha, refutable: 1, design }, rows).outcome;
    expect([at(just), at(stricter)]).toEqual(['not-reproduced', 'inconclusive']);
  });

  test('shows or refutes a share', () => {
    const question = { margin: 1, shareBelow: 0.3, alpha: 0.01, refutationAlpha: 0.01, mostSeeds: null };
    const none = { yes: 0, of: 12 };
    const shown = levelsAt(logEvidenceOfLess(none, 0.3));
    expect(shown.map((alpha) => shareAt({ ...question, alpha }, none).outcome)).toEqual(['reproduced', 'inconclusive']);
    const many = { yes: 9, of: 12 };
    const refuted = levelsAt(logEvidenceOfMore(many, 0.3));
    expect(refuted.map((refutationAlpha) => shareAt({ ...question, refutationAlpha }, many).outcome)).toEqual([
      'not-reproduced',
      'inconclusive',
    ]);
  });
});

test('a p-value of just the level refutes an equivalence', () => {
  const { pAbove: alpha } = againstThreshold(values, 0.4);
  const at = (level: number) => decide({ ...equivalence, margin: 0.4, alpha: level, refutable: 1 }, values).outcome;
  expect([at(alpha), at(alpha * LESS)]).toEqual(['not-reproduced', 'inconclusive']);
});
