// A training stage of an arm, for someone's own configuration: what the registered arm does to its base in proportion (half the batch,
// twice the steps), done to the configuration's own stage.
import type { StageConfig } from '../training/protocol-config.ts';
import { DoesNotApply } from './does-not-apply.ts';

type Length = StageConfig['length'];

export interface CarriedStage {
  /** The configuration's. */
  readonly own: StageConfig;
  /** Of the registered base, and of the registered arm. */
  readonly base: StageConfig;
  readonly arm: StageConfig;
  /** Batches differ between the arms of the test: then lengths must be of the registered kind, equal epochs or equal updates. */
  readonly comparesBatches: boolean;
  /** Of this stage in the configuration. */
  readonly size: { readonly documents: number; readonly steps: number };
}

export function carryStage(carried: CarriedStage): StageConfig {
  const { own, base, arm } = carried;
  const { weightDecay = own.weightDecay, dropout = own.dropout } = changed({ base, arm });
  const same = JSON.stringify(base.warmUp) === JSON.stringify(arm.warmUp);
  return {
    ...own,
    batchSize: carryBatch(carried),
    length: carryLength(carried),
    learningRate: own.learningRate * (arm.learningRate / base.learningRate),
    warmUp: same ? own.warmUp : arm.warmUp,
    ...(weightDecay === undefined ? {} : { weightDecay }),
    ...(dropout === undefined ? {} : { dropout }),
  };
}

function carryBatch({ own, base, arm, size }: CarriedStage): StageConfig['batchSize'] {
  if (arm.batchSize === 'full' || arm.batchSize === base.batchSize) {
    return arm.batchSize === 'full' ? 'full' : own.batchSize;
  }
  if (own.batchSize === 'full' || base.batchSize === 'full') {
    throw new DoesNotApply('it varies the batch, and this configuration takes all documents at once ("full")');
  }
  const batch = Math.max(1, Math.round(own.batchSize * (arm.batchSize / base.batchSize)));
  return batch >= size.documents ? 'full' : batch;
}

function carryLength({ own, base, arm, comparesBatches, size }: CarriedStage): Length {
  const { length } = own;
  if (arm.length.kind === 'loss') return base.length.kind === 'loss' ? length : arm.length;
  const mustConvert = comparesBatches || arm.length.kind !== base.length.kind;
  if (mustConvert && length.kind !== arm.length.kind) {
    const batch = own.batchSize === 'full' ? size.documents : own.batchSize;
    const stepsAnEpoch = Math.max(1, Math.floor(size.documents / batch));
    return arm.length.kind === 'steps'
      ? { kind: 'steps', steps: size.steps }
      : { kind: 'epochs', epochs: Math.max(1, Math.floor(size.steps / stepsAnEpoch)) };
  }
  if (arm.length.kind !== base.length.kind) return length;
  return timesAsLong(length, countOf(arm.length) / countOf(base.length));
}

function countOf(length: Length): number {
  if (length.kind === 'steps') return length.steps;
  return length.kind === 'epochs' ? length.epochs : length.maximumEpochs;
}

function timesAsLong(length: Length, factor: number): Length {
  const count = Math.max(1, Math.round(countOf(length) * factor));
  if (length.kind === 'steps') return { kind: 'steps', steps: count };
  return length.kind === 'epochs' ? { kind: 'epochs', epochs: count } : { ...length, maximumEpochs: count };
}

/** What the arm sets to another value than its base. */
function changed({ base, arm }: Pick<CarriedStage, 'base' | 'arm'>): Pick<StageConfig, 'weightDecay' | 'dropout'> {
  return {
    ...(arm.weightDecay === base.weightDecay ? {} : { weightDecay: arm.weightDecay }),
    ...(arm.dropout === base.dropout ? {} : { dropout: arm.dropout }),
  } as Pick<StageConfig, 'weightDecay' | 'dropout'>;
}
