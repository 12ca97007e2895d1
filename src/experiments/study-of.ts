// The study of an experiment, whichever its task and model.
import type { ModelModule } from '../models/user-model.ts';
import type { DigitImagePool } from '../tasks/digit-images.ts';
import { type Experiment, isText } from './experiment.ts';
import { gridStudy } from './grid-study.ts';
import type { Study, StudySeed } from './study.ts';
import { textStudy } from './text-study.ts';

/** What of an experiment is no JSON. */
export interface StudyAssets {
  /** Pictures for handwriting; null for symbols and text. */
  readonly images: DigitImagePool | null;
  /** The user's model, where the experiment names one. */
  readonly module: ModelModule | null;
}

export function studyOf(experiment: Experiment, seeds: readonly StudySeed[], { images, module }: StudyAssets): Study {
  return isText(experiment)
    ? textStudy(experiment, seeds, { module })
    : gridStudy(experiment, seeds, { images, module });
}
