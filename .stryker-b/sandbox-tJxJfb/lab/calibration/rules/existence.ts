// decisions.md B1 in all its designs: about no effect, about a threshold other than 0, and at other levels. What is stated of them stands
// beside: errors (existence-errors.ts), chances and seeds (existence-chances.ts).
import type { ExistenceRule } from '../../../src/decisions/decision.ts';
import { type Design, FIXED, SEQUENTIAL, STRICT, THREE_LOOKS } from '../../../src/decisions/design.ts';
import { type Procedure, throughJudge } from '../procedure.ts';

export const ALPHA = 0.01;
/** The smallest effect that the designs are made to see, in SDs. */
export const SMALLEST = 1;
/** A threshold other than 0, in planned SDs: it is tested like 0, so all error rates must hold about it too. */
const THRESHOLD = 1;
/** A looser level, and that of a claim in a family of ten. */
const OTHER_ALPHAS = [0.05, 0.005];

const existence = (design: Design, { threshold = 0, alpha = ALPHA } = {}): ExistenceRule => ({
  kind: 'existence',
  direction: 'greater',
  threshold,
  alpha,
  planned: { effect: threshold + SMALLEST, standardDeviation: 1 },
  design,
});

const wordsOfSequential = (alpha: number): string =>
  `B1: t mixtures for and against and sign-flip at alpha ${alpha}, beta ${SEQUENTIAL.beta}, a look after every seed from ${SEQUENTIAL.fewestSeeds} to ${SEQUENTIAL.mostSeeds}`;

const DESIGNS = [
  {
    id: 'existence, sequential',
    design: SEQUENTIAL,
    mostSeeds: SEQUENTIAL.mostSeeds,
    words: wordsOfSequential(ALPHA),
  },
  {
    id: 'existence, strict',
    design: STRICT,
    mostSeeds: STRICT.mostSeeds,
    words: `B1 with evidence from the symmetry of the signs alone, alpha ${ALPHA}`,
  },
  {
    id: 'existence, three looks',
    design: THREE_LOOKS,
    mostSeeds: 20,
    words: `B1 at 6, 12 and 20 seeds, alpha ${ALPHA} spent by a power family`,
  },
  {
    id: 'existence, 20 seeds',
    design: FIXED,
    mostSeeds: 20,
    words: `B1 at a fixed number of seeds: t and sign-flip, each at alpha ${ALPHA}`,
  },
] as const;

/** A rule with what is needed to state something about it. */
export interface RatedProcedure {
  readonly procedure: Procedure;
  readonly rule: ExistenceRule;
}

export const ABOUT_ZERO = DESIGNS.map(({ design, ...names }): RatedProcedure => {
  const rule = existence(design);
  return { rule, procedure: throughJudge(rule, names) };
});

export const ABOUT_THRESHOLD = DESIGNS.map(({ design, id, words, mostSeeds }): RatedProcedure => {
  const rule = existence(design, { threshold: THRESHOLD });
  const names = { id: `${id}, threshold ${THRESHOLD}`, words: `${words}; a mean above ${THRESHOLD} SD`, mostSeeds };
  return { rule, procedure: throughJudge(rule, names) };
});

export const AT_OTHER_ALPHAS = OTHER_ALPHAS.map((alpha): RatedProcedure => {
  const rule = existence(SEQUENTIAL, { alpha });
  const names = { id: `existence, sequential, alpha ${alpha}`, words: wordsOfSequential(alpha) };
  return { rule, procedure: throughJudge(rule, { ...names, mostSeeds: SEQUENTIAL.mostSeeds }) };
});

export function looksSeldom({ rule }: RatedProcedure): boolean {
  return rule.design?.kind !== 'sequential';
}

export const EXISTENCE_RULES: readonly Procedure[] = [...ABOUT_ZERO, ...ABOUT_THRESHOLD, ...AT_OTHER_ALPHAS].map(
  ({ procedure }) => procedure,
);
