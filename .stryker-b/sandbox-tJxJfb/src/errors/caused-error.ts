// What something else threw: what it says, its code, and an error of the harness that has it as its cause.
import { HarnessError, type HarnessErrorCode, type HarnessErrorParts } from './harness-error.ts';

/** @param cause whatever was thrown: what it says is what was got, unless the parts say otherwise */
export function causedError(code: HarnessErrorCode, cause: unknown, parts: HarnessErrorParts): HarnessError {
  return new HarnessError(code, { got: messageOf(cause), ...parts }, { cause });
}

export function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

/** The code of a system error (ENOENT, ...), or an empty text. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
