// Refusals of a model's files: damaged, malicious, or of a kind that is not read here.
import { HarnessError, type HarnessErrorParts } from '../errors/harness-error.ts';

export function invalidCheckpoint(what: string, parts: Omit<HarnessErrorParts, 'what'>): HarnessError {
  return new HarnessError('invalid-checkpoint', {
    what,
    ...parts,
    next: parts.next ?? 'fetch the file again, or export it anew from the model',
  });
}

/** @param said what the file calls its family, and `field` where it would; @param known what families are called there */
export function unknownFamily(
  said: unknown,
  { field, known, where }: { readonly field: string; readonly known: Iterable<unknown>; readonly where: string },
): HarnessError {
  return invalidCheckpoint('A model is of a family that is not read here.', {
    where,
    got: String(said ?? `no ${field}`),
    expected: [...known].join(', '),
  });
}
