// Goldens in the real format around runs that nobody trained, bent by somebody who also makes the checksums fit; and a promotion
// that ought to be refused.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import type { GoldenFiles } from '../../../src/goldens/golden-files.ts';
import { loadFrom } from '../../../src/goldens/load-goldens.ts';
import type { Pool } from '../../../src/goldens/pool-schema.ts';
import { type PromoteRequest, promoteGoldens } from '../../../src/goldens/promote-goldens.ts';
import { invalidGolden } from '../../../src/goldens/refuse-golden.ts';
import type { Finding, Surroundings } from '../corpus/defect.ts';
import {
  changed,
  exampleGoldens,
  examplePools,
  poolPathOf,
  scope,
  sealed,
  smallCatalogue,
  verdictsOf,
} from '../fabricated/golden-examples.ts';
import { errorOf } from './error-of.ts';

/** What loading the folder says. */
export function loaded(files: GoldenFiles): Promise<Finding> {
  return errorOf(() => {
    const found = loadFrom(files, { ...scope, claims: smallCatalogue });
    if (found.kind === 'invalid') throw invalidGolden(found.complaints, 'golden');
  });
}

export const goodGoldens = () => exampleGoldens({ claims: smallCatalogue });

/** One file of the folder with another text, checksums as they were. */
export function edited(
  name: 'pool' | 'history.jsonl' | 'manifest.json',
  change: (text: string) => string,
): GoldenFiles {
  const files = goodGoldens();
  const path = name === 'pool' ? poolPathOf(files) : name;
  const before = Buffer.from(files.get(path) ?? []).toString('utf8');
  const after = change(before);
  if (after === before) throw new Error('Nothing was spoilt.');
  return changed(files, path, after);
}

/** The pool changed, and everything around it sealed again; what is said of the claims stays. */
export function forged(change: (pool: Pool) => Pool): GoldenFiles {
  const pools = examplePools({ claims: smallCatalogue });
  return sealed({ pools: pools.map(change), verdicts: verdictsOf(pools, smallCatalogue) });
}

/** Nothing is there to be promoted: what is refused before that is what this is about. */
export function promoted(at: Surroundings, change: Partial<PromoteRequest>): Promise<Finding> {
  const folder = mkdtempSync(join(at.scratch, 'golden-'));
  const request: PromoteRequest = {
    ...scope,
    claims: smallCatalogue,
    folder,
    candidateFolder: join(folder, 'candidate'),
    author: 'A Person',
    reason: 'a reason',
    evidence: {
      report: {
        profile: 'quick',
        startedAt: new Date(0).toISOString(),
        replay: '',
        environment: { backend: 'wasm', fingerprint: 'f'.repeat(64) },
        verdicts: [],
      },
      sha256: 'b'.repeat(64),
      path: 'report.json',
    },
    variables: {},
    now: () => 0,
    show: () => {},
  };
  return errorOf(() => promoteGoldens({ ...request, ...change }));
}
