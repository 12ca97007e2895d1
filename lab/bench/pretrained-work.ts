// What both sides train in `npm run bench -- --model smollm2`: the first batches of Stage 1 of the base design on development seed 1, as a
// folder of two files that a child process of either side reads.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Architecture } from '../../src/checkpoints/checkpoint.ts';
import { openCheckpoint } from '../../src/checkpoints/open-checkpoint.ts';
import { namedEntitiesBase } from '../../src/claims/arms/named-entities.ts';
import { loadCountries } from '../../src/configurations/load-countries.ts';
import { languageModel } from '../../src/models/pretrained/language-model.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { drawNamedEntities } from '../../src/tasks/text/named-entities/named-entities.ts';
import { orderOf } from '../../src/training/train-stage.ts';

const DEVELOPMENT_SEED = 1;
export const WORK_FILE = 'work.json';

export interface PretrainedWork {
  readonly model: string;
  readonly architecture: Architecture;
  /** Of the tokenizer's tokens, those that the model knows. */
  readonly vocabulary: readonly number[];
  /** Arrays in their order in parameters.bin, as 32-bit floats. */
  readonly layout: readonly { readonly name: string; readonly shape: readonly number[] }[];
  /** Documents of each step, in the words of the model. */
  readonly batches: readonly (readonly (readonly number[])[])[];
  readonly optimizer: typeof namedEntitiesBase.protocol.optimizer;
  /** Of each step. */
  readonly learningRates: readonly number[];
}

/** Writes it. @throws HarnessError `not-readable` where the model is not here yet */
export function writePretrainedWork(
  folder: string,
  { model, steps }: { readonly model: string; readonly steps: number },
): PretrainedWork {
  const checkpoint = openCheckpoint(model);
  try {
    const { task, protocol } = namedEntitiesBase;
    const tree = seedTree(DEVELOPMENT_SEED);
    const assets = { tokenizer: checkpoint.tokenizer, knowledge: loadCountries() };
    const world = drawNamedEntities(task, tree, assets);
    const { tokens, length, lengths } = world.documents('stage 1', false);
    const order = orderOf(tree.child('stage 1')).permutation(lengths.length);
    const size = protocol.stage1.batchSize as number;
    const rowOf = (document: number) => [
      ...tokens.subarray(document * length, document * length + (lengths[document] as number)),
    ];
    const vocabulary = world.vocabulary ?? [];
    const trained = languageModel(checkpoint, vocabulary);
    const work: PretrainedWork = {
      model,
      architecture: trained.architecture,
      vocabulary,
      layout: trained.layout.entries,
      batches: Array.from({ length: steps }, (_, step) => order.slice(step * size, (step + 1) * size).map(rowOf)),
      optimizer: protocol.optimizer,
      // As in the warm-up of the first steps.
      learningRates: Array.from({ length: steps }, (_, step) => (protocol.stage1.learningRate * (step + 1)) / 15),
    };
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'parameters.bin'), trained.initialParameters(tree));
    writeFileSync(join(folder, WORK_FILE), JSON.stringify(work));
    return work;
  } finally {
    checkpoint.close();
  }
}
