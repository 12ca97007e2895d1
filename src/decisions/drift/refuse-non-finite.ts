// Drift is judged on numbers only: a value that is not finite is a broken run, which is no result (decisions.md promise 11).
import { HarnessError } from '../../errors/harness-error.ts';

export function refuseNonFinite(values: readonly number[], where: string): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index === -1) return;
  throw new HarnessError('not-finite', {
    what: 'Drift cannot be judged: a value is not a finite number.',
    where: `${where}, value ${index + 1} of ${values.length}`,
    got: String(values[index]),
    expected: 'one finite number a seed',
    next: 'find the run that gave it: a run that failed is a failure code in its record, never a number',
  });
}
