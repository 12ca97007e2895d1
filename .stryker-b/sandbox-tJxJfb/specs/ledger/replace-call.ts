// Makes one call of a function of node:fs fail, or do something else first: how the specs of the ledger reach moments between two calls.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** One call (counted from 1) of a function of node:fs goes to `replacement`, or each. Returns what undoes it. */
export function replaceCall(
  name:
    | 'mkdirSync'
    | 'openSync'
    | 'readFileSync'
    | 'writeFileSync'
    | 'writeSync'
    | 'fsyncSync'
    | 'closeSync'
    | 'renameSync'
    | 'linkSync'
    | 'rmSync',
  number: number | 'each',
  replacement: (original: (...given: readonly unknown[]) => unknown, ...given: readonly unknown[]) => unknown,
): () => void {
  const functions = fs as unknown as Record<string, (...given: readonly unknown[]) => unknown>;
  const original = functions[name] ?? (() => undefined);
  let calls = 0;
  functions[name] = (...given) => {
    calls += 1;
    return number === 'each' || calls === number ? replacement(original, ...given) : original(...given);
  };
  syncBuiltinESMExports();
  return () => {
    functions[name] = original;
    syncBuiltinESMExports();
  };
}
