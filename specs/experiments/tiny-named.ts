// The smallest run on named entities: a model that was never pretrained, people of our own making, a few steps.
import type { Architecture, Checkpoint } from '../../src/checkpoints/checkpoint.ts';
import { familyTensors } from '../../src/checkpoints/family-tensors.ts';
import { type NamedExperiment, parseExperiment } from '../../src/experiments/experiment.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import type { NamedEntitiesConfig } from '../../src/tasks/text/named-entities/named-entities-config.ts';
import { bytes, named, people, SHA256 } from '../tasks/text/named-entities/named-examples.ts';
import { stage } from './tiny-text.ts';

const ARCHITECTURE: Architecture = {
  family: 'llama',
  layers: 1,
  width: 8,
  heads: 2,
  keyValueHeads: 1,
  headSize: 4,
  hidden: 12,
  vocabulary: 257,
  positions: 256,
  normEpsilon: 1e-5,
  rotary: { size: 4, base: 10_000 },
  tiedOutput: true,
  parallelResidual: false,
  activation: 'silu',
  biases: false,
};

/** Weights at random, the same each time. */
function smallCheckpoint(): Checkpoint {
  const tensors = familyTensors(ARCHITECTURE).map(({ name, shape }) => ({ name, shape }));
  return {
    ...{ name: 'small', licence: null, source: 'a spec', architecture: ARCHITECTURE, tokenizer: bytes, tensors },
    readInto(name, target, offset) {
      const { shape } = tensors.find((one) => one.name === name) as (typeof tensors)[number];
      const random = seedTree(7).child(name).stream();
      const size = shape.reduce((product, length) => product * length, 1);
      for (let index = 0; index < size; index += 1)
        target[offset + index] = name.includes('norm') ? 1 : 0.3 * random.normal();
    },
    close() {},
  };
}

export const ASSETS = {
  images: null,
  checkpoint: smallCheckpoint(),
  language: { tokenizer: bytes, knowledge: people(60) },
};
export function namedExperiment(
  task: Partial<NamedEntitiesConfig> = {},
  protocol: Partial<NamedExperiment['protocol']> = {},
): NamedExperiment {
  return parseExperiment(
    {
      schemaVersion: 1,
      task: named({ vocabulary: 'occurring', ...task }),
      model: { kind: 'checkpoint', digest: SHA256 },
      protocol: {
        stages: 'two',
        stage1: stage(4, { decay: 'linear' }),
        stage2: stage(2),
        swappedStage2: true,
        loss: 'all-tokens',
        optimizer: { beta1: 0.9, beta2: 0.99, epsilon: 1e-8, weightDecay: 0, gradientClip: 1 },
        curveEverySteps: null,
        ...protocol,
      },
      measurements: { retrieval: false, probes: null, gradientAlignment: null },
    },
    'spec',
  ) as NamedExperiment;
}
