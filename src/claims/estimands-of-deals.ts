// Numbers of a seed whose Stage 2 is dealt several times from one Stage-1 model (docs/guides/pretrained.md): a seed gives one, the mean over its
// deals, since deals of one model are no replicates (decisions.md B0).
import { type Asked, antitheticIml, type Estimand, mean, SWAPPED } from './estimands.ts';

/** When both arms of a deal are asked. */
export interface Deal {
  readonly asTheyWere: Asked;
  readonly exchanged: Asked;
}

/** The first has the moments of a run that deals once (experiments/stages.ts). @param deals at least one: as many as the arm's `stage2Deals` */
export function dealsOf(deals: number): readonly [Deal, ...Deal[]] {
  const later = Array.from({ length: deals - 1 }, (_, index): Deal => {
    const deal = index + 2;
    return {
      asTheyWere: { moment: `after-stage-2-deal-${deal}` },
      exchanged: { moment: `after-stage-2-swapped-deal-${deal}` },
    };
  });
  return [{ asTheyWere: {}, exchanged: SWAPPED }, ...later];
}

/** The mean over deals of what is computed of each. */
export function overDeals(deals: number, of: (deal: Deal) => Estimand): Estimand {
  const [first, ...later] = dealsOf(deals);
  return mean(of(first), ...later.map(of));
}

/** Of a deal, half the difference between the gaps with the tags as they were and exchanged. */
export const antitheticOf =
  (arm: string, asked: Asked = {}) =>
  ({ asTheyWere, exchanged }: Deal): Estimand =>
    antitheticIml(arm, { ...asked, ...asTheyWere }, exchanged);
