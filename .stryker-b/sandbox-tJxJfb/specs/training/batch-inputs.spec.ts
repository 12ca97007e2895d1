// From documents to numbers: features and tokens of each row, and targets that weigh to one a seed.
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { drawDigitGrid } from '../../src/tasks/grid/digit-grid.ts';
import { gridForm } from '../../src/tasks/grid/grid-world.ts';
import { symbolRendering } from '../../src/tasks/grid/rendering.ts';
import type { HostNumbers } from '../../src/tensors/host-numbers.ts';
import { gridConfig } from '../tasks/grid-examples.ts';

const CELLS = 3;
const parts = [1, 2].map((seed, index) => {
  const world = drawDigitGrid(gridConfig({ wordOrder: 'alias-first' }), seedTree(seed));
  const [defined, swappable] = [world.members.D1QA1[0] as number, world.members.D5[0] as number];
  // Cell 1, the reliable tag (three answers), ALIAS; in the second seed cells only, so that the seeds weigh apart.
  const query = index === 0 ? [1, CELLS + world.reliableTag, CELLS + 3] : [0, 1, 2];
  const task = { world, rendering: symbolRendering(world) };
  const documents = { task, alias: Int32Array.of(defined, defined, swappable), query: Int32Array.from(query) };
  return { documents, rows: [0, 1, 2], chance: seedTree(seed).stream() };
});

const batch = (swapped: boolean) => gridForm.batch(parts, { swapped, loss: 'answers', instances: 'training' });
const numbers = ({ shape, values }: HostNumbers) => ({ shape, values: [...values] });

describe('the inputs of a batch', () => {
  it('are the one-hot digits and the one-hot query of each document, seed by seed', () => {
    const features = numbers(batch(false).features as HostNumbers);
    const tokens = numbers(batch(false).tokens as HostNumbers);
    expect(features.shape).toEqual([2, 3, 10 * CELLS]);
    expect(tokens.shape).toEqual([2, 3, CELLS + 4]);
    const ones = (values: readonly number[]) => [...values.keys()].filter((place) => values[place] === 1);
    const rows = parts.flatMap(({ documents: { task, alias, query } }) =>
      [...alias].map((own, row) => ({ task, alias: own, query: query[row] as number })),
    );
    expect(ones(tokens.values)).toEqual(rows.map(({ query }, row) => row * (CELLS + 4) + query));
    const digits = rows.flatMap(({ task: { world }, alias }, row) =>
      [0, 1, 2].map((cell) => row * 30 + cell * 10 + (world.digits[alias * CELLS + cell] as number)),
    );
    expect(ones(features.values)).toEqual(digits);
    expect(features.values.filter((value) => value !== 0)).toHaveLength(digits.length);
  });
});

describe('the targets of a batch', () => {
  it.each([false, true])('weigh each asked answer alike, to one a seed (swapped: %s)', (swapped) => {
    const { shape, values } = numbers(batch(swapped).targets as HostNumbers);
    expect(shape).toEqual([2, 3, CELLS + 1, 2]);
    const [first, second] = parts as [(typeof parts)[0], (typeof parts)[0]];
    const expected = new Array<number>(values.length).fill(0);
    const set = (seed: number, row: number, output: number, answer: number, weight: number) => {
      expected[((seed * 3 + row) * (CELLS + 1) + output) * 2 + answer] = Math.fround(weight);
    };
    const label = ({ documents: { task, alias } }: typeof first, cell: number, row: number) =>
      task.world.labels[(alias[row] as number) * CELLS + cell] as number;
    set(0, 0, 1, label(first, 1, 0), 1 / 5);
    for (const cell of [0, 1, 2]) set(0, 1, cell, label(first, cell, 1), 1 / 5); // D1QA1's definitions are true here
    const reliable = first.documents.task.world.reliableTag;
    set(0, 2, CELLS, swapped ? 1 - reliable : reliable, 1 / 5);
    for (const cell of [0, 1, 2]) set(1, cell, cell, label(second, cell, cell), 1 / 3);
    expect(values).toEqual(expected);
  });
});
