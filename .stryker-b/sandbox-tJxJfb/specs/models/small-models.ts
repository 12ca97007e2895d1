// Small models with random numbers in every parameter, and the same in the words of the reference and of the tensors.

import type { ResidualMlpConfig } from '../../src/models/model-config.ts';
import { type ModelInterface, type ResidualMlp, residualMlp } from '../../src/models/residual-mlp.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { type Tensor, tensor } from '../../src/tensors/tensorflow.ts';
import * as reference from '../oracles/model-reference.ts';

export const SYMBOLS = residualMlp(
  { kind: 'residual-mlp', width: 4, layers: 2, patchEncoder: null },
  { features: 6, patches: null, tokens: 5, outputs: 3 },
);
export const PICTURES = residualMlp(
  { kind: 'residual-mlp', width: 3, layers: 1, patchEncoder: { hidden: 4, output: 2 } },
  { features: 12, patches: { count: 3, pixels: 4 }, tokens: 5, outputs: 2 },
);
export const PICTURES_WITHOUT_TOKENS = residualMlp(
  { kind: 'residual-mlp', width: 3, layers: 0, patchEncoder: { hidden: 3, output: 2 } },
  { features: 6, patches: { count: 2, pixels: 3 }, tokens: 0, outputs: 1 },
);
export const WITHOUT_NORMS = residualMlp(
  { kind: 'residual-mlp', width: 4, layers: 2, patchEncoder: null, norm: 'none' },
  { features: 6, patches: null, tokens: 5, outputs: 3 },
);

export interface SeedExample {
  readonly parameters: readonly number[];
  readonly batch: reference.ReferenceBatch;
}

/** Every parameter random (gains and biases too), so that no gradient vanishes; all numbers exact in 32 bits. */
export function seedExample(model: ResidualMlp, seed: number, documents = 4): SeedExample {
  const chance = seedTree(seed).child('small model').stream();
  const normal = () => Math.fround(0.6 * chance.normal());
  const { features, tokens, outputs } = model.interface;
  const weights = reference.table(new Array(documents * outputs * 2).fill(0), 2 * outputs).map((row) => [...row]);
  const asked = Array.from({ length: documents }, (_, row) => ({
    row,
    output: row % outputs,
    answer: chance.integerBelow(2),
  }));
  for (const { row, output, answer } of asked) (weights[row] as number[])[2 * output + answer] = 1 / documents;
  return {
    parameters: Array.from({ length: model.layout.size }, normal),
    batch: {
      features: reference.table(Array.from({ length: documents * features }, normal), features),
      tokens:
        tokens === 0
          ? null
          : Array.from({ length: documents }, () => {
              const asked = chance.integerBelow(tokens);
              return Array.from({ length: tokens }, (_, token) => (token === asked ? 1 : 0));
            }),
      weights,
    },
  };
}

/** A flat row of parameters by name. */
export function byName({ layout }: ResidualMlp, flat: readonly number[]): Record<string, number[]> {
  let start = 0;
  return Object.fromEntries(
    layout.entries.map(({ name, shape }) => {
      const size = shape.reduce((product, length) => product * length, 1);
      start += size;
      return [name, flat.slice(start - size, start)];
    }),
  );
}

/** Seeds stacked: [S, P], and inputs with targets. */
export function stackedTensors(
  {
    layout,
    interface: io,
  }: { readonly layout: ResidualMlp['layout']; readonly interface: ModelInterface; readonly config: ResidualMlpConfig },
  examples: readonly SeedExample[],
): {
  readonly parameters: Tensor;
  readonly batch: { readonly features: Tensor; readonly tokens: Tensor | null; readonly targets: Tensor };
} {
  const seeds = examples.length;
  const documents = examples[0]?.batch.features.length ?? 0;
  const tokens = examples.flatMap(({ batch }) => batch.tokens?.flat() ?? []);
  return {
    parameters: tensor(
      examples.flatMap(({ parameters }) => parameters),
      [seeds, layout.size],
    ),
    batch: {
      features: tensor(
        examples.flatMap(({ batch }) => batch.features.flat()),
        [seeds, documents, io.features],
      ),
      tokens: io.tokens === 0 ? null : tensor(tokens, [seeds, documents, io.tokens]),
      targets: tensor(
        examples.flatMap(({ batch }) => batch.weights.flat()),
        [seeds, documents, io.outputs, 2],
      ),
    },
  };
}
