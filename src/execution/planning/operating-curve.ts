// The operating characteristic of a rule as a curve: how often it says what, by the true effect, at the spread that is planned.
import type { OperatingRates } from '../../decisions/campaigns.ts';
import { thresholdOf } from '../../decisions/chances.ts';
import type { PartPlan, Simulate } from './claim-seeds.ts';

export interface OperatingCurve {
  readonly effects: readonly number[];
  readonly rates: readonly OperatingRates[];
}

const POINTS = 17;

/** From no effect (or a little on the wrong side) to beyond both what the rule asks for and what is planned. */
export function operatingCurve({ rule, mostSeeds }: PartPlan, simulated: Simulate): OperatingCurve {
  const { effect, standardDeviation } = rule.planned;
  const threshold = thresholdOf(rule);
  const sign = rule.kind !== 'equivalence' && threshold + effect < 0 ? -1 : 1;
  const far = 1.2 * Math.max(Math.abs(effect), Math.abs(threshold) + 2 * standardDeviation);
  const from = rule.kind === 'equivalence' ? -far : -0.2 * far;
  const effects = Array.from({ length: POINTS }, (_, index) => sign * (from + ((far - from) * index) / (POINTS - 1)));
  return { effects, rates: effects.map((at) => simulated(rule, { effect: at, standardDeviation }, mostSeeds).rates) };
}
