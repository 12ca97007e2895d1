import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Minutes each: begun last, one of them would keep one core waiting for the other. */
const LONG = /\/(corpus|planted-trainers|real-slurm|replay-trainings|webgpu|crash)\.spec\.ts$/;

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): number => Number(LONG.test(moduleId));
    return (await super.sort(files)).toSorted((left, right) => isLong(right) - isLong(left));
  }
}

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
    },
    projects: [
      {
        extends: true,
        test: { name: 'unit', include: ['specs/**/*.spec.ts'], exclude: ['specs/claims/**', 'specs/defects/**'] },
      },
      {
        extends: true,
        test: {
          name: 'statistical',
          include: ['specs/claims/**/*.spec.ts', 'specs/defects/**/*.spec.ts'],
          globalSetup: ['specs/claims/train-quick-profile.ts'],
        },
      },
    ],
  },
});
