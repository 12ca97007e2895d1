// What the benchmark asks of its child processes, and what they answer: one JSON document a line, on stdin and stdout, so that a
// child may be written in any language. A child that cannot do what it is asked answers { "error": "why" }.
import type { TrainingFile } from './training-file.ts';

export interface ChildAnswers {
  /** Who it is: asked first. */
  readonly greet: {
    /** Name and version: "TensorFlow 2.21.0", "PyTorch 2.15.0". */
    readonly engine: string;
    readonly device: string;
  };
  /** Read a training; what was prepared before may be forgotten. */
  readonly prepare: { readonly ready: true };
  /** Train from the start and say the loss of each step and seed. */
  readonly losses: { readonly losses: readonly (readonly number[])[] };
  /** Train some steps on, and say how long it took until all of it was done. */
  readonly run: { readonly seconds: number };
  /** The best of several products of square matrices in float32. */
  readonly peak: { readonly gigaflops: number };
}

export type ChildRequest =
  | { readonly do: 'greet' }
  | { readonly do: 'prepare'; readonly training: TrainingFile }
  | { readonly do: 'losses'; readonly steps: number }
  | { readonly do: 'run'; readonly steps: number }
  | { readonly do: 'peak'; readonly side: number };

/** After so many steps a training begins anew: one that has learned its few batches by heart is work of another kind. */
export const MOST_STEPS_OF_A_TRAINING = 2000;
/** Steps after each beginning that are not timed: a replaying engine checks its recording in them. */
export const UNTIMED_STEPS = 3;
