// Refusals of a model's files: damaged, malicious, or of a kind that is not read here.
import { HarnessError, type HarnessErrorParts } from '../errors/harness-error.ts';

export function invalidCheckpoint(what: string, parts: Omit<HarnessErrorParts, 'what'>): HarnessError {
  return new HarnessError('invalid-checkpoint', {
    what,
    ...parts,
    next: parts.next ?? 'fetch the file again, or export it anew from the model',
  });
}
