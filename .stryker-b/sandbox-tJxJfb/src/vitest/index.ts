// The door for users of vitest: `import 'iml-verify/vitest'` in a spec or a setup file adds the statistical matchers to `expect`,
// and TypeScript knows them.
import { expect } from 'vitest';
import { type ReproduceOptions, reproduceMatcher } from './reproduce-matcher.ts';
import {
  type EquivalenceOptions,
  type SampleTestOptions,
  sampleMatchers,
  type TrendOptions,
} from './sample-matchers.ts';

export type { Truth } from '../decisions/chances.ts';
export type { ExperimentOrArms, Trainer, TrainerRequest } from './reproduce-matcher.ts';
export type { EquivalenceOptions, ReproduceOptions, SampleTestOptions, TrendOptions };

export interface StatisticalMatchers {
  /** The mean over samples lies above `threshold`, by test; `.not`: evidence that it does not. */
  toExceed: (threshold: number, options?: SampleTestOptions) => void;
  /** The mean lies within ±`margin`, by two one-sided tests; `.not`: evidence that it lies beyond. */
  toBeEquivalentTo: (margin: number, options: EquivalenceOptions) => void;
  /** The rows rise over `levels`: contrast, Page's L, no reversal, ends; `.not`: evidence against one of them. */
  toShowTrend: (levels: readonly string[], options: TrendOptions) => void;
  /** The experiment (or one an arm) reproduces a claim of the registry; `.not`: evidence that it does not. */
  toReproduce: (claim: string, options?: ReproduceOptions) => Promise<void>;
}

declare module 'vitest' {
  interface Matchers<T> extends StatisticalMatchers {}
}

const currentFolder = process.cwd();
expect.extend({ ...sampleMatchers(currentFolder), ...reproduceMatcher({ currentFolder, now: Date.now }) });
