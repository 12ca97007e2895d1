// The experiments that a configuration may start from: the base of each task, around which the registry's claims are built.
import { aliasEntityExperiments } from '../claims/alias-entity-experiments.ts';
import { aliasTextExperiments } from '../claims/alias-text-experiments.ts';
import { TASK_NAMES, type TaskName } from '../claims/claim.ts';
import { handwritingExperiments, symbolExperiments } from '../claims/digit-grid-experiments.ts';
import { setInclusionExperiments } from '../claims/set-inclusion-experiments.ts';
import { type Experiment, isText } from '../experiments/experiment.ts';

/** Names of base experiments are names of tasks. */
export const BASE_NAMES = TASK_NAMES;

/** @param imagesDigest SHA-256 of the pictures that handwriting uses */
export function baseExperiment(name: TaskName, imagesDigest: string): Experiment {
  return {
    'digit-grid/symbols': () => symbolExperiments.base,
    'digit-grid/handwriting': () => handwritingExperiments(imagesDigest).base,
    'alias-text': () => aliasTextExperiments.base,
    'alias-entity': () => aliasEntityExperiments.base,
    'set-inclusion': () => setInclusionExperiments.base,
  }[name]();
}

/** Task and rendering, as verdicts name them. */
export function taskOf(experiment: Experiment): TaskName {
  return isText(experiment) ? experiment.task.kind : `${experiment.task.kind}/${experiment.task.rendering.kind}`;
}
