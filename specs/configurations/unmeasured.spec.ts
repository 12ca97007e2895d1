// What an experiment does not measure is known before anything is trained: each setting that switches a number off is named.
import { expect, it } from 'vitest';
import { aliasEntityArms } from '../../src/claims/arms/alias-entity.ts';
import { symbolArms } from '../../src/claims/arms/digit-grid.ts';
import { experimentsOf } from '../../src/claims/arms/experiments-of.ts';
import { namedEntitiesArms } from '../../src/claims/arms/named-entities.ts';
import { answers, at, type Moment } from '../../src/claims/estimands.ts';
import { unmeasured } from '../../src/configurations/unmeasured.ts';
import type { Experiment } from '../../src/experiments/experiment.ts';
import { IMAGES } from './try-configuration.ts';

const { base, fromStart, nearlyReliable, inContext, named } = experimentsOf(
  {
    named: namedEntitiesArms.base,
    base: symbolArms.base,
    fromStart: symbolArms.fromStart,
    nearlyReliable: symbolArms.nearlyReliable,
    inContext: aliasEntityArms.inContext,
  },
  IMAGES,
) as Record<string, Experiment>;

const before = at('arm', 'before-stage-1/gradient-cosine', 'reliable-tag');
const mixed = (group: 'D1QA1-consistent' | 'D2QA2-inconsistent') =>
  answers('arm', group, { moment: 'before-stage-2', metric: 'agreement-with-definition' });
const byTag = answers('arm', 'D5', { question: 'reliable-tag', metric: 'exact-match', moment: 'after-single-stage' });

const ofDeal = (moment: Moment, group: 'D5' | 'QA4' = 'D5') =>
  answers('arm', group, { moment, question: 'name', metric: 'log-likelihood' });

type Parts = { task: object; protocol: object; measurements: object };
function edited(experiment: Experiment | undefined, edit: (copy: Parts) => void) {
  const copy = structuredClone(experiment) as Experiment;
  edit(copy);
  return copy;
}

it.each([
  ['gradients before Stage 1', base, before, '"gradientAlignment.beforeTraining" is not true'],
  ['gradients before Stage 1, where measured', fromStart, before, null],
  ['consistent and inconsistent definitions', base, mixed('D1QA1-consistent'), '"byConsistency" is not true'],
  ['the same, where measured', nearlyReliable, mixed('D1QA1-consistent'), null],
  [
    'the same, where all are consistent',
    edited(nearlyReliable, ({ task }) => Object.assign(task, { consistentShare: { reliable: 0.95, unreliable: 0 } })),
    mixed('D2QA2-inconsistent'),
    'the consistent share is 0',
  ],
  [
    'tags of definitions in context',
    edited(inContext, ({ measurements }) => Object.assign(measurements, { retrieval: true })),
    byTag,
    '"inContext" is true',
  ],
  ['the last deal of Stage 2', named, ofDeal('after-stage-2-swapped-deal-4'), null],
  ['a deal that there is not', named, ofDeal('after-stage-2-deal-5'), 'reads deal 5 of Stage 2, and there are 4'],
  [
    'a second deal where there is one',
    edited(named, ({ protocol }) => Object.assign(protocol, { stage2Deals: undefined })),
    ofDeal('after-stage-2-deal-2'),
    'there are 1 ("stage2Deals")',
  ],
  [
    'tags exchanged in a later deal',
    edited(named, ({ protocol }) => Object.assign(protocol, { swappedStage2: false })),
    ofDeal('after-stage-2-swapped-deal-2'),
    'not run with the tags exchanged',
  ],
  [
    'names that are not asked for',
    edited(named, ({ task }) => Object.assign(task, { attribution: ['who'] })),
    ofDeal('after-stage-2'),
    '"attribution" has no "name"',
  ],
  ['real names', named, ofDeal('before-stage-2', 'QA4'), null],
  ['real names where nobody has one', base, ofDeal('before-stage-2', 'QA4'), 'aliases of the group QA4'],
])('of %s', (_, experiment, read, words) => {
  const reason = unmeasured(experiment as Experiment, read, null);
  if (words === null) expect(reason).toBeNull();
  else expect(reason).toContain(words);
});
