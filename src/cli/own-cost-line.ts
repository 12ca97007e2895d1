// Before anything is trained: how many claims, experiments, runs and training steps a configuration will take.
import type { Plan } from '../execution/plan.ts';
import { plannedSteps } from '../experiments/planned-steps.ts';
import type { OwnRequest } from './own-request.ts';

export function ownCostLine({ configuration, plan, shown, catalogue }: OwnRequest): string {
  const { name, file } = configuration;
  const experiments = new Set(plan.cohorts.map(({ hash }) => hash)).size;
  const claims = new Set(plan.tests.map(({ claim }) => claim.id)).size;
  const first = costOf(plan, 'fewest');
  const most = costOf(plan, 'most');
  const others = new Set(shown.unasked.map(({ claim }) => claim)).size;
  return `${name} (${file}): ${claims} of ${catalogue.length} claims that apply are asked (${others} are not, or in part), from ${experiments} experiments: ${first.runs} runs with ${inMillions(first.steps)} training steps for a first look, at most ${most.runs} with ${inMillions(most.steps)}; --plan says how long that takes here.`;
}

/** Claims share runs, so each experiment counts with the most that any of its tests asks for. */
function costOf(plan: Plan, which: 'fewest' | 'most'): { readonly runs: number; readonly steps: number } {
  const seeds = new Map<string, number>();
  for (const { hashes, budget } of plan.tests) {
    for (const hash of Object.values(hashes)) seeds.set(hash, Math.max(seeds.get(hash) ?? 0, budget[which]));
  }
  const experiments = new Map(plan.cohorts.map(({ hash, experiment }) => [hash, experiment]));
  let runs = 0;
  let steps = 0;
  for (const [hash, count] of seeds) {
    const experiment = experiments.get(hash);
    runs += count;
    steps += experiment === undefined ? 0 : count * plannedSteps(experiment);
  }
  return { runs, steps };
}

function inMillions(steps: number): string {
  return steps < 100_000 ? String(steps) : `${(steps / 1e6).toFixed(1)} million`;
}
