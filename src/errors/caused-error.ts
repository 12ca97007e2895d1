// An error of the harness about what something else threw, which goes with it as its cause.
import { HarnessError, type HarnessErrorCode, type HarnessErrorParts } from './harness-error.ts';

/** @param cause whatever was thrown: what it says is what was got, unless the parts say otherwise */
export function causedError(code: HarnessErrorCode, cause: unknown, parts: HarnessErrorParts): HarnessError {
  return new HarnessError(code, { got: cause instanceof Error ? cause.message : String(cause), ...parts }, { cause });
}
