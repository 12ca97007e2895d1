// The runs of the golden pools as a ledger: where this copy of the harness gives the bytes that they hold (against-goldens.ts), what they
// say it would say, and nothing has to be trained for it. Curves are not in pools, so there are none in this ledger.
import { fileURLToPath } from 'node:url';
import { CLAIMS } from '../../../src/claims/registry/registry.ts';
import { harnessVersion } from '../../../src/execution/fingerprint/harness-version.ts';
import { loadImages } from '../../../src/execution/inputs/load-images.ts';
import { type Goldens, requireGoldens } from '../../../src/goldens/load-goldens.ts';
import { runsOfPool } from '../../../src/goldens/pool-schema.ts';
import { openLedger } from '../../../src/ledger/ledger.ts';

const ABOUT = { host: 'golden', startedAt: new Date(0).toISOString(), seconds: 0, harnessVersion: harnessVersion() };

export function wasmGoldens(): Goldens {
  return requireGoldens({
    folder: fileURLToPath(new URL('../../../golden', import.meta.url)),
    environment: 'wasm',
    profile: 'quick',
    claims: CLAIMS,
    imagesDigest: loadImages(null).digest,
  });
}

/**
 * Of the goldens for WebAssembly, on which a cohort is a seed.
 * @param folder where the ledger will lie
 * @param options.seeds of each experiment; left out: as many as a claim of the quick profile may look at
 * @returns its folder
 */
export function goldenLedger(
  folder: string,
  { fingerprint, seeds = 32 }: { readonly fingerprint: string; readonly seeds?: number },
): string {
  const ledger = openLedger(folder);
  ledger.prepare();
  const { pools } = wasmGoldens();
  for (const { header, records } of pools) {
    const runs = [...runsOfPool(records)].slice(0, seeds);
    for (const [seed, record] of runs) {
      const { experimentHash } = header;
      ledger.write({ experimentHash, fingerprint, cohort: seed, seeds: [seed], records: [record] }, ABOUT);
    }
  }
  return ledger.root;
}
