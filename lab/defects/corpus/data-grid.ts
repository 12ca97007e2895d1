// Mistakes in the generator of the digit grid, trained for real.
import { judgeTrained, SEEDS, said, saidOfPart } from '../planted/judged.ts';
import { SMALL, SMALL_PROBED, SMALL_UNINFORMATIVE, train, UNTRAINED } from '../planted/small-grid.ts';
import * as worlds from '../planted/spoilt-worlds.ts';
import type { Defect, Sound } from './defect.ts';

const category = 'data';
const base = (records: Awaited<ReturnType<typeof train>>, experiment = SMALL) => ({
  arms: ['base'],
  experiment,
  records,
});

export const SOUND_GRID: readonly Sound[] = [
  {
    id: 'small-grid',
    what: 'The small world of symbols shows the effect.',
    mustBe: 'reproduced',
    run: async (at) => said(judgeTrained('iml-appears', base(await train(at, {})))),
  },
];

export const GRID_DATA_DEFECTS: readonly Defect[] = [
  {
    id: 'tags-shuffled',
    category,
    what: 'Each definition of Stage 1 carries one of the two tags by chance.',
    mustBe: 'not-reproduced',
    because: /less likely than one of/,
    run: async (at) =>
      saidOfPart(judgeTrained('iml-appears', base(await train(at, { documents: worlds.shuffledTags })))),
  },
  {
    id: 'roles-exchanged-in-stage-2',
    category,
    what: 'Stage 2 gives D5 the unreliable tag and D6 the reliable one.',
    standsIn: 'consistent-share-exchanged',
    mustBe: 'not-reproduced',
    because: /the mean is -0\.[23]/,
    run: async (at) =>
      saidOfPart(judgeTrained('iml-appears', base(await train(at, { documents: worlds.exchangedTags })))),
  },
  {
    id: 'one-tag-in-stage-2',
    category,
    what: 'Stage 2 writes one and the same tag before every definition.',
    standsIn: 'tags-shuffled',
    mustBe: 'not-reproduced',
    because: /less likely than one of/,
    run: async (at) => saidOfPart(judgeTrained('iml-appears', base(await train(at, { documents: worlds.oneTag })))),
  },
  {
    id: 'answers-leaked-into-stage-1',
    category,
    what: 'Stage 1 has seen the answers that are asked about D5 and D6.',
    standsIn: 'answers-of-one-group-leaked',
    mustBe: 'not-reproduced',
    because: /the mean is 0\.4.* for an effect of 0\.05 or more/,
    run: async (at) => {
      const records = await train(at, { documents: worlds.answersInStageOne(['D5', 'D6']) });
      return saidOfPart(judgeTrained('before-stage-2-no-difference', base(records)), 1);
    },
  },
  {
    id: 'answers-of-one-group-leaked',
    category,
    what: 'Stage 1 has seen the answers that are asked about D5 alone.',
    mustBe: 'not-reproduced',
    because: /for an effect of 0\.05 or more/,
    run: async (at) => {
      const records = await train(at, { documents: worlds.answersInStageOne(['D5']) });
      return saidOfPart(judgeTrained('before-stage-2-no-difference', base(records)));
    },
  },
  {
    id: 'group-slice-one-early',
    category,
    what: 'The slice that deals D5 starts one early and takes a variable of another group.',
    mustBe: 'invalid',
    because: /not what its experiment declares: its roles name 439 variables of 440/,
    run: async (at) => {
      const records = await train(at, { world: worlds.sliceOneEarly }, { experiment: UNTRAINED });
      return said(judgeTrained('iml-appears', base(records, UNTRAINED)));
    },
  },
  {
    id: 'groups-overlap',
    category,
    what: 'Half of D6 are aliases of D5.',
    mustBe: 'invalid',
    because: /not what its experiment declares: its roles/,
    run: async (at) => {
      const records = await train(at, { world: worlds.overlapping }, { experiment: UNTRAINED });
      return said(judgeTrained('iml-appears', base(records, UNTRAINED)));
    },
  },
  {
    id: 'role-coin-stuck',
    category,
    what: 'Every seed has the same concrete tag as the reliable one.',
    mustBe: 'invalid',
    because: /In 0 of 12 seeds tag 1 is the reliable one: a fair coin/,
    run: async (at) => {
      const records = await train(at, { world: worlds.stuckCoin }, { experiment: UNTRAINED, seeds: SEEDS });
      return said(judgeTrained('iml-appears', base(records, UNTRAINED), { all: true }));
    },
  },
  {
    id: 'one-world-for-all-seeds',
    category,
    what: 'The generator ignores the seed: all seeds share a world, and only initialisation and order differ.',
    mustBe: 'invalid',
    because: /20000 and 20001 .* were dealt the same groups/,
    run: async (at) => {
      const records = await train(at, { worldSeed: () => 7 }, { experiment: UNTRAINED });
      return said(judgeTrained('iml-appears', base(records, UNTRAINED)));
    },
  },
  {
    id: 'aliases-tell-labels',
    category,
    what: 'The digits of an alias tell the labels that are asked.',
    standsIn: 'answers-of-one-group-leaked',
    mustBe: 'not-reproduced',
    because: /chance.*for an effect of/,
    run: async (at) => {
      const records = await train(at, { world: worlds.digitsTellLabels });
      return said(judgeTrained('before-stage-2-no-difference', base(records)));
    },
  },
  {
    id: 'aliases-tell-tags',
    category,
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
    category,
    what: 'Four labels of five are 1, while chance is taken to be one half.',
    standsIn: 'answers-of-one-group-leaked',
    mustBe: 'not-reproduced',
    because: /chance.*for an effect of/,
    run: async (at) =>
      said(judgeTrained('before-stage-2-no-difference', base(await train(at, { world: worlds.unevenLabels })))),
  },
  {
    id: 'definitions-of-d6-wrong',
    category,
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
    category,
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
    category,
    what: 'The consistent definitions of Stage 1 stand under the tag that is recorded as unreliable.',
    mustBe: 'not-reproduced',
    because: /the mean is -0\./,
    run: async (at) =>
      saidOfPart(judgeTrained('iml-appears', base(await train(at, { world: worlds.sharesExchanged })))),
  },
  {
    id: 'no-inconsistent-definitions',
    category,
    what: 'The definitions under the unreliable tag were never made inconsistent.',
    standsIn: 'tags-shuffled',
    mustBe: 'not-reproduced',
    because: /less likely than one of/,
    run: async (at) => saidOfPart(judgeTrained('iml-appears', base(await train(at, { world: worlds.allConsistent })))),
  },
];
