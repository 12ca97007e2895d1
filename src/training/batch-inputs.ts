// From documents to the numbers of one stacked batch: features, query tokens, and targets weighted to a mean a seed.
// Axes: S seeds, B batch, F features, Q query tokens, C outputs.
import type { RandomStream } from '../randomness/random-stream.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { DigitGridWorld } from '../tasks/digit-grid.ts';
import { answersOf, type Documents, outputCount } from '../tasks/documents.ts';
import type { Rendering } from '../tasks/rendering.ts';
import type { HostNumbers, NamedNumbers } from '../tensors/host-numbers.ts';
import type { StageDocuments } from './train-stage.ts';

/** One seed's world as the model sees it. */
export interface SeedTask {
  readonly world: DigitGridWorld;
  readonly rendering: Rendering;
}

export interface BatchInputs {
  readonly features: HostNumbers; // [S, B, F]
  readonly tokens: HostNumbers | null; // [S, B, Q]
}

/** One seed's share of a batch. */
export interface SeedBatch {
  readonly task: SeedTask;
  readonly documents: Documents;
  /** Handwriting of the presentation. */
  readonly chance: RandomStream;
}

/**
 * Documents of a stage of the digit grid.
 * @param seeds handwriting of the presentations comes from the child `handwriting` of each tree
 */
export function gridStage(
  seeds: readonly { readonly task: SeedTask; readonly documents: Documents; readonly tree: SeedTree }[],
  swapped: boolean,
): StageDocuments {
  const handwriting = seeds.map(({ tree }) => tree.child('handwriting').stream());
  return {
    count: (seeds[0] as (typeof seeds)[number]).documents.variable.length,
    present(rows) {
      const parts = seeds.map(({ task, documents }, seed) => ({
        task,
        chance: handwriting[seed] as RandomStream,
        documents: pick(documents, rows[seed] as readonly number[]),
      }));
      return trainingBatch(parts, swapped);
    },
  };
}

function pick({ variable, query }: Documents, rows: readonly number[]): Documents {
  return {
    variable: Int32Array.from(rows, (row) => variable[row] as number),
    query: Int32Array.from(rows, (row) => query[row] as number),
  };
}

/** Inputs and targets as a step takes them. */
export function trainingBatch(parts: readonly SeedBatch[], swapped: boolean): NamedNumbers {
  const { features, tokens } = batchInputs(parts, 'training');
  return { features, ...(tokens === null ? {} : { tokens }), targets: batchTargets(parts, swapped) };
}

/** All seeds have the same number of documents in a batch. */
export function batchInputs(parts: readonly SeedBatch[], instances: 'training' | 'testing'): BatchInputs {
  const first = parts[0] as SeedBatch;
  const { features: width, tokens: tokenCount } = first.task.rendering;
  const batch = first.documents.variable.length;
  const features = new Float32Array(parts.length * batch * width);
  const tokens = new Float32Array(parts.length * batch * tokenCount);
  for (const [seed, { task, documents, chance }] of parts.entries()) {
    for (let row = 0; row < batch; row += 1) {
      const variable = documents.variable[row] as number;
      const query = documents.query[row] as number;
      const place = seed * batch + row;
      task.rendering.draw({ variable, query, target: features, offset: place * width, chance, instances });
      if (tokenCount > 0) tokens[place * tokenCount + query] = 1;
    }
  }
  return {
    features: { values: features, shape: [parts.length, batch, width] },
    tokens: tokenCount > 0 ? { values: tokens, shape: [parts.length, batch, tokenCount] } : null,
  };
}

/** Weight 1 / (asked outputs of the seed's batch) at each right answer: a definition weighs as many questions as it answers. */
export function batchTargets(parts: readonly SeedBatch[], swapped: boolean): HostNumbers {
  const first = parts[0] as SeedBatch;
  const outputs = outputCount(first.task.world);
  const batch = first.documents.variable.length;
  const targets = new Float32Array(parts.length * batch * outputs * 2);
  for (const [seed, { task, documents }] of parts.entries()) {
    const start = seed * batch * outputs * 2;
    const places: number[] = [];
    for (let row = 0; row < batch; row += 1) {
      const asked = answersOf(task.world, documents.variable[row] as number, documents.query[row] as number, swapped);
      for (const { output, answer } of asked) places.push(start + (row * outputs + output) * 2 + answer);
    }
    for (const place of places) targets[place] = 1 / places.length;
  }
  return { values: targets, shape: [parts.length, batch, outputs, 2] };
}
