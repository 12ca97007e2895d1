// What the arms of a derived test are called: a registered name with a size in it (`width16`, `batch256`) says the size that the arm has
// here. The claim reads runs by their registered names, so these are kept beside.
import { sizeOf } from '../claims/arms/size-setting.ts';
import type { SeedRuns } from '../claims/claim.ts';
import type { Experiment } from '../experiments/experiment.ts';

export interface NamedArm {
  readonly registered: string;
  readonly name: string;
  readonly experiment: Experiment;
}

export function namedArm(registered: string, experiment: Experiment): NamedArm {
  return { registered, name: nameOf(registered, experiment), experiment };
}

function nameOf(registered: string, experiment: Experiment): string {
  const [, kind, rest = ''] = /^(width|large|batch|converged)\d+(\w*)$/.exec(registered) ?? [];
  if (kind === undefined) return registered;
  const isWidth = kind === 'width' || kind === 'large';
  const size = isWidth ? sizeOf(experiment, 'width') : experiment.protocol.stage1.batchSize;
  return `${kind}${size}${rest}`;
}

/** Runs of a derived test under the names that the registered claim reads. */
export function asRegistered(arms: readonly NamedArm[]): (runs: SeedRuns) => SeedRuns {
  return (runs) =>
    Object.fromEntries(
      arms.flatMap(({ registered, name }) => {
        const run = runs[name];
        return run === undefined ? [] : [[registered, run]];
      }),
    );
}

/** A text of the registered claim with the names of arms, widths and batches that hold here. */
export function renamed(
  text: string,
  arms: readonly NamedArm[],
  registered: Readonly<Record<string, Experiment>>,
): string {
  const words = new Map<string, string>();
  for (const { registered: before, name, experiment } of arms) {
    const one = registered[before] as Experiment;
    words.set(before, name);
    words.set(`width ${sizeOf(one, 'width')}`, `width ${sizeOf(experiment, 'width') ?? 'of the model'}`);
    const batch = one.protocol.stage1.batchSize;
    if (batch !== 'full') words.set(`batch ${batch}`, `batch ${experiment.protocol.stage1.batchSize}`);
  }
  const pattern = [...words.keys()].sort((left, right) => right.length - left.length).join('|');
  return text.replaceAll(new RegExp(`\\b(?:${pattern})\\b`, 'g'), (word) => words.get(word) ?? word);
}
