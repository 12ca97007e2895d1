// As if each configuration took 151 runs: to measure what it really takes, workers start and train some steps.
import type { PlanAhead } from '../../src/cli/command.ts';

export const somePrice = (async () => ({
  total: { measured: { runs: 151.2, minutes: 3.8, minutesNinetieth: 5.1 } },
  processes: 2,
  backend: 'wasm',
})) as unknown as PlanAhead;
