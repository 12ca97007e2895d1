// What is said of a user's model that does not keep to user-model.ts: always the file, what came, and what should.
import { HarnessError, type HarnessErrorParts } from '../errors/harness-error.ts';
import type { ModelModule } from './user-model.ts';

export function refuseModule(
  { file }: Pick<ModelModule, 'file'>,
  parts: Omit<HarnessErrorParts, 'where'> & { readonly in?: string },
): never {
  const { in: place, ...rest } = parts;
  throw new HarnessError('invalid-configuration', { ...rest, where: place === undefined ? file : `${file}: ${place}` });
}

/** Runs a function of the user's: what it throws is theirs, and says where. */
export function inModule<Result>(module: Pick<ModelModule, 'file'>, place: string, run: () => Result): Result {
  try {
    return run();
  } catch (cause) {
    if (cause instanceof HarnessError) throw cause;
    throw new HarnessError(
      'invalid-configuration',
      {
        what: 'A function of the model threw an error.',
        where: `${module.file}: ${place}`,
        got: cause instanceof Error ? cause.message : String(cause),
        next: 'shapes of tensors are the usual reason: docs/guides/verify.md says what comes in and what must go out',
      },
      { cause },
    );
  }
}
