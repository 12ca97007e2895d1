// The specs that judge mutants of the statistics and the decisions (`npm run mutate`): the quick ones, since each runs once a
// mutant. Simulated campaigns stay out (specs/decisions/error-rates, specs/calibration); so does everything that trains.
// Modules are kept between specs (they hold no state), as loading the distributions takes longer than a spec.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: [
      'specs/statistics/**/*.spec.ts',
      'specs/decisions/**/*.spec.ts',
      'specs/oracles/{statistics-*,sequential}.spec.ts',
    ],
    exclude: ['specs/decisions/error-rates.spec.ts'],
    setupFiles: ['specs/mutation/fewer-examples.ts'],
    isolate: false,
    testTimeout: 300_000,
  },
});
