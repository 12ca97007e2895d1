// The documents of a stage, batch by batch: what the task's form shows of them, and what dropout drops.
// Axes: S seeds, B documents, T positions, R = B T rows, D width.
import type { RandomStream } from '../randomness/random-stream.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { Form, Loss } from '../tasks/world.ts';
import { type StageConfig, stagePlan } from './protocol-config.ts';
import { orderOf, rowsOfBatch, type StageDocuments } from './train-stage.ts';

export interface PresentedSeed<Documents> {
  readonly documents: Documents;
  /** Handwriting comes from its child `handwriting`, what is dropped from `dropout`. */
  readonly tree: SeedTree;
}

export function presentStage<Documents>(
  seeds: readonly PresentedSeed<Documents>[],
  request: {
    readonly form: Form<Documents>;
    readonly loss: Loss;
    readonly swapped?: boolean;
    /** Rows that documents are packed into; left out: they are not. */
    readonly packedRows?: number;
    /** Null drops nothing. `writes`: attention and MLP of each block, 2 a block. */
    readonly dropout: { readonly share: number; readonly writes: number; readonly width: number } | null;
  },
): StageDocuments {
  const { form, loss, swapped = false, dropout, packedRows } = request;
  const members = seeds.map(({ documents, tree }) => ({ documents, chance: tree.child('handwriting').stream() }));
  const dropped = seeds.map(({ tree }) => tree.child('dropout').stream());
  return {
    count: form.count((seeds[0] as PresentedSeed<Documents>).documents),
    present(rows) {
      const parts = members.map((member, seed) => ({ ...member, rows: rows[seed] as readonly number[] }));
      const packed = packedRows === undefined ? {} : { packedRows };
      const batch = form.batch(parts, { loss, swapped, instances: 'training', ...packed });
      if (dropout === null) return batch;
      const [, documents = 0, positions = 0] = batch.tokens?.shape ?? [];
      return { ...batch, dropout: dropoutMasks(dropped, { ...dropout, rows: documents * positions }) };
    },
  };
}

/** Rows that hold any batch of the stage, and one more that stays empty: orders follow from the seeds. */
export function rowsForPacking(
  seeds: readonly { readonly shownTokens: ArrayLike<number>; readonly tree: SeedTree }[],
  config: StageConfig,
): number {
  return 1 + Math.max(...seeds.map(({ shownTokens, tree }) => largestBatch(shownTokens, tree, config)));
}

function largestBatch(shownTokens: ArrayLike<number>, tree: SeedTree, config: StageConfig): number {
  const plan = stagePlan(config, shownTokens.length);
  const order = orderOf(tree);
  let largest = 0;
  for (let step = 0; step < plan.maximumSteps; step += plan.stepsPerEpoch) {
    const shuffled = order.permutation(shownTokens.length);
    for (let place = 0; place < plan.stepsPerEpoch; place += 1) {
      const rows = rowsOfBatch(shuffled, place, plan);
      largest = Math.max(
        largest,
        rows.reduce((sum, row) => sum + (shownTokens[row] as number), 0),
      );
    }
  }
  return largest;
}

/** [writes, S, R, D]: 0 for what is dropped, and what makes up for it elsewhere, so that the mean stays. */
function dropoutMasks(
  streams: readonly RandomStream[],
  { share, writes, width, rows }: { share: number; writes: number; width: number; rows: number },
) {
  const block = rows * width;
  const values = new Float32Array(writes * streams.length * block).fill(1 / (1 - share));
  for (const [seed, stream] of streams.entries()) {
    // From one dropped number to the next: a tenth of the draws of asking each.
    for (let place = stream.geometric(share); place < writes * block; place += 1 + stream.geometric(share)) {
      const write = Math.floor(place / block);
      values[(write * streams.length + seed) * block + (place % block)] = 0;
    }
  }
  return { values, shape: [writes, streams.length, rows, width] };
}
