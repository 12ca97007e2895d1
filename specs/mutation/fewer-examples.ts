// Laws are tried on fewer examples, always the same ones: a mutant must not live or die by chance.
import { fc } from '@fast-check/vitest';

fc.configureGlobal({ numRuns: 25, seed: 1 });
