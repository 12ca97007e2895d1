// How many seeds a rule may spend and when it looks at them (decisions.md B1): once, at three fixed looks, or after every
// seed. Declared before the data, as part of the rule. Looks count seeds in the order of their numbers, so neither the order in
// which runs finish nor the size of a cohort can move one.
import { Type } from 'typebox';
import { Count, closed, Finite, Probability, type Valid } from '../schemas/parts.ts';

/** Looks from `fewestSeeds` to `mostSeeds`; stops at evidence 1 / alpha for the claim or K / alpha against it, or gives up by `beta`. */
const SequentialSchema = closed({
  kind: Type.Literal('sequential'),
  /**
   * `t-mixture`: the one-sample t statistic about the threshold, effects beyond it of half, 1, 2 and 4 times the smallest.
   * `sign-symmetry` (strict, existence only): nothing but the symmetry that the random roles give, which is one about 0; so for a
   * threshold other than 0 it asks for the evidence of `t-mixture` beyond the threshold as well.
   */
  evidence: Type.Enum(['t-mixture', 'sign-symmetry']),
  /** Smallest distance beyond the threshold, in SDs of the seeds, that the design is made to see: delta1. */
  smallestEffect: Finite,
  /** Chance to give up on a claim whose effect lies the smallest distance beyond the threshold, or as far short of it. */
  beta: Probability,
  fewestSeeds: Count,
  mostSeeds: Count,
  seedsPerLook: Count,
});

/**
 * `fixed`: one look, at whatever number of seeds is given. `three-looks`: after 6, 12 and 20 seeds; the nominal levels spend alpha as
 * the square of the share of seeds.
 */
export const DesignSchema = Type.Union([
  closed({ kind: Type.Literal('fixed') }),
  closed({ kind: Type.Literal('three-looks') }),
  SequentialSchema,
]);

export type Design = Valid<typeof DesignSchema>;
export type SequentialDesign = Valid<typeof SequentialSchema>;

/** Seeds at the looks of `THREE_LOOKS`. */
export const THREE_LOOKS_AT = [6, 12, 20] as const;

export const FIXED: Extract<Design, { kind: 'fixed' }> = { kind: 'fixed' };

export const THREE_LOOKS: Extract<Design, { kind: 'three-looks' }> = { kind: 'three-looks' };

/** The values registered for every claim (decisions.md B1, experiments.md 9). */
export const SEQUENTIAL: SequentialDesign = {
  kind: 'sequential',
  evidence: 't-mixture',
  smallestEffect: 1,
  beta: 0.05,
  fewestSeeds: 8,
  mostSeeds: 32,
  seedsPerLook: 1,
};

/** The same without a word about normality (existence only). */
export const STRICT: SequentialDesign = { ...SEQUENTIAL, evidence: 'sign-symmetry' };

/** Seeds at the first and the last look; null for the fixed design, which takes what it is given. */
export function seedBounds(design: Design): { readonly fewest: number; readonly most: number } | null {
  switch (design.kind) {
    case 'fixed':
      return null;
    case 'three-looks':
      return { fewest: THREE_LOOKS_AT[0], most: THREE_LOOKS_AT[2] };
    case 'sequential':
      return { fewest: design.fewestSeeds, most: design.mostSeeds };
  }
}
