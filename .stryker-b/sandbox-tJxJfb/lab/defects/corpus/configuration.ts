// Mistakes in what a person asks for, and red results that somebody turns green on the way out.
import { symbolsBase as base } from '../../../src/claims/arms/digit-grid.ts';
import { experimentsOf } from '../../../src/claims/arms/experiments-of.ts';
import { claimById } from '../../../src/claims/registry/registry.ts';
import { CONFIRM_POOL } from '../../../src/claims/registry/seed-pools.ts';
import type { VerdictWord } from '../../../src/claims/verdicts/verdict.ts';
import { exitCodeOfVerdicts } from '../../../src/cli/exit-codes.ts';
import { readConfiguration } from '../../../src/configurations/read-configuration.ts';
import { makePlan, type PlanRequest } from '../../../src/execution/planning/plan.ts';
import { type GridExperiment, parseExperiment } from '../../../src/experiments/experiment.ts';
import { runCohort } from '../../../src/experiments/run-cohort.ts';
import { errorOf } from '../planted/error-of.ts';
import { judgeTrained, said } from '../planted/judged.ts';
import { SMALL, train, UNTRAINED } from '../planted/small-grid.ts';
import { defectsOf, type Finding, type Planted, type Sound } from './defect.ts';

const { protocol, task } = base;
/** The registered experiment with fields of Stage 1 that may be no such fields. */
const inStage1 = (change: object) => ({
  ...base,
  protocol: { ...protocol, stage1: { ...protocol.stage1, ...change } },
});

function refused(id: string, what: string, because: RegExp, experiment: unknown): Planted {
  const run = () => errorOf(() => parseExperiment(experiment, 'planted'));
  return { id, what, mustBe: 'invalid-experiment', because, run };
}

/** Found when the world is drawn or the stage planned, before a step is trained. */
function refusedInTraining(id: string, what: string, because: RegExp, experiment: GridExperiment): Planted {
  const run: Planted['run'] = ({ engine }) =>
    errorOf(() => runCohort({ experiment, seeds: [1], images: null, engine }));
  return { id, what, mustBe: 'invalid-experiment', because, run };
}

const REQUEST: PlanRequest = {
  profile: 'quick',
  claims: [],
  seeds: null,
  firstSeed: CONFIRM_POOL,
  imagesDigest: 'none',
  cohortSize: 1,
};

function refusedPlan(
  id: string,
  what: string,
  [mustBe, because]: [string, RegExp],
  change: Partial<PlanRequest>,
): Planted {
  return { id, what, mustBe, because, run: () => errorOf(() => makePlan({ ...REQUEST, ...change })) };
}

/** The exit code of a run with these verdicts beside one that is reproduced. */
function exits(words: readonly { readonly verdict: VerdictWord; readonly required: boolean }[]): Finding {
  const verdicts = words.length === 0 ? [] : [{ verdict: 'reproduced', required: true } as const, ...words];
  const code = exitCodeOfVerdicts(verdicts);
  return { outcome: `exit ${code}`, reason: words.map(({ verdict }) => verdict).join(', ') || 'no verdict' };
}

const isRed = (verdict: VerdictWord, code: number): Planted => ({
  id: `exit-code-of-${verdict}`,
  what: `A required claim is ${verdict}, and the run is taken for a success.`,
  mustBe: `exit ${code}`,
  because: new RegExp(verdict),
  run: async () => exits([{ verdict, required: true }]),
});

/** A configuration file of somebody's own, of which all errors must be told. */
function refusedFile(id: string, what: string, because: RegExp, text: string): Planted {
  const source = { file: 'my-model.json', folder: '.', imagesDigest: '0123456789abcdef' };
  const run = () => errorOf(() => readConfiguration(text, source));
  return { id, what, mustBe: 'invalid-configuration', because, run };
}

export const SOUND_CONFIGURATIONS: readonly Sound[] = [
  {
    id: 'experiment-as-registered',
    what: 'The experiment of the quick profile.',
    mustBe: 'unnoticed',
    run: () => errorOf(() => parseExperiment(JSON.parse(JSON.stringify(base)), 'planted')),
  },
  {
    id: 'exit-code-of-reproduced',
    what: 'All required claims are reproduced; one that is not required is not.',
    mustBe: 'exit 0',
    run: async () => exits([{ verdict: 'not-reproduced', required: false }]),
  },
];

