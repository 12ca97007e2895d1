// The three worlds that a plan looks at: no effect, the smallest effect of interest, and the effect that calibration measured
// (the rule's `planned`); and the seeds that a rule would spend in each.
import { existenceIn, type Truth } from './chances.ts';
import type { DecisionRule } from './decision.ts';
import { FIXED } from './design.ts';

export const WORLDS = ['none', 'smallest', 'measured'] as const;
export type World = (typeof WORLDS)[number];

/** Smallest: the threshold, of a sequential design its smallest distance beyond the threshold; for equivalence the margin. */
export function truthIn(world: World, rule: DecisionRule): Truth {
  const { standardDeviation } = rule.planned;
  if (world === 'measured') return rule.planned;
  if (world === 'none') return { effect: 0, standardDeviation };
  if (rule.kind === 'equivalence') return { effect: rule.margin, standardDeviation };
  const { direction, threshold } = existenceIn(rule);
  const { design = FIXED } = rule;
  const beyond = design.kind === 'sequential' ? design.smallestEffect * standardDeviation : 0;
  return { effect: direction === 'greater' ? threshold + beyond : threshold - beyond, standardDeviation };
}
