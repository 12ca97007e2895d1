// A process of its own for crash.spec.ts: `ROOT` verifies a claim on sixteen real runs of the smallest experiment, in worker processes,
// over the ledger in ROOT, and writes the report there.
import { join } from 'node:path';
import { argv } from 'node:process';
import type { Claim } from '../../src/claims/claim.ts';
import { iml } from '../../src/claims/estimands.ts';
import { verifyClaims } from '../../src/execution/campaign/verify-claims.ts';
import { writeAtomically } from '../../src/ledger/write-atomically.ts';
import { renderJson } from '../../src/report/printable-text.ts';
import { plantedClaim } from './planted-claims.ts';

const [, , root = ''] = argv;

/** Two claims whose number is measured: how much better D5 is answered than D6. */
function measuredClaim(id: string, batchSize: number): Claim {
  const claim = plantedClaim(id, batchSize);
  const tests = claim.tests.map((test) => ({
    ...test,
    seeds: { quick: 8 },
    parts: test.parts.map((part) => ({
      ...part,
      estimands: [iml('base')],
    })),
  }));
  return { ...claim, tests } as unknown as Claim;
}

const document = await verifyClaims({
  profile: 'quick',
  claims: [],
  catalogue: [measuredClaim('first', 16), measuredClaim('second', 32)],
  seeds: 8,
  firstSeed: 0,
  backend: 'cpu',
  processes: 2,
  ledgerFolder: join(root, 'ledger'),
  signal: new AbortController().signal,
  onEvent: () => {},
  now: Date.now,
});
writeAtomically(join(root, 'report.json'), new TextEncoder().encode(renderJson(document)));
