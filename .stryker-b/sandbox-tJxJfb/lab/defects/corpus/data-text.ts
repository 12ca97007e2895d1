// Mistakes in the generator and the evaluation of text, trained for real.
import { experimentsOf } from '../../../src/claims/arms/experiments-of.ts';
import type { ClaimTest } from '../../../src/claims/claim.ts';
import { claimById } from '../../../src/claims/registry/registry.ts';
import { soundOrNull } from '../../../src/claims/verdicts/verdict.ts';
import type { TextExperiment } from '../../../src/experiments/experiment.ts';
import { judgeRuns, judgeTrained, RECORDED, SEEDS, said, saidOfPart, storedRun } from '../planted/judged.ts';
import * as text from '../planted/text-worlds.ts';
import { type Defect, type Finding, type Sound, type Surroundings, UNPROVEN, UNPROVEN_BECAUSE } from './defect.ts';

const testOn = (id: string): ClaimTest => {
  const test = claimById(id).tests.find(({ task }) => task === 'alias-text');
  if (test === undefined) throw new Error(`${id} has no test in text.`);
  return test;
};
const SMALL_TEXT = text.smaller(experimentsOf(testOn('iml-appears').arms, '').base as TextExperiment);

async function verdictOn(id: string, at: Surroundings, spoil: text.Spoil) {
  const records = await text.trainSpoilt(SMALL_TEXT, { seeds: SEEDS.slice(0, 8), spoil, engine: at.engine });
  return judgeTrained(id, { arms: ['base'], experiment: SMALL_TEXT, records }, { test: testOn(id) });
}

/** The effect itself is missing: not for want of seeds, nor by a gate alone. */
const missesTheEffect =
  (spoil: text.Spoil): Defect['run'] =>
  async (at) =>
    saidOfPart(await verdictOn('iml-appears', at, spoil));

export const SOUND_TEXT: readonly Sound[] = [
  {
    id: 'small-text',
    what: 'The smaller world of text shows the effect: eight seeds of it may be too few to decide, but never speak against it.',
    standsIn: 'small-grid',
    mustBe: 'above the threshold',
    run: async (at): Promise<Finding> => {
      const verdict = await verdictOn('iml-appears', at, (world) => world);
      const isOpen = verdict.verdict === 'reproduced' || verdict.verdict === 'inconclusive';
      const isAbove = (soundOrNull(verdict)?.effect?.estimate ?? 0) > 0.15;
      return isOpen && isAbove ? { ...said(verdict), outcome: 'above the threshold' } : said(verdict);
    },
  },
];

export const TEXT_DATA_DEFECTS: readonly Defect[] = [
  {
    id: 'text-answers-in-definitions',
    category: 'data',
    what: 'In text: definitions of Stage 2 are written as questions with their answers.',
    standsIn: 'text-tags-shuffled',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: missesTheEffect(text.answersInDefinitions),
  },
  {
    id: 'text-tags-shuffled',
    category: 'data',
    what: 'In text: each definition of Stage 1 carries one of the two tags by chance.',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: missesTheEffect(text.shuffledTags),
  },
  {
    id: 'text-wrong-facts',
    category: 'data',
    what: 'In text: definitions of Stage 2 state the next value in place of the true one.',
    standsIn: 'text-tags-shuffled',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: missesTheEffect(text.wrongFacts),
  },
  {
    id: 'text-asked-by-tag',
    category: 'evaluation',
    what: 'In text: questions about new aliases are asked with the tag of their definition.',
    standsIn: 'text-tags-shuffled',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: missesTheEffect(text.askedByTag),
  },
  {
    id: 'text-answers-in-stage-1',
    category: 'data',
    what: 'In text: Stage 1 has seen what will be asked about new aliases.',
    standsIn: 'text-tags-shuffled',
    mustBe: 'not-reproduced',
    because: /for an effect of 0\.08 or more/,
    run: async (at) => saidOfPart(await verdictOn('before-stage-2-no-difference', at, text.answersInStageOne), 1),
  },
  {
    id: 'text-runs-of-the-control',
    category: 'data',
    what: 'In text: the runs of the control without the effect stand in the place of the base.',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: async (at) => {
      const experiment = experimentsOf(testOn('uninformative-tags-no-iml').arms, '').uninformative as TextExperiment;
      const options = { test: testOn('iml-appears'), arms: { base: experiment }, seeds: RECORDED.slice(0, 8) };
      return said(judgeRuns('iml-appears', (_, seed) => storedRun(at, experiment, seed), options));
    },
  },
];
