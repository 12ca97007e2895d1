// Implicit meta-learning where Stage 2 is dealt several times from one Stage-1 model (docs/guides/pretrained.md): a seed gives one number, the mean
// over its deals, since deals of one model are no replicates (decisions.md B0).
import { type Asked, antitheticIml, type Estimand, half, iml, mean, minus } from './estimands.ts';

/** @param deals at least one: as many as the arm's `stage2Deals` */
export function dealtAntitheticIml(arm: string, deals: number, asked: Asked = {}): Estimand {
  return mean(antitheticIml(arm, asked), ...laterDeals(arm, deals, asked));
}

/** Deal by deal, for what the variance splits into (statistics/variance-split.ts). */
export function antitheticImlByDeal(arm: string, deals: number, asked: Asked = {}): readonly Estimand[] {
  return [antitheticIml(arm, asked), ...laterDeals(arm, deals, asked)];
}

/** The first deal has the moments of a run that deals once (experiments/stages.ts). */
function laterDeals(arm: string, deals: number, asked: Asked): readonly Estimand[] {
  return Array.from({ length: deals - 1 }, (_, index) => {
    const main = iml(arm, { ...asked, moment: `after-stage-2-deal-${index + 2}` });
    return half(minus(main, iml(arm, { ...asked, moment: `after-stage-2-swapped-deal-${index + 2}` })));
  });
}
