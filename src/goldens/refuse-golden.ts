// What goldens are refused with: they change only on purpose (decisions.md promise 8).
import { HarnessError, type HarnessErrorParts } from '../errors/harness-error.ts';

export function refuseGolden(parts: HarnessErrorParts, cause?: unknown): HarnessError {
  return new HarnessError('golden-refused', parts, { cause });
}

/** A build server may check goldens, and neither makes nor accepts any. */
export function refuseInCi(environment: Readonly<Record<string, string | undefined>>, what: string): void {
  const value = environment.CI ?? '';
  if (value === '' || value === 'false') return;
  throw refuseGolden({
    what: `${what} is not for a build server: goldens are read-only there.`,
    where: 'the environment variable CI',
    got: JSON.stringify(value),
    expected: 'a person, who gives a reason and commits the result',
    next: 'do it on a machine of your own; `iml golden verify` works here',
  });
}
