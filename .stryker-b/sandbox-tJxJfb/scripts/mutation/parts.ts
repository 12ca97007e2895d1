// The parts that are mutated one after the other, each judged by its own specs (specs/mutation/vitest.config.ts has these).

export interface MutatedPart {
  readonly name: 'statistics' | 'decisions' | 'chances' | 'drift';
  /** Globs of Stryker's `mutate`. */
  readonly mutate: readonly string[];
}

const CHANCES = ['campaigns', 'chances', 'operating-curve'].map((name) => `src/decisions/${name}.ts`);

export const PARTS: readonly MutatedPart[] = [
  { name: 'statistics', mutate: ['src/statistics/**/*.ts'] },
  { name: 'decisions', mutate: ['src/decisions/*.ts', ...CHANCES.map((file) => `!${file}`)] },
  { name: 'chances', mutate: CHANCES },
  { name: 'drift', mutate: ['src/decisions/drift/*.ts'] },
];
