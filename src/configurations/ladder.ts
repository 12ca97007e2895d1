// The levels that a claim about size or batch compares, around someone's own model: those that the configuration names, or the
// registered proportions (a sixteenth, a quarter, the model itself; four times the batch, the batch, a quarter), as far as they exist.
import { DoesNotApply } from '../claims/arms/apply-change.ts';
import { sizeOf, withSize } from '../claims/arms/size-setting.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { experimentHash } from '../experiments/experiment.ts';
import type { StageConfig } from '../training/protocol-config.ts';
import type { Configuration } from './configuration.ts';
import { contradictionsIn } from './contradictions.ts';

export interface Level {
  readonly label: string;
  readonly experiment: Experiment;
}

/** What the levels of a registered trend differ in; null: neither size nor batch. */
export function ladderOf(arms: readonly Experiment[]): 'size' | 'batch' | null {
  if (new Set(arms.map((arm) => sizeOf(arm, 'width'))).size > 1) return 'size';
  return new Set(arms.map(({ protocol }) => protocol.stage1.batchSize)).size > 1 ? 'batch' : null;
}

/** From where the claim expects least to where it expects most. @throws DoesNotApply with fewer than two levels */
export function levelsOf(
  kind: 'size' | 'batch',
  carried: readonly Experiment[],
  { experiment: own, sizes, batches }: Pick<Configuration, 'experiment' | 'sizes' | 'batches'>,
): readonly Level[] {
  const levels = kind === 'size' ? sizeLevels(carried, own, sizes) : batchLevels(carried, batches);
  const distinct = [...new Map(levels.map((level) => [experimentHash(level.experiment), level])).values()];
  if (distinct.length >= 2) return distinct;
  throw new DoesNotApply(
    kind === 'size'
      ? `a model of width ${sizeOf(own, 'width')} cannot be made smaller in the registered proportions; "sizes" may name others`
      : 'its batches would all be the same; "batches" may name others',
  );
}

/** The narrowest arm measures no more than the claim needs, so it is the pattern of all levels but the model itself. */
function sizeLevels(carried: readonly Experiment[], own: Experiment, sizes: Configuration['sizes']): Level[] {
  const [pattern] = carried as [Experiment];
  const itself = carried.at(-1) as Experiment;
  const setting = sizes?.setting ?? 'width';
  const wanted = sizes?.levels ?? carried.map((arm) => roundedWidth(sizeOf(arm, 'width') ?? 1, own));
  return [...new Set(wanted)]
    .sort((left, right) => left - right)
    .map((size) => ({
      label: String(size),
      experiment: withSize(size === sizeOf(own, setting) ? itself : pattern, setting, size),
    }))
    .filter(({ experiment }) => contradictionsIn(experiment).length === 0);
}

function roundedWidth(width: number, own: Experiment): number {
  // The width of a transformer is a multiple of its heads.
  const step = own.model.kind === 'decoder' ? own.model.heads : 1;
  return Math.max(step, step * Math.round(width / step));
}

function batchLevels(carried: readonly Experiment[], batches: Configuration['batches']): Level[] {
  const pattern = carried.at(-1) as Experiment;
  const wanted = batches === null ? carried : batches.map((batch) => withBatch(pattern, batch));
  const sizeOfBatch = ({ protocol: { stage1 } }: Experiment) =>
    stage1.batchSize === 'full' ? Number.POSITIVE_INFINITY : stage1.batchSize;
  return [...wanted]
    .sort((left, right) => sizeOfBatch(right) - sizeOfBatch(left))
    .map((experiment) => ({ label: String(experiment.protocol.stage1.batchSize), experiment }));
}

export function withBatch(experiment: Experiment, batchSize: StageConfig['batchSize']): Experiment {
  const { protocol } = experiment;
  return { ...experiment, protocol: { ...protocol, stage1: { ...protocol.stage1, batchSize } } } as Experiment;
}
