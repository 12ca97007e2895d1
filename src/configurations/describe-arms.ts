// How the arms of a derived test differ from the configuration, in words: what a reader wants to know of a design that no one registered
// in these numbers.
import type { Experiment } from '../experiments/experiment.ts';
import { isObject } from './json-schema.ts';
import type { NamedArm } from './ladder-test.ts';

export function describeArms(own: Experiment, arms: readonly NamedArm[]): string {
  const words = arms.map(({ name, experiment }) => {
    const changes = differences(partsOf(own), partsOf(experiment));
    return changes.length === 0 ? `${name}: the configuration as it is` : `${name}: ${changes.join(', ')}`;
  });
  return `${words.join('; ')}.`;
}

/** What is measured and drawn beside changes no training. */
function partsOf({ task, model, protocol: { curveEverySteps: _, swappedStage2: __, ...protocol } }: Experiment) {
  return { task, model, protocol };
}

function differences(before: unknown, after: unknown, path: readonly string[] = []): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const mergeable = isObject(before) && isObject(after) && before.kind === after.kind;
  if (!mergeable) return [`${path.slice(1).join('.')} ${shown(after)}`];
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name) => differences(before[name], after[name], [...path, name]));
}

function shown(value: unknown): string {
  if (value === undefined) return 'left out';
  if (typeof value === 'number') return String(Number(value.toPrecision(4)));
  return isObject(value)
    ? Object.entries(value)
        .filter(([name]) => name !== 'kind')
        .map(([name, one]) => `${name} ${shown(one)}`)
        .join(' ')
    : String(value);
}
