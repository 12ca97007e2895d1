// The model that an experiment names, for the inputs and outputs of its task.
import type { Checkpoint } from '../checkpoints/checkpoint.ts';
import { HarnessError } from '../errors/harness-error.ts';
import type { ModelTask } from '../tasks/world.ts';
import { decoder } from './decoder.ts';
import type { Model } from './model.ts';
import type { ModelConfig } from './model-config.ts';
import { moduleModel } from './module-model.ts';
import { languageModel } from './pretrained/language-model.ts';
import { residualMlp } from './residual-mlp.ts';
import type { ModelModule } from './user-model.ts';

/** What of a model its configuration only names. */
export interface ModelAssets {
  /** The user's model, where the experiment names one. */
  readonly module: ModelModule | null;
  /** The pretrained model, where the experiment names one; left out: there is none. */
  readonly checkpoint?: Checkpoint | null;
}

export function modelOf(config: ModelConfig, task: ModelTask, { module, checkpoint }: ModelAssets): Model {
  if (config.kind === 'module') return moduleModel(config, { module, task });
  if (config.kind === 'checkpoint' && task.kind === 'text' && checkpoint) return languageModel(checkpoint, task.tokens);
  if (config.kind === 'decoder' && task.kind === 'text') return decoder(config, task);
  if (config.kind === 'residual-mlp' && task.kind === 'grid') return residualMlp(config, task);
  throw new HarnessError('invalid-experiment', {
    what: 'The model does not read what the task shows.',
    got: `${config.kind} on a task of ${task.kind}`,
    expected: 'a decoder for text, a residual MLP for the digit grid, a pretrained model for named entities',
  });
}
