// The base experiment of a task as a configuration that is written out: what a file that says `extends` leaves as it is.

import { KNOWN_MODELS } from '../checkpoints/known-models.ts';
import type { TaskName } from '../claims/arms/arm.ts';
import { baseExperiment } from '../claims/arms/experiments-of.ts';
import type { Experiment } from '../experiments/experiment.ts';
import type { JsonObject } from './experiment-schemas.ts';

/** Pictures are what the package or --images says, and no file needs to name them. */
const ANY_IMAGES = '';

/** A file that means the same as one that extends the task and says nothing else. */
export function exampleConfiguration(name: TaskName): JsonObject {
  const { task, model, protocol, measurements } = baseExperiment(name, ANY_IMAGES);
  return { extends: name, task: asWritten(task), model: modelAsWritten(model), protocol, measurements };
}

function asWritten(task: Experiment['task']): object {
  if (task.kind === 'named-entities') return { ...task, knowledge: { kind: task.knowledge.kind } };
  if (task.kind !== 'digit-grid' || task.rendering.kind === 'symbols') return task;
  const { imagesDigest: _, ...rendering } = task.rendering;
  return { ...task, rendering };
}

/** A pretrained model stands in files by its name or path. */
function modelAsWritten(model: Experiment['model']): object {
  if (model.kind !== 'checkpoint') return model;
  return { checkpoint: KNOWN_MODELS.find(({ sha256 }) => sha256 === model.digest)?.name ?? '' };
}
