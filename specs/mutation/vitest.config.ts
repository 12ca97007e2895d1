// The specs that judge mutants of the statistics and the decisions (`npm run mutate`): the quick ones, since each runs once a
// mutant. A statistic is judged by its own specs and oracles, a decision by its own, and chances before the data by theirs, not by
// whatever calls them. Long simulations stay out (specs/decisions/error-rates, specs/calibration); so does everything that trains.
// Modules are kept between specs, as loading the distributions takes longer than a spec; a mutant has a process of its own.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { makeGradients } from '../../scripts/gradients/make-gradients.mjs';

const SPECS = {
  statistics: ['specs/statistics/**/*.spec.ts', 'specs/oracles/{statistics-*,sequential}.spec.ts'],
  decisions: [
    'specs/decisions/!(campaigns|chances*|declared-power|operating-curve*|underpowered|error-rates*).spec.ts',
  ],
  chances: ['specs/decisions/{campaigns,chances*,dispersion,operating-curve-exact,underpowered}.spec.ts'],
  drift: ['specs/decisions/drift/*.spec.ts', 'specs/oracles/drift.spec.ts'],
};
/** The part whose mutants are judged (scripts/mutation/parts.ts); all specs where none is named. */
const part = Object.entries(SPECS).find(([name]) => name === process.env.MUTATED_PART);

/** Specs that take longer than the others together, for their laws and simulations. */
const SLOW =
  /\/(sequential|surely-open|missing-seeds|dispersion|pattern|trend|equivalence|existence|families|chances|operating-curve|page-trend)\.spec\.ts$/;

/** The first failure kills a mutant: so the quick specs come first. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isSlow = ({ moduleId }: TestSpecification): number => Number(SLOW.test(moduleId));
    return (await super.sort(files)).toSorted((left, right) => isSlow(left) - isSlow(right));
  }
}

await makeGradients();

export default defineConfig({
  resolve: { alias: { '@fast-check/vitest': new URL('quick-laws.ts', import.meta.url).pathname } },
  cacheDir: 'reports/mutation/.vite',
  test: {
    // One file in place of several hundred, as it is loaded again for every mutant.
    deps: {
      optimizer: {
        ssr: {
          enabled: true,
          include: ['t-cdf', 't-quantile', 't-pdf', 'normal-cdf', 'normal-quantile', 'beta-quantile'].map(
            (name) => `@stdlib/stats-base-dists-${name}`,
          ),
        },
      },
    },
    root: new URL('../..', import.meta.url).pathname,
    include: part?.[1] ?? Object.values(SPECS).flat(),
    sequence: { sequencer: QuickFirst },
    isolate: false,
    testTimeout: 300_000,
  },
});
