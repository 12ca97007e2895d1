// Runs once before the statistical specs of `npm test`. What this copy of the harness makes of a few golden seeds of every experiment is
// held against the golden bytes. Where they are equal, the runs of the golden pools are this copy's runs, and the quick profile is judged
// from them: nothing else has to be trained but eight fresh seeds of the first claim. Where they are not, nothing follows from the pools,
// and the quick profile is trained as a whole, as in the exhaustive tier.
import { mkdtempSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { goldenLedger, wasmGoldens } from '../../lab/defects/runs/golden-ledger.ts';
import { quickReport, quickReports, verdictsIn } from '../../lab/defects/runs/quick-reports.ts';
import { CONFIRM_POOL, GOLDEN_POOL } from '../../src/claims/registry/seed-pools.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { numericsFingerprint } from '../../src/execution/fingerprint/numerics-fingerprint.ts';
import { judgePools } from '../../src/goldens/golden-tests.ts';
import { startBackend } from '../../src/tensors/backend.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';
import { againstGoldens } from './against-goldens.ts';
import { provideAll, say } from './provided.ts';

const FIRST_CLAIM = ['iml-appears'];

export async function setup(project: TestProject): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'iml-specs-'));
  const processes = availableParallelism();
  const kept = join(project.config.root, '.iml');
  // A night trains golden seeds anew, to see the machine. Here the code is in question, and runs are filed under its fingerprint.
  const replaysOn = (backend: string) => join(kept, 'golden-replays', backend);
  const usual = { ledgerFolder: join(kept, 'ledger'), folder, firstSeed: CONFIRM_POOL, say };
  const freshReport = await quickReport(usual, { design: 'declared', claims: FIRST_CLAIM, name: 'fresh seeds' });
  const fingerprint = numericsFingerprint(await startBackend('wasm'));
  const onWasm = await againstGoldens({
    backend: 'wasm',
    folder: replaysOn('wasm'),
    ledgerFolder: usual.ledgerFolder,
    paired: 24,
    processes,
    say,
  });
  if (!onWasm.isIdentical) say('golden seeds give other bytes here: the quick profile is trained');
  const { ledgerFolder, ...judged } = onWasm.isIdentical
    ? { ledgerFolder: goldenLedger(join(folder, 'golden-ledger'), { fingerprint }), firstSeed: GOLDEN_POOL }
    : usual;
  const reports = await quickReports({ ...judged, ledgerFolder, folder, say });
  const goldens = wasmGoldens();
  const verdictsOnce = onWasm.isIdentical ? judgePools(goldens.tests, goldens.pools) : verdictsIn(reports.fixedReport);
  const native = HAS_NATIVE
    ? [
        await againstGoldens({
          backend: 'tensorflow',
          claims: FIRST_CLAIM,
          folder: replaysOn('tensorflow'),
          ledgerFolder: null,
          paired: DRIFT.fewestSeeds,
          processes,
          say,
        }),
      ]
    : [];
  provideAll(
    project,
    { ...reports, freshReport, ledgerFolder, fingerprint, nullRuns: null },
    { folder, judged: [onWasm, ...native], verdictsOnce },
  );
}
