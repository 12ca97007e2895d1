// A small world of source statements and small decoders with random numbers for it, and the same measured one document at a time.
import { drawText } from '../../../lab/defects/planted/draw-text.ts';
import type { TrainedCohort } from '../../../src/measurements/activations.ts';
import { type Decoder, decoder } from '../../../src/models/decoder.ts';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import type { AliasTextConfig } from '../../../src/tasks/text/alias-text/alias-text.ts';
import type { TextDocuments } from '../../../src/tasks/text/text-world.ts';
import { textBatch, worldOfText } from '../../../src/tasks/text/world-of-text.ts';
import type { Loss, TextModelTask } from '../../../src/tasks/world.ts';
import { uploadAll } from '../../../src/tensors/host-numbers.ts';
import { unstack } from '../../../src/tensors/parameter-layout.ts';
import { type Tensor, tensor, tidy } from '../../../src/tensors/tensorflow.ts';
import { lossGradient } from '../../../src/training/loss-gradient.ts';
import { NEOX, randomParameters } from '../../models/small-decoders.ts';

export const CONFIG: AliasTextConfig = {
  kind: 'alias-text',
  aliasTokens: 2,
  symbols: 12,
  attributes: 3,
  values: 4,
  trainedAttributes: 2,
  groups: { D1QA1: 6, D2QA2: 8, QA3: 3, D5: 11, D6: 12, D8: 0, QA7: 4 },
  consistentShare: { reliable: 1, unreliable: 0 },
  wordOrder: 'tag-first',
};

export interface Example {
  readonly cohort: TrainedCohort;
  readonly model: Decoder;
  /** Parameters of each seed. */
  readonly rows: readonly (readonly number[])[];
}

/** The caller disposes the cohort's parameters. */
export function example(seeds: readonly number[]): Example {
  const members = seeds.map((seed) => {
    const tree = seedTree(seed);
    return { tree, world: worldOfText(drawText(CONFIG, tree)) };
  });
  const { modelTask } = (members[0] as (typeof members)[number]).world;
  const model = decoder({ ...NEOX, layers: 1 }, modelTask as TextModelTask);
  const rows = seeds.map((seed) => randomParameters(model, seed));
  const parameters = tensor(rows.flat(), [seeds.length, model.layout.size]);
  return { cohort: { model, parameters, seeds: members }, model, rows };
}

/** One document of one seed, alone: an activation, flat. */
export function activationOf(
  { model, rows }: Example,
  seed: number,
  { documents, row, name }: { readonly documents: TextDocuments; readonly row: number; readonly name: string },
): number[] {
  let values: number[] = [];
  tidy(() => {
    const flat = tensor([...(rows[seed] as readonly number[])], [1, model.layout.size]);
    const batch = uploadAll(textBatch([{ documents, rows: [row] }], 'answers'));
    values = [...(model.activations(unstack(flat, model.layout), batch)[name] as Tensor).dataSync<'float32'>()];
  });
  return values;
}

/** Gradient of one seed's loss on some documents, alone. */
export function gradientOf(
  { model, rows }: Example,
  seed: number,
  given: { readonly documents: TextDocuments; readonly rows: readonly number[]; readonly loss: Loss },
): number[] {
  let values: number[] = [];
  tidy(() => {
    const flat = tensor([...(rows[seed] as readonly number[])], [1, model.layout.size]);
    const { losses, gradient } = lossGradient(model, flat, uploadAll(textBatch([given], given.loss)));
    values = [...gradient.dataSync<'float32'>()];
    losses.dispose();
  });
  return values;
}
