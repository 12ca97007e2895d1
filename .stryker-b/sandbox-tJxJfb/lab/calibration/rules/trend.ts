// decisions.md B2: false trends are judged at the edge of each of its parts: endpoints that differ by exactly the threshold, a step that
// falls by exactly the reversal margin, and the umbrella that fools a test of trend (decisions.md B2). True ones are judged there as well,
// and where nearly all questions lie at their edges at once: any one of them could refute the claim.
import type { TrendRule } from '../../../src/decisions/decision.ts';
import { type Design, FIXED, SEQUENTIAL } from '../../../src/decisions/design.ts';
import { falseRefutation } from '../false-refutation.ts';
import { NOISES, type Noise } from '../noise.ts';
import { type Procedure, throughJudge } from '../procedure.ts';
import type { PlannedStatement, SuitePlan } from '../suite-plan.ts';
import { profileWorld } from '../world.ts';

const ALPHA = 0.05;
/** Noise of a level, such that the difference of two levels has an SD of 1. */
const SPREAD = Math.SQRT1_2;
const ENDPOINT_THRESHOLD = 1;
const REVERSAL_MARGIN = 1;

const AT_THE_THRESHOLD = [0, 0.25, 0.5, 0.75, 1];
const REVERSAL = [0, 2, 4, 3, 5];
/** Three of four steps fall by the margin, the ends differ by the threshold, and the contrast of centred ranks is 0. */
const ALL_AT_THE_EDGE = [0, -1, -2, -3, 1];
const UMBRELLA = [0, 1, 2, 3, 1];
const FLAT = [0, 0, 0, 0, 0];
const RISING = [0, 1, 2, 3, 4];
const GENTLY_RISING = [0, 0.5, 1, 1.5, 2];

const trend = (design: Design): TrendRule => ({
  kind: 'trend',
  levels: ['none', 'some', 'half', 'most', 'all'],
  endpointThreshold: ENDPOINT_THRESHOLD,
  reversalMargin: REVERSAL_MARGIN,
  alpha: ALPHA,
  planned: { effect: 4, standardDeviation: 1 },
  design,
});

const fixed = throughJudge(trend(FIXED), {
  id: 'trend, 12 seeds',
  words: `B2 over five levels at alpha ${ALPHA}: contrast, Page's L, steps above -${REVERSAL_MARGIN} SD, endpoints above ${ENDPOINT_THRESHOLD} SD`,
  mostSeeds: 12,
});

const sequential = throughJudge(trend(SEQUENTIAL), {
  id: 'trend, sequential',
  words: `B2 with its parts judged sequentially, alpha ${ALPHA}`,
  mostSeeds: SEQUENTIAL.mostSeeds,
});

export const TREND_RULES: readonly Procedure[] = [fixed, sequential];

export function trendStatements(): SuitePlan {
  return {
    statements: TREND_RULES.flatMap((procedure) => [
      ...NOISES.flatMap((noise) => errorsOf(procedure, noise)),
      ...[RISING, GENTLY_RISING].map((profile) =>
        falseRefutation(procedure, { world: profileWorld('normal', { profile, spread: SPREAD }), alpha: ALPHA }),
      ),
    ]),
    cells: [],
  };
}

function errorsOf(procedure: Procedure, noise: Noise): PlannedStatement[] {
  const world = (profile: readonly number[]) => profileWorld(noise, { profile, spread: SPREAD });
  const stated = { procedure, side: 'at most', bound: ALPHA, demand: 'not refuted' } as const;
  return [
    { ...stated, quantity: 'reproduced', world: world(AT_THE_THRESHOLD), source: 'alpha of the endpoints' },
    { ...stated, quantity: 'reproduced', world: world(REVERSAL), source: 'alpha of the steps' },
    { ...stated, quantity: 'reproduced', world: world(UMBRELLA), source: 'alpha of the steps' },
    { ...stated, quantity: 'reproduced', world: world(FLAT), source: 'alpha' },
    ...[AT_THE_THRESHOLD, REVERSAL, ALL_AT_THE_EDGE].map((profile) =>
      falseRefutation(procedure, { world: world(profile), alpha: ALPHA }),
    ),
  ];
}
