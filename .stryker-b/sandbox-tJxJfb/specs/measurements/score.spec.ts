// Scores of logits written by hand.
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { type DigitGridWorld, drawDigitGrid } from '../../src/tasks/grid/digit-grid.ts';
import { score } from '../../src/tasks/grid/grid-world.ts';
import { gridConfig } from '../tasks/grid-examples.ts';

const TAG = 4;
const ALWAYS = Math.log(1 / (1 + Math.exp(-2)));

/** Two cells; alias 0 has labels 0, 1 and a definition that says 0, 0; alias 1 has labels 1, 1 and so its definition. */
const world: DigitGridWorld = {
  ...drawDigitGrid(
    gridConfig({ cells: 2, groups: { D1QA1: 0, D2QA2: 0, QA3: 0, D5: 2, D6: 0, D8: 0, QA7: 0 } }),
    seedTree(1),
  ),
  labels: Uint8Array.of(0, 1, 1, 1),
  definitionLabels: Uint8Array.of(0, 0, 1, 1),
};
const ask = (alias: number[], query: number[]) => ({
  alias: Int32Array.from(alias),
  query: Int32Array.from(query),
});

describe('a score', () => {
  it('counts the asked cell alone for a cell token', () => {
    // Margins of 2 for the right answer of cell 0 and for the wrong one of cell 1.
    const logits = Float32Array.of(2, 0, 2, 0, /* alias 1: */ -1, 1, -9, 9);
    const found = score(world, ask([0, 1], [0, 0]), logits, 'labels');
    expect(found.accuracy).toBe(1);
    expect(found.logLikelihood).toBeCloseTo(ALWAYS, 12);
    const other = score(world, ask([0, 0], [1, 0]), logits, 'labels');
    expect(other.accuracy).toBe(0.5 * (0 + 0));
  });

  it('counts a tie half and its log-likelihood as that of a coin', () => {
    const found = score(world, ask([0, 1], [1, 0]), Float32Array.of(0, 0, 5, 5, -3, -3, 0, 0), 'labels');
    expect(found).toEqual({ accuracy: 0.5, logLikelihood: expect.closeTo(Math.log(0.5), 12) });
  });

  it('counts all cells for a tag token, by the truth or by the definition', () => {
    const logits = Float32Array.of(2, 0, 2, 0);
    const byTruth = score(world, ask([0], [TAG]), logits, 'labels');
    const byDefinition = score(world, ask([0], [TAG]), logits, 'definitionLabels');
    expect(byTruth.accuracy).toBe(0.5);
    expect(byTruth.logLikelihood).toBeCloseTo((ALWAYS + ALWAYS - 2) / 2, 12);
    expect(byDefinition.accuracy).toBe(1);
    expect(byDefinition.logLikelihood).toBeCloseTo(ALWAYS, 12);
  });

  it('weighs each asked cell alike, whatever the document asks', () => {
    // A definition right in both cells, and a question that is wrong: two of three.
    const logits = Float32Array.of(2, 0, 0, 2, /* alias 1: */ 2, 0, 0, 0);
    expect(score(world, ask([0, 1], [TAG, 0]), logits, 'labels').accuracy).toBeCloseTo(2 / 3, 12);
  });

  it('skips the ALIAS output beside the cells', () => {
    const logits = Float32Array.of(2, 0, 0, 2, /* ALIAS: */ -50, 50);
    expect(score(world, ask([0], [TAG]), logits, 'labels')).toEqual({
      accuracy: 1,
      logLikelihood: expect.closeTo(ALWAYS, 12),
    });
  });

  it('stays finite for logits of a thousand', () => {
    expect(score(world, ask([0], [0]), Float32Array.of(-1000, 1000, 0, 0), 'labels').logLikelihood).toBe(-2000);
    expect(score(world, ask([0], [0]), Float32Array.of(1000, -1000, 0, 0), 'labels').logLikelihood).toBeCloseTo(0, 12);
  });

  it('passes on a logit that is no number as a log-likelihood that is none', () => {
    expect(score(world, ask([0], [0]), Float32Array.of(Number.NaN, 1, 0, 0), 'labels').logLikelihood).toBeNaN();
  });
});
