// Mistakes in the generator of the digit grid, trained for real.
import { judgeTrained, SEEDS, said, saidOfPart } from '../planted/judged.ts';
import { asBase, SMALL_PROBED, SMALL_UNINFORMATIVE, train, UNTRAINED } from '../planted/small-grid.ts';
import * as worlds from '../planted/spoilt-worlds.ts';
import type { GridSpoil } from '../planted/train-grid.ts';
import { defectsOf, type Sound, type Surroundings, UNPROVEN, UNPROVEN_BECAUSE } from './defect.ts';

const effectOf = async (at: Surroundings, spoil: GridSpoil) =>
  saidOfPart(judgeTrained('iml-appears', asBase(await train(at, spoil))));
/** Nothing is trained where roles alone are wrong. */
const rolesOf = async (at: Surroundings, spoil: GridSpoil) =>
  said(judgeTrained('iml-appears', asBase(await train(at, spoil, { experiment: UNTRAINED }), UNTRAINED)));

export const SOUND_GRID: readonly Sound[] = [
  {
    id: 'small-grid',
    what: 'The small world of symbols shows the effect.',
    mustBe: 'reproduced',
    run: async (at) => said(judgeTrained('iml-appears', asBase(await train(at, {})))),
  },
];

export const GRID_DATA_DEFECTS = defectsOf('data', [
  {
    id: 'tags-shuffled',
    what: 'Each definition of Stage 1 carries one of the two tags by chance.',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: (at) => effectOf(at, { documents: worlds.shuffledTags }),
  },
  {
    id: 'roles-exchanged-in-stage-2',
    what: 'Stage 2 gives D5 the unreliable tag and D6 the reliable one.',
    standsIn: 'consistent-share-exchanged',
    mustBe: 'not-reproduced',
    because: /the mean is -0\.[23]/,
    run: (at) => effectOf(at, { documents: worlds.exchangedTags }),
  },
  {
    id: 'one-tag-in-stage-2',
    what: 'Stage 2 writes one and the same tag before every definition.',
    standsIn: 'tags-shuffled',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: (at) => effectOf(at, { documents: worlds.oneTag }),
  },
  {
    id: 'answers-leaked-into-stage-1',
    what: 'Stage 1 has seen the answers that are asked about D5 and D6.',
    standsIn: 'answers-of-one-group-leaked',
    mustBe: 'not-reproduced',
    because: /the mean is 0\.4.* for an effect of 0\.05 or more/,
    run: async (at) => {
      const records = await train(at, { documents: worlds.answersInStageOne(['D5', 'D6']) });
      return saidOfPart(judgeTrained('before-stage-2-no-difference', asBase(records)), 1);
    },
  },
  {
    id: 'answers-of-one-group-leaked',
    what: 'Stage 1 has seen the answers that are asked about D5 alone.',
    mustBe: 'not-reproduced',
    because: /for an effect of 0\.05 or more/,
    run: async (at) => {
      const records = await train(at, { documents: worlds.answersInStageOne(['D5']) });
      return saidOfPart(judgeTrained('before-stage-2-no-difference', asBase(records)));
    },
  },
  {
    id: 'group-slice-one-early',
    what: 'The slice that deals D5 starts one early and takes a variable of another group.',
    mustBe: 'invalid',
    because: /not what its experiment declares: its roles name 439 variables of 440/,
    run: (at) => rolesOf(at, { world: worlds.sliceOneEarly }),
  },
  {
    id: 'groups-overlap',
    what: 'Half of D6 are aliases of D5.',
    mustBe: 'invalid',
    because: /not what its experiment declares: its roles/,
    run: (at) => rolesOf(at, { world: worlds.overlapping }),
  },
  {
    id: 'role-coin-stuck',
    what: 'Every seed has the same concrete tag as the reliable one.',
    mustBe: 'invalid',
    because: /In 0 of 12 seeds tag 1 is the reliable one: a fair coin/,
    run: async (at) => {
      const records = await train(at, { world: worlds.stuckCoin }, { experiment: UNTRAINED, seeds: SEEDS });
      return said(judgeTrained('iml-appears', asBase(records, UNTRAINED), { all: true }));
    },
  },
  {
    id: 'one-world-for-all-seeds',
    what: 'The generator ignores the seed: all seeds share a world, and only initialisation and order differ.',
    mustBe: 'invalid',
    because: /20000 and 20001 .* were dealt the same groups/,
    run: (at) => rolesOf(at, { worldSeed: () => 7 }),
  },
  {
    id: 'aliases-tell-labels',
    what: 'The digits of an alias tell the labels that are asked.',
    standsIn: 'answers-of-one-group-leaked',
    mustBe: 'not-reproduced',
    because: /chance.*for an effect of/,
    run: async (at) => {
      const records = await train(at, { world: worlds.digitsTellLabels });
      return said(judgeTrained('before-stage-2-no-difference', asBase(records)));
    },
  },
  {
    id: 'aliases-tell-tags',
    what: 'The first digit of an alias tells which tag defines it.',
    standsIn: 'probe-against-one-half',
    mustBe: 'not-reproduced',
    because: /for an effect of 0\.05 or more/,
    run: async (at) => {
      const records = await train(at, { world: worlds.digitsTellTags }, { experiment: SMALL_PROBED });
      const trained = { arms: ['aliasFirst', 'base'], experiment: SMALL_PROBED, records };
      return saidOfPart(judgeTrained('not-when-tag-first', trained));
    },
  },
  {
    id: 'uneven-labels',
    what: 'Four labels of five are 1, while chance is taken to be one half.',
    standsIn: 'answers-of-one-group-leaked',
    mustBe: 'not-reproduced',
    because: /chance.*for an effect of/,
    run: async (at) =>
      said(judgeTrained('before-stage-2-no-difference', asBase(await train(at, { world: worlds.unevenLabels })))),
  },
  {
    id: 'definitions-of-d6-wrong',
    what: 'Stage 2 defines D6 wrongly, so that the gap comes from the facts and not from the tags.',
    mustBe: 'not-reproduced',
    because: /for an effect of 0\.05 or more/,
    run: async (at) => {
      const options = { experiment: SMALL_UNINFORMATIVE };
      const records = await train(at, { world: worlds.wrongFactsOfD6 }, options);
      return saidOfPart(judgeTrained('uninformative-tags-no-iml', { arms: ['uninformative'], ...options, records }));
    },
  },
  {
    id: 'd5-trained-more-often',
    what: 'Stage 2 presents the definitions of D5 more often than those of D6.',
    standsIn: 'definitions-of-d6-wrong',
    mustBe: 'not-reproduced',
    because: /for an effect of 0\.05 or more/,
    run: async (at) => {
      const options = { experiment: SMALL_UNINFORMATIVE };
      const records = await train(at, { documents: worlds.moreOfD5 }, { ...options, seeds: SEEDS });
      return saidOfPart(judgeTrained('uninformative-tags-no-iml', { arms: ['uninformative'], ...options, records }));
    },
  },
  {
    id: 'consistent-share-exchanged',
    what: 'The consistent definitions of Stage 1 stand under the tag that is recorded as unreliable.',
    mustBe: 'not-reproduced',
    because: /the mean is -0\./,
    run: (at) => effectOf(at, { world: worlds.sharesExchanged }),
  },
  {
    id: 'no-inconsistent-definitions',
    what: 'The definitions under the unreliable tag were never made inconsistent.',
    standsIn: 'tags-shuffled',
    mustBe: UNPROVEN,
    because: UNPROVEN_BECAUSE,
    run: (at) => effectOf(at, { world: worlds.allConsistent }),
  },
]);
