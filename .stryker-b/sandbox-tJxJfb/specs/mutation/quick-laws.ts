// Stands in for @fast-check/vitest where mutants are judged: loading that one takes seconds (it builds every chain of vitest's
// modifiers), and it would be loaded once a mutant. Laws are tried on fewer examples unless they ask for a number, always the same
// ones, as a mutant must not live or die by chance; the first counterexample is enough, so none is shrunk.
import * as fc from 'fast-check';
import { test as plain } from 'vitest';

export { fc };

const USUAL_EXAMPLES = 12;

function prop<Values extends [unknown, ...unknown[]]>(
  arbitraries: { readonly [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  parameters: fc.Parameters<Values> = {},
): (name: string, law: (...values: Values) => void) => void {
  return (name, law) => {
    plain(name, () =>
      fc.assert(fc.property(...arbitraries, law), {
        numRuns: USUAL_EXAMPLES,
        ...parameters,
        seed: 1,
        endOnFailure: true,
      }),
    );
  };
}

export const test = Object.assign(plain, { prop });
