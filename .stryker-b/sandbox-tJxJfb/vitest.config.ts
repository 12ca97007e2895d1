// Three tiers of tests, told apart by the name of the file alone: `npm test` runs specs/**/*.spec.ts, `npm run test:exhaustive` runs
// specs/**/*.exhaustive.spec.ts, and `npm run test:nightly` runs specs/**/*.nightly.spec.ts. The first two together must end within 45 minutes
// on two cores, so what is slowest is the third's. What several look at, in small and in large, is in a module that they import. The specs in
// specs/claims run in the first two: about the golden pools in `npm test`, about the quick profile trained anew in the exhaustive tier.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { makeGradients } from './scripts/gradients/make-gradients.mjs';

const EXHAUSTIVE = 'specs/**/*.exhaustive.spec.ts';
const NIGHTLY = 'specs/**/*.nightly.spec.ts';
/** What is asked of runs of the quick profile: they are judged or trained before. */
const ABOUT_RUNS = ['specs/claims/*.spec.ts'];
/** Native TensorFlow is loaded once a process, so what is said of loading it needs a process in which nobody has. */
const OWN_PROCESS = ['specs/native/real-addon.spec.ts'];
const ABOUT_TRAINED_RUNS = [...ABOUT_RUNS, 'specs/defects/null-world.exhaustive.spec.ts'];

/** Half a minute and more each: begun last, one of them would keep one core waiting for the other. */
const LONG =
  /\/(planted-trainers|real-slurm|crash|webgpu|replay-trainings|training|data|evaluation|tampered|process|error-rates|audit-command|ledger-failures|bundle|swiftshader-pool|one-file|every-node)(\.exhaustive|\.nightly)?\.spec\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): number => Number(LONG.test(moduleId));
    return (await super.sort(files)).toSorted((left, right) => isLong(right) - isLong(left));
  }
}

await makeGradients();

export default defineConfig({
  test: {
    setupFiles: ['specs/law-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // vitest keeps a core free for itself, which of two is half of them.
    maxWorkers: '100%',
    sequence: { sequencer: LongFirst },
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'json-summary'],
      // Below them `npm run coverage` fails. A floor: what runs in processes of its own (workers, children, WebGPU) is not counted.
      thresholds: { statements: 80, branches: 70, functions: 80, lines: 80 },
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['specs/**/*.spec.ts'],
          exclude: [EXHAUSTIVE, NIGHTLY, ...ABOUT_RUNS, ...OWN_PROCESS],
          // Loading TensorFlow.js and the house anew for each of two hundred files took a third of all time. Specs of this tier leave
          // no state behind that another would see: a spec starts the backend that it needs, and counts tensors from its own beginning.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'own-process', include: OWN_PROCESS },
      },
      {
        extends: true,
        test: {
          name: 'statistical',
          include: ABOUT_RUNS,
          exclude: [EXHAUSTIVE, NIGHTLY],
          globalSetup: ['specs/claims/judge-golden-runs.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'exhaustive', include: [EXHAUSTIVE], exclude: ABOUT_TRAINED_RUNS },
      },
      {
        extends: true,
        test: {
          name: 'exhaustive-statistical',
          include: ABOUT_TRAINED_RUNS,
          globalSetup: ['specs/claims/train-quick-profile.ts'],
        },
      },
      {
        extends: true,
        test: { name: 'nightly', include: [NIGHTLY] },
      },
    ],
  },
});