export const CONFIGURATION_DEFECTS = defectsOf('configuration', [
  refused('unknown-task', 'The task is misspelt.', /\/task\/kind/, { ...base, task: { ...task, kind: 'digit-gird' } }),
  refused(
    'unknown-field',
    'A field is misspelt, and its default would be taken.',
    /no field "weightDecy" here; did you mean "weightDecay"/,
    inStage1({ weightDecy: 0.1 }),
  ),
  refused(
    'rate-as-text',
    'A number is given as text.',
    /learningRate: got "0.002", expected a number/,
    inStage1({ learningRate: '0.002' }),
  ),
  refused(
    'rate-of-zero',
    'The learning rate is 0.',
    /learningRate: got 0, expected a number above 0/,
    inStage1({ learningRate: 0 }),
  ),
  refused('two-stages-without-the-second', 'Two stages are asked for and one is given.', /need `stage2`/, {
    ...base,
    protocol: { ...protocol, stage2: null },
  }),
  refused(
    'dropout-on-a-grid',
    'A setting is given that the task does not have.',
    /no such settings/,
    inStage1({ dropout: 0.1 }),
  ),
  refusedFile(
    'file-with-a-typo',
    'A field of a configuration file is misspelt, and its default would be taken.',
    /\/model\/widht[\s\S]*did you mean "width"/,
    '{ "extends": "digit-grid/symbols", "model": { "widht": 96 } }',
  ),
  refusedFile(
    'file-with-two-errors',
    'Two errors stand in a configuration file, and only the first would be told.',
    /2 errors[\s\S]*\/model\/layers[\s\S]*\/batches/,
    '{ "extends": "digit-grid/symbols", "model": { "layers": -1 }, "batches": [16, 16] }',
  ),
  refusedFile(
    'file-with-a-field-twice',
    'A field stands twice in a configuration file, and the last one would win.',
    /stands twice/,
    '{ "extends": "digit-grid/symbols", "model": { "width": 96, "width": 32 } }',
  ),
  refusedFile(
    'file-with-an-unknown-claim',
    'A configuration file asks for a claim that does not exist.',
    /iml-apears[\s\S]*iml-appears/,
    '{ "extends": "digit-grid/symbols", "claims": { "include": ["iml-apears"] } }',
  ),
  refusedFile(
    'configuration-cut-off',
    'A configuration file is cut off.',
    /is no JSON/,
    '{ "extends": "digit-grid/symbols", "model": {',
  ),
  refusedInTraining(
    'more-trained-than-there-are',
    'More cells are trained than a grid has: none is held out.',
    /More cells are trained/,
    { ...base, task: { ...task, trainedCells: 7 } },
  ),
  refusedInTraining(
    'share-not-whole',
    'A share of consistent definitions is rounded without a word.',
    /cannot be exact/,
    { ...base, task: { ...task, consistentShare: { reliable: 0.333, unreliable: 0.667 } } },
  ),
  refusedInTraining(
    'batch-larger-than-data',
    'A batch is larger than the data of its stage.',
    /fewer documents than one batch/,
    {
      ...UNTRAINED,
      protocol: { ...UNTRAINED.protocol, stage1: { ...UNTRAINED.protocol.stage1, batchSize: 10_000 } },
    },
  ),
  {
    id: 'not-measured',
    what: 'A claim is asked of an experiment that does not measure what it is about.',
    mustBe: 'invalid-experiment',
    because: /does not measure what the claim is about/,
    run: (at) =>
      errorOf(async () => {
        const records = await train(at, {}, { experiment: UNTRAINED });
        return said(judgeTrained('probe-transfers', { arms: ['base', 'aliasFirst'], experiment: SMALL, records }));
      }),
  },
  {
    id: 'other-pictures',
    what: 'The pictures are others than those that the experiment names.',
    mustBe: 'invalid-images',
    because: /not those that the experiment names/,
    run: ({ engine }) => {
      const test = claimById('iml-appears').tests.find((one) => one.task === 'digit-grid/handwriting');
      const experiment = experimentsOf(test?.arms ?? {}, '0123456789abcdef').base;
      if (experiment === undefined) throw new Error('There is no handwriting.');
      return errorOf(() => runCohort({ experiment, seeds: [1], images: null, engine }));
    },
  },
  refusedPlan(
    'unknown-claim',
    'A claim is misspelt, and nothing is tested.',
    ['unknown-claim', /no claim named "iml-apears"/],
    { claims: ['iml-apears'] },
  ),
  refusedPlan('nothing-selected', 'A filter matches nothing.', ['invalid-option', /has no test on set-inclusion/], {
    tasks: ['set-inclusion'],
  }),
  refusedPlan(
    'claim-without-a-test',
    'A claim is asked on a task where it has no test.',
    ['invalid-option', /has no test in the profile/],
    { claims: ['full-batch-iml'], tasks: ['alias-entity'] },
  ),
  isRed('not-reproduced', 10),
  isRed('inconclusive', 11),
  isRed('invalid', 12),
  isRed('not-run', 12),
  {
    id: 'exit-code-of-nothing',
    what: 'A run without a verdict is taken for a success.',
    mustBe: 'exit 14',
    because: /no verdict/,
    run: async () => exits([]),
  },
]);
