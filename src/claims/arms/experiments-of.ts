// From arms to the experiments that they mean, and the bases of all tasks.
import { HarnessError } from '../../errors/harness-error.ts';
import type { Experiment } from '../../experiments/experiment.ts';
import { aliasEntityBase } from './alias-entity.ts';
import { aliasTextBase } from './alias-text.ts';
import { applyChange } from './apply-change.ts';
import { type Arm, TASK_NAMES, type TaskName } from './arm.ts';
import { handwritingBase, symbolsBase } from './digit-grid.ts';
import { namedEntitiesBase } from './named-entities.ts';
import { setInclusionBase } from './set-inclusion.ts';

/** @param imagesDigest SHA-256 of the pictures that handwriting uses */
export function baseExperiment(name: TaskName, imagesDigest: string): Experiment {
  if (name === 'digit-grid/handwriting') return handwritingBase(imagesDigest);
  return {
    'digit-grid/symbols': symbolsBase,
    'alias-text': aliasTextBase,
    'alias-entity': aliasEntityBase,
    'set-inclusion': setInclusionBase,
    'named-entities': namedEntitiesBase,
  }[name];
}

/**
 * Task and rendering, as verdicts name them.
 * @throws HarnessError `invalid-experiment` where no claim is about the task
 */
export function taskOf({ task }: Experiment): TaskName {
  const written = task.kind === 'digit-grid' ? `${task.kind}/${task.rendering.kind}` : task.kind;
  const name = TASK_NAMES.find((known) => known === written);
  if (name !== undefined) return name;
  throw new HarnessError('invalid-experiment', {
    what: 'No claim is about this task.',
    where: '/task/kind',
    got: written,
    expected: TASK_NAMES.join(', '),
  });
}

export function experimentOf({ extends: base, change }: Arm, imagesDigest: string): Experiment {
  const experiment = typeof base === 'string' ? baseExperiment(base, imagesDigest) : base;
  return applyChange(experiment, change, 'registered');
}

/** Experiments by arm. @param imagesDigest SHA-256 of the pictures that handwriting uses */
export function experimentsOf<Name extends string>(
  arms: Readonly<Record<Name, Arm>>,
  imagesDigest: string,
): Record<Name, Experiment> {
  const entries = Object.entries<Arm>(arms).map(([name, arm]) => [name, experimentOf(arm, imagesDigest)]);
  return Object.fromEntries(entries) as Record<Name, Experiment>;
}
