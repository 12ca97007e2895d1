// Small stages for specs of training: worlds of 32 aliases with 3 cells, a model of width 6.
import { type ResidualMlp, residualMlp } from '../../src/models/residual-mlp.ts';
import { type SeedTree, seedTree } from '../../src/randomness/seed-tree.ts';
import { type DigitGridWorld, drawDigitGrid } from '../../src/tasks/grid/digit-grid.ts';
import { type GridDocuments, stageOneDocuments } from '../../src/tasks/grid/documents.ts';
import { gridForm, type ShownDocuments } from '../../src/tasks/grid/grid-world.ts';
import { type Rendering, symbolRendering } from '../../src/tasks/grid/rendering.ts';
import { type Tensor, tensor } from '../../src/tensors/tensorflow.ts';
import type { AdamWConfig } from '../../src/training/protocol-config.ts';
import { gridConfig } from '../tasks/grid-examples.ts';

export const OPTIMIZER: AdamWConfig = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
/** 8 + 8 definitions and 2 (8 + 8 + 4) trained questions. */
export const STAGE_ONE_COUNT = 56;

export const MODEL: ResidualMlp = residualMlp(
  { kind: 'residual-mlp', width: 6, layers: 1, patchEncoder: null },
  { features: 30, patches: null, tokens: 7, outputs: 3 },
);

export interface Example {
  readonly documents: ShownDocuments;
  readonly tree: SeedTree;
  readonly initial: Float32Array;
}

export function example(
  number: number,
  change: {
    readonly documents?: (world: DigitGridWorld) => GridDocuments;
    readonly watch?: (alias: number, query: number) => void;
  } = {},
): Example {
  const tree = seedTree(number);
  const world = drawDigitGrid(gridConfig(), tree);
  const plain = symbolRendering(world);
  const rendering: Rendering = {
    ...plain,
    draw: (document) => {
      change.watch?.(document.alias, document.query);
      plain.draw(document);
    },
  };
  return {
    documents: { ...(change.documents ?? stageOneDocuments)(world), task: { world, rendering } },
    tree: tree.child('stage 1'),
    initial: MODEL.initialParameters(tree),
  };
}

/** These documents of each example, as a step takes them. */
export const batchOf = (examples: readonly Example[], rows: readonly number[]) =>
  gridForm.batch(
    examples.map(({ documents, tree }) => ({ documents, rows, chance: tree.stream() })),
    { loss: 'answers', instances: 'training', swapped: false },
  );

/** [S, P]. */
export const stackedParameters = (examples: readonly Example[]): Tensor =>
  tensor(
    examples.flatMap(({ initial }) => [...initial]),
    [examples.length, MODEL.layout.size],
  );
