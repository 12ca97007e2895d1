// What may be varied where a claim is about the size of a model.
import type { Experiment } from '../experiments/experiment.ts';

export const SIZE_SETTINGS = ['width', 'layers'] as const;
export type SizeSetting = (typeof SIZE_SETTINGS)[number];

export function sizeOf({ model }: Experiment, setting: SizeSetting): number {
  return model[setting];
}

export function withSize(experiment: Experiment, setting: SizeSetting, size: number): Experiment {
  // The spread of a union is none, though each of its members stays what it was.
  return { ...experiment, model: { ...experiment.model, [setting]: size } } as Experiment;
}

/** The width of a transformer is a multiple of this. */
export function widthStep({ model }: Experiment): number {
  return model.kind === 'decoder' ? model.heads : 1;
}
