// The one door to the decision rules: a rule declared before the data, and the samples in the order of their seeds, give a
// decision. Pure: the judgement (judge.ts), its words, and the power that the design has at the planned effect.
import { chanceOfReproduced, mostSeedsOf } from './chances.ts';
import type { Decision, DecisionRule, Samples } from './decision.ts';
import { FIXED } from './design.ts';
import { judge } from './judge.ts';

/** @throws HarnessError `invalid-argument` for a rule that is none, or samples of the wrong shape */
export function decide(rule: DecisionRule, samples: Samples): Decision {
  const decision = judge(rule, samples).inWords();
  if ((rule.design ?? FIXED).kind === 'fixed' || decision.outcome === 'invalid') return decision;
  // Of several looks, power belongs to all of them together, wherever this sample stopped.
  const seeds = mostSeedsOf(rule, decision.seeds);
  return { ...decision, power: chanceOfReproduced({ rule, truth: rule.planned, seeds }) };
}
