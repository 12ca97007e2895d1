// How long a stage is and how it warms up: plain arithmetic of a stage's configuration and its number of documents.
import { HarnessError } from '../errors/harness-error.ts';
import type { StageConfig } from './protocol-config.ts';

export interface StagePlan {
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  readonly maximumSteps: number;
  readonly warmUpSteps: number;
  /** Train-to-loss: the mean epoch loss at which a seed stops. */
  readonly targetLoss: number | null;
}

export function stagePlan({ batchSize: size, length, warmUp }: StageConfig, documents: number): StagePlan {
  const batchSize = size === 'full' ? documents : size;
  const stepsPerEpoch = Math.floor(documents / batchSize);
  // Not `< 1`: a full batch of no documents gives 0 / 0, which is no number.
  if (!(stepsPerEpoch >= 1)) {
    throw new HarnessError('invalid-experiment', {
      what: 'A stage has fewer documents than one batch.',
      got: `${documents} documents, batch size ${batchSize}`,
      next: "lower `batchSize`, or write 'full'",
    });
  }
  const lengths = {
    epochs: () => (length as { epochs: number }).epochs * stepsPerEpoch,
    steps: () => (length as { steps: number }).steps,
    loss: () => (length as { maximumEpochs: number }).maximumEpochs * stepsPerEpoch,
  };
  const maximumSteps = lengths[length.kind]();
  return {
    batchSize,
    stepsPerEpoch,
    maximumSteps,
    warmUpSteps: Math.floor(Math.min(warmUp.steps, warmUp.shareAtMost * maximumSteps)),
    targetLoss: length.kind === 'loss' ? length.target : null,
  };
}

/** Linear from 1 / steps to 1, then 1. @param step counted from 1 */
export function warmUpFactor(step: number, warmUpSteps: number): number {
  return warmUpSteps === 0 ? 1 : Math.min(1, step / warmUpSteps);
}
