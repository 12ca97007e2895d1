// What a run does with a task, whichever it is: documents for each stage, and measurements of what was trained on them. The order
// of a run (run-cohort.ts) knows nothing of grids or text.
import type { Measured } from '../measurements/measure-answers.ts';
import type { Model } from '../models/model.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { RunRoles } from '../tasks/run-roles.ts';
import type { TextStage } from '../tasks/text/text-world.ts';
import type { Tensor } from '../tensors/tensorflow.ts';
import type { StageConfig } from '../training/protocol-config.ts';
import type { StageDocuments } from '../training/train-stage.ts';

/** Text has all of them, the digit grid some. */
export type StageName = TextStage;

export interface StudySeed {
  readonly seed: number;
  readonly tree: SeedTree;
}

export interface Study {
  readonly model: Model;
  /** One a seed. */
  readonly roles: readonly RunRoles[];
  /** All that the pretrained model depends on beside model and protocol, as text. Asked where there is a Stage 0. */
  readonly pretrainingDigest: () => string;
  readonly stage: (
    name: StageName,
    request: { readonly trees: readonly SeedTree[]; readonly swapped: boolean; readonly config: StageConfig },
  ) => StageDocuments;
  /** Questions, and for a retrieval matrix definitions by their tags. `groups`: of these alone. */
  readonly answers: (
    parameters: Tensor,
    moment: string,
    options: { readonly retrieval: boolean; readonly groups?: readonly string[] },
  ) => Promise<Measured[]>;
  readonly gradients: (
    parameters: Tensor,
    moment: string,
    options: { readonly variables: number },
  ) => Promise<Measured[]>;
  readonly probes: (
    parameters: Tensor,
    moment: string,
    options: { readonly lambda: number; readonly permutations: number },
  ) => Promise<Measured[]>;
  /** Measurement of the learning curves. */
  readonly curve: string;
}
