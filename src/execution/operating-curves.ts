// Verdicts with the operating characteristic of each part's rule. It depends on the rule alone, never on the runs, and parts that
// ask the same share it.
import type { Verdict } from '../claims/verdict.ts';
import { USUAL_SIZE } from '../decisions/campaigns.ts';
import { operatingCurve } from '../decisions/operating-curve.ts';
import { rememberedCampaigns } from './planning/claim-seeds.ts';

/** A share is known to 3 points in a hundred, which is what a plot can show; a run should not wait for more. */
const FOR_A_PLOT = { ...USUAL_SIZE, campaigns: 300 };

export function withOperatingCurves(verdicts: readonly Verdict[]): Verdict[] {
  const simulated = rememberedCampaigns(FOR_A_PLOT);
  return verdicts.map((verdict) => {
    const seeds = verdict.budget.most;
    return {
      ...verdict,
      parts: verdict.parts.map((part) => ({
        ...part,
        operatingCurve: operatingCurve(part.rule, seeds, (...asked) => simulated(...asked).rates),
      })),
    };
  });
}
