// From documents of the digit grid to the numbers of one stacked batch: features, query tokens, and targets weighted to a mean a
// seed. Axes: S seeds, B batch, F features, Q query tokens, C outputs.
import type { BatchNumbers, Form, Part, Showing } from '../world.ts';
import type { DigitGridWorld } from './digit-grid.ts';
import { answersOf, type GridDocuments, outputCount } from './documents.ts';
import type { Rendering } from './rendering.ts';

/** One seed's world as the model sees it. */
export interface GridTask {
  readonly world: DigitGridWorld;
  readonly rendering: Rendering;
}

/** Documents and the world that they are of. */
export interface ShownDocuments extends GridDocuments {
  readonly task: GridTask;
}

type GridPart = Part<ShownDocuments>;

export const gridForm: Form<ShownDocuments> = {
  count: ({ alias }) => alias.length,
  positions: () => 1,
  /** `features` [S, B, F], `tokens` [S, B, Q] where there are any, `targets` [S, B, C, 2]. */
  batch: (parts, { instances, swapped }) => ({ ...inputsOf(parts, instances), targets: targetsOf(parts, swapped) }),
};

/** All seeds have the same number of documents in a batch. */
function inputsOf(parts: readonly GridPart[], instances: Showing['instances']): BatchNumbers {
  const first = parts[0] as GridPart;
  const { features: width, tokens: tokenCount } = first.documents.task.rendering;
  const batch = first.rows.length;
  const features = new Float32Array(parts.length * batch * width);
  const tokens = new Float32Array(parts.length * batch * tokenCount);
  for (const [seed, { documents, rows, chance }] of parts.entries()) {
    for (const [index, row] of rows.entries()) {
      const alias = documents.alias[row] as number;
      const query = documents.query[row] as number;
      const place = seed * batch + index;
      documents.task.rendering.draw({ alias, query, target: features, offset: place * width, chance, instances });
      if (tokenCount > 0) tokens[place * tokenCount + query] = 1;
    }
  }
  return {
    features: { values: features, shape: [parts.length, batch, width] },
    ...(tokenCount > 0 ? { tokens: { values: tokens, shape: [parts.length, batch, tokenCount] } } : {}),
  };
}

/** Weight 1 / (asked outputs of the seed's batch) at each right answer: a definition weighs as many questions as it answers. */
function targetsOf(parts: readonly GridPart[], swapped: boolean): BatchNumbers[string] {
  const first = parts[0] as GridPart;
  const outputs = outputCount(first.documents.task.world);
  const batch = first.rows.length;
  const targets = new Float32Array(parts.length * batch * outputs * 2);
  for (const [seed, { documents, rows }] of parts.entries()) {
    const start = seed * batch * outputs * 2;
    const places: number[] = [];
    for (const [index, row] of rows.entries()) {
      const { task, alias, query } = documents;
      const asked = answersOf(task.world, alias[row] as number, query[row] as number, swapped);
      for (const { output, answer } of asked) places.push(start + (index * outputs + output) * 2 + answer);
    }
    for (const place of places) targets[place] = 1 / places.length;
  }
  return { values: targets, shape: [parts.length, batch, outputs, 2] };
}
