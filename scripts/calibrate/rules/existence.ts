// Rule B1 in all its designs, and what decision-rules B1 states about it: alpha, beta, and for normal noise the whole table of
// operating characteristics.
import type { ExistenceRule } from '../../../src/decisions/decision.ts';
import { type Design, FIXED, SEQUENTIAL, STRICT, THREE_LOOKS } from '../../../src/decisions/design.ts';
import { NOISES } from '../noise.ts';
import { type Procedure, throughDecide } from '../procedure.ts';
import type { PlannedStatement, SuitePlan } from '../suite.ts';
import { effectWorld } from '../world.ts';

const ALPHA = 0.01;
/** The smallest effect that the designs are made to see, in SDs. */
const SMALLEST = 1;

const existence = (design: Design): ExistenceRule => ({
  kind: 'existence',
  direction: 'greater',
  threshold: 0,
  alpha: ALPHA,
  planned: { effect: SMALLEST, standardDeviation: 1 },
  design,
});

export const sequentialExistence = throughDecide(existence(SEQUENTIAL), {
  id: 'existence, sequential',
  words: `B1: t mixture and sign-flip at alpha ${ALPHA}, beta ${SEQUENTIAL.beta}, a look after every seed from ${SEQUENTIAL.fewestSeeds} to ${SEQUENTIAL.mostSeeds}`,
  mostSeeds: SEQUENTIAL.mostSeeds,
});

const strict = throughDecide(existence(STRICT), {
  id: 'existence, strict',
  words: `B1 with evidence from the symmetry of the signs alone, alpha ${ALPHA}`,
  mostSeeds: STRICT.mostSeeds,
});

const threeLooks = throughDecide(existence(THREE_LOOKS), {
  id: 'existence, three looks',
  words: `B1 at 6, 12 and 20 seeds, alpha ${ALPHA} spent by a power family`,
  mostSeeds: 20,
});

const fixed = throughDecide(existence(FIXED), {
  id: 'existence, 20 seeds',
  words: `B1 at a fixed number of seeds: t and sign-flip, each at alpha ${ALPHA}`,
  mostSeeds: 20,
});

export const EXISTENCE_RULES: readonly Procedure[] = [sequentialExistence, strict, threeLooks, fixed];

/** True effect; shares reproduced and not reproduced; mean seeds (decision-rules B1, normal noise). */
const B1_TABLE = [
  [-0.5, 0, 1, 8.1],
  [0, 0.0035, 0.99, 10.1],
  [0.5, 0.25, 0.47, 20.6],
  [0.75, 0.68, 0.12, 20.8],
  [1, 0.946, 0.016, 16.1],
  [1.5, 0.9999, 0.0001, 10.4],
  [2, 1, 0, 8.6],
  [3, 1, 0, 8],
] as const;

export function existenceStatements(): SuitePlan {
  return {
    statements: [
      ...EXISTENCE_RULES.flatMap(falseReproduction),
      ...[sequentialExistence, strict].flatMap(falseNonReproduction),
      ...tableStatements(),
    ],
    cells: [strict, threeLooks, fixed].flatMap((procedure) =>
      B1_TABLE.map(([effect]) => ({ procedure, world: effectWorld('normal', effect) })),
    ),
  };
}

function falseReproduction(procedure: Procedure): PlannedStatement[] {
  return NOISES.map((noise) => ({
    procedure,
    world: effectWorld(noise, 0),
    quantity: 'reproduced',
    side: 'at most',
    bound: ALPHA,
    source: 'alpha',
    // Fixed tests use alpha up: there the true rate may be the bound.
    demand: procedure === fixed || procedure === threeLooks ? 'not refuted' : 'shown',
  }));
}

function falseNonReproduction(procedure: Procedure): PlannedStatement[] {
  return NOISES.map((noise) => ({
    procedure,
    world: effectWorld(noise, SMALLEST),
    quantity: 'not-reproduced',
    side: 'at most',
    bound: SEQUENTIAL.beta,
    source: 'beta',
    demand: 'shown',
  }));
}

function tableStatements(): PlannedStatement[] {
  const about = (effect: number) => ({ procedure: sequentialExistence, world: effectWorld('normal', effect) });
  const near = B1_TABLE.flatMap(([effect, reproduced, refuted, seeds]): PlannedStatement[] => {
    const source = `table of B1: ${reproduced}, ${refuted}, ${seeds} seeds`;
    const shared = { ...about(effect), source, demand: 'shown' } as const;
    return [
      ...around({ ...shared, quantity: 'reproduced' }, reproduced, RATE_TOLERANCE),
      ...around({ ...shared, quantity: 'not-reproduced' }, refuted, RATE_TOLERANCE),
      ...around({ ...shared, quantity: 'mean seeds' }, seeds, SEEDS_TOLERANCE),
    ];
  });
  return [
    ...near,
    {
      ...about(SMALLEST),
      quantity: 'reproduced',
      side: 'at least',
      bound: 0.945,
      source: 'power stated by B1',
      // B1's own table says .946: twenty thousand campaigns cannot tell these apart, so it must not be refuted.
      demand: 'not refuted',
    },
    { ...about(0), quantity: 'mean seeds', side: 'at most', bound: 10.5, source: 'B1', demand: 'shown' },
  ];
}

/** The sign-flip gate, which the table leaves out, costs less than this. */
const RATE_TOLERANCE = 0.02;
const SEEDS_TOLERANCE = 0.5;

function around(
  about: Pick<PlannedStatement, 'procedure' | 'world' | 'quantity' | 'source' | 'demand'>,
  centre: number,
  tolerance: number,
): PlannedStatement[] {
  const low: PlannedStatement = { ...about, side: 'at least', bound: rounded(centre - tolerance) };
  const high: PlannedStatement = { ...about, side: 'at most', bound: rounded(centre + tolerance) };
  // A share is never below 0 nor above 1: nothing is stated by such a bound.
  const isShare = about.quantity !== 'mean seeds';
  return [...(isShare && low.bound <= 0 ? [] : [low]), ...(isShare && high.bound >= 1 ? [] : [high])];
}

function rounded(value: number): number {
  return Number(value.toFixed(6));
}
