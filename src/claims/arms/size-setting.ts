// What may be varied where a claim is about the size of a model. Of a model in a folder of one's own these are its options of that name.
import type { Experiment } from '../../experiments/experiment.ts';

export const SIZE_SETTINGS = ['width', 'layers'] as const;
export type SizeSetting = (typeof SIZE_SETTINGS)[number];

/** Null where the model has no such number. */
export function sizeOf({ model }: Experiment, setting: SizeSetting): number | null {
  if (model.kind !== 'module') return model[setting];
  const size = model.options[setting];
  return typeof size === 'number' ? size : null;
}

export function withSize(experiment: Experiment, setting: SizeSetting, size: number): Experiment {
  const { model } = experiment;
  const changed =
    model.kind === 'module'
      ? { ...model, options: { ...model.options, [setting]: size } }
      : { ...model, [setting]: size };
  // The spread of a union is none, though each of its members stays what it was.
  return { ...experiment, model: changed } as Experiment;
}
