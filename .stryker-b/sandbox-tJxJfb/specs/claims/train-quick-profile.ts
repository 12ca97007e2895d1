// Runs once before the statistical specs of the exhaustive tier: trains what the quick profile and the null world still lack in the ledger,
// on all cores, and golden seeds on every backend that works here.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { verdictsIn } from '../../lab/defects/runs/quick-reports.ts';
import { trainedProfile } from '../../lab/defects/runs/trained-profile.ts';
import { DRIFT } from '../../src/decisions/drift/drift.ts';
import { HAS_NATIVE } from '../tensors/native-available.ts';
import { type AgainstGoldens, againstGoldens } from './against-goldens.ts';
import { provideAll, say } from './provided.ts';

export async function setup(project: TestProject): Promise<void> {
  const trained = await trainedProfile(project.config.root, say);
  const { folder, ledgerFolder } = trained;
  const judged: AgainstGoldens[] = [];
  for (const backend of HAS_NATIVE ? (['wasm', 'tensorflow'] as const) : (['wasm'] as const)) {
    judged.push(
      await againstGoldens({
        backend,
        folder: join(folder, backend),
        ledgerFolder: backend === 'wasm' ? ledgerFolder : null,
        // Native bytes are those of the processor's kind: on another one all differ, and a handful of seeds is for alarms, as in a night.
        paired: backend === 'wasm' ? 24 : DRIFT.fewestSeeds,
        processes: availableParallelism(),
        say,
      }),
    );
  }
  const verdictsOnce = verdictsIn(trained.fixedReport);
  provideAll(project, { ...trained, freshReport: trained.quickReport }, { folder, judged, verdictsOnce });
}
