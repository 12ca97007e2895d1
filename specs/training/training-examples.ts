// Small stages for specs of training: worlds of 32 variables with 3 cells, a model of width 6.
import { initialParameters, type ResidualMlp, residualMlp } from '../../src/models/residual-mlp.ts';
import { type SeedTree, seedTree } from '../../src/randomness/seed-tree.ts';
import { type DigitGridWorld, drawDigitGrid } from '../../src/tasks/digit-grid.ts';
import { type Documents, stageOneDocuments } from '../../src/tasks/documents.ts';
import type { Rendering } from '../../src/tasks/rendering.ts';
import { symbolRendering } from '../../src/tasks/symbol-rendering.ts';
import { type Tensor, tensor } from '../../src/tensors/tensorflow.ts';
import type { SeedTask } from '../../src/training/batch-inputs.ts';
import type { OptimizerConfig } from '../../src/training/protocol-config.ts';
import { gridConfig } from '../tasks/grid-examples.ts';

export const OPTIMIZER: OptimizerConfig = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 };
/** 8 + 8 definitions and 2 (8 + 8 + 4) trained questions. */
export const STAGE_ONE_COUNT = 56;

export const MODEL: ResidualMlp = residualMlp(
  { kind: 'residual-mlp', width: 6, layers: 1, patchEncoder: null },
  { features: 30, patches: null, tokens: 7, outputs: 3 },
);

export interface Example {
  readonly task: SeedTask;
  readonly documents: Documents;
  readonly tree: SeedTree;
  readonly initial: Float32Array;
}

export function example(
  number: number,
  change: {
    readonly documents?: (world: DigitGridWorld) => Documents;
    readonly watch?: (variable: number, query: number) => void;
  } = {},
): Example {
  const tree = seedTree(number);
  const world = drawDigitGrid(gridConfig(), tree);
  const plain = symbolRendering(world);
  const rendering: Rendering = {
    ...plain,
    draw: (document) => {
      change.watch?.(document.variable, document.query);
      plain.draw(document);
    },
  };
  return {
    task: { world, rendering },
    documents: (change.documents ?? stageOneDocuments)(world),
    tree: tree.child('stage 1'),
    initial: initialParameters(MODEL, tree),
  };
}

/** [S, P]. */
export const stackedParameters = (examples: readonly Example[]): Tensor =>
  tensor(
    examples.flatMap(({ initial }) => [...initial]),
    [examples.length, MODEL.layout.size],
  );
