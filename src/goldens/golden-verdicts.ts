// The verdicts that go into the manifest, with the reasons that do not.
import type { RunsOf } from '../claims/watched-numbers.ts';
import type { GoldenTest } from './golden-tests.ts';
import { judgePools } from './judge-pools.ts';
import type { GoldenVerdict } from './manifest.ts';

export function goldenVerdicts(
  tests: readonly GoldenTest[],
  pools: { readonly runsOf: RunsOf; readonly seeds: readonly number[] },
): (GoldenVerdict & { readonly reason: string })[] {
  return judgePools(tests, pools).map(({ claim, task, design, required, verdict, reason }) => ({
    claim,
    task,
    design,
    required,
    verdict,
    reason,
  }));
}
