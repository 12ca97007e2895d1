// The specs that judge mutants of the statistics and the decisions (`npm run mutate`): the quick ones, since each runs once a
// mutant. A statistic is judged by its own specs and oracles, and a decision by its own, not by whatever calls it. Simulated
// campaigns stay out (specs/decisions/error-rates, specs/calibration); so does everything that trains.
// Modules are kept between specs (they hold no state), as loading the distributions takes longer than a spec.
import { defineConfig } from 'vitest/config';

const SPECS = {
  statistics: ['specs/statistics/**/*.spec.ts', 'specs/oracles/{statistics-*,sequential}.spec.ts'],
  decisions: ['specs/decisions/**/*.spec.ts'],
};
/** The folder whose mutants are judged; both where none is named. */
const folder = Object.entries(SPECS).find(([name]) => name === process.env.MUTATED_FOLDER);

export default defineConfig({
  resolve: { alias: { '@fast-check/vitest': new URL('quick-laws.ts', import.meta.url).pathname } },
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: folder?.[1] ?? Object.values(SPECS).flat(),
    exclude: ['specs/decisions/error-rates.spec.ts'],
    isolate: false,
    testTimeout: 300_000,
  },
});
