// Mistakes in the trainer, made around the real one on the digit grid.
import { errorOf } from '../planted/error-of.ts';
import { judgeTrained, said, saidOfPart } from '../planted/judged.ts';
import { asBase, gated, SMALL, SMALL_CONVERGED, train, trainForGate } from '../planted/small-grid.ts';
import * as trainers from '../planted/spoilt-trainers.ts';
import { shiftedTargets, stageOneAgain } from '../planted/spoilt-worlds.ts';
import type { GridSpoil } from '../planted/train-grid.ts';
import { defectsOf, type Surroundings, UNPROVEN, UNPROVEN_BECAUSE } from './defect.ts';

/** As well trained as the registered world, whose gates these leave standing. */
const onConverged = async (at: Surroundings, spoil: GridSpoil) => {
  const options = { experiment: SMALL_CONVERGED };
  return said(judgeTrained('iml-appears', { arms: ['base'], ...options, records: await train(at, spoil, options) }));
};
const ONE_RUN_SHOWS_IT = 'no number of a run is off: only a comparison with runs that were made before can show it';

export const TRAINING_DEFECTS = defectsOf('training', [
  {
    id: 'no-learning-rate-in-stage-2',
    what: 'The learning rate of Stage 2 is 0.',
    mustBe: 'invalid',
    because: /gate failed: accuracy of D5 asked with its own tag/,
    run: (at) => gated(at, { engine: trainers.noRateInStageTwo }),
  },
  {
    id: 'stage-1-stops-learning',
    what: 'Stage 1 learns nothing after a tenth of its steps, and goes on counting them.',
    mustBe: 'invalid',
    because: /gate failed: held-out accuracy of D1QA1/,
    run: (at) => gated(at, { engine: trainers.deadAfter(120) }),
  },
  {
    id: 'stage-1-model-not-loaded',
    what: 'Stage 2 starts from the initial parameters, not from the model after Stage 1.',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: async (at) =>
      saidOfPart(judgeTrained('iml-appears', asBase(await train(at, { engine: trainers.startsAnew })))),
  },
  {
    id: 'stage-2-trains-stage-1-again',
    what: 'Stage 2 goes on with documents of Stage 1.',
    mustBe: 'invalid',
    because: /gate failed: accuracy of D5 asked with its own tag/,
    run: (at) => gated(at, { documents: stageOneAgain }),
  },
  {
    id: 'stage-2-cut-short',
    what: 'Stage 2 ends after half of its steps.',
    mustBe: 'invalid',
    because: /its stage 2 took 40 steps, not 80/,
    run: async (at) => {
      const { stage2 } = SMALL.protocol;
      if (stage2 === null) throw new Error('The small world has two stages.');
      const short = { ...stage2, length: { kind: 'steps', steps: 40 } } as const;
      const experiment = { ...SMALL, protocol: { ...SMALL.protocol, stage2: short } };
      return said(judgeTrained('iml-appears', asBase(await trainForGate(at, {}, experiment))));
    },
  },
  {
    id: 'targets-one-cell-off',
    what: 'The targets of definitions are one cell too far.',
    mustBe: 'invalid',
    because: /gate failed/,
    run: (at) => gated(at, { world: shiftedTargets }),
  },
  {
    id: 'loss-of-the-first-cell',
    what: 'The loss asks the first cell of a document alone.',
    mustBe: 'invalid',
    because: /gate failed/,
    run: (at) => gated(at, { stage: trainers.firstCellOnly }),
  },
  {
    id: 'gradient-ascent',
    what: 'The step has the wrong sign: the loss is maximised.',
    mustBe: 'invalid',
    because: /gate failed/,
    run: (at) => gated(at, { engine: trainers.rateTimes(-1) }),
  },
  {
    id: 'learning-rate-explodes',
    what: 'The learning rate is so large that the parameters overflow.',
    mustBe: 'not-finite',
    because: /the run is broken and counts as missing/,
    run: (at) => errorOf(() => train(at, { engine: trainers.rateTimes(1e30) })),
  },
  {
    id: 'seed-ignored',
    what: 'The trainer ignores the seed: every seed is the same run.',
    mustBe: 'invalid',
    because: /20000 and 20001 hold the same run, number for number/,
    run: async (at) => {
      const [first] = await train(at, {}, { seeds: [20_000] });
      const records = Array.from({ length: 8 }, (_, index) => ({ ...structuredClone(first), seed: 20_000 + index }));
      return said(judgeTrained('iml-appears', asBase(records as Awaited<ReturnType<typeof train>>)));
    },
  },
  {
    id: 'one-initialisation',
    what: 'All seeds start from the same initial parameters.',
    mustBe: 'invalid',
    because: /independent/,
    survives: ONE_RUN_SHOWS_IT,
    run: (at) => onConverged(at, { model: trainers.oneInitialisation }),
  },
  {
    id: 'order-never-reshuffled',
    what: 'Every epoch has the order of the first.',
    standsIn: 'one-initialisation',
    mustBe: 'invalid',
    because: /order/,
    survives: ONE_RUN_SHOWS_IT,
    run: (at) => onConverged(at, { stage: trainers.neverReshuffled }),
  },
  {
    id: 'optimizer-carried-into-stage-2',
    what: "Stage 2 goes on with the optimizer's moments of Stage 1.",
    standsIn: 'one-initialisation',
    mustBe: 'invalid',
    because: /optimizer/,
    survives: ONE_RUN_SHOWS_IT,
    run: (at) => onConverged(at, { engine: trainers.momentsCarried }),
  },
]);
