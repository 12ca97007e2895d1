import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    setupFiles: ['specs/law-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // vitest keeps a core free for itself, which of two is half of them.
    maxWorkers: '100%',
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
