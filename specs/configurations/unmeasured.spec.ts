// What an experiment does not measure is known before anything is trained: each setting that switches a number off is named.
import { expect, it } from 'vitest';
import { aliasEntityArms } from '../../src/claims/arms/alias-entity.ts';
import { symbolArms } from '../../src/claims/arms/digit-grid.ts';
import { experimentsOf } from '../../src/claims/arms/experiments-of.ts';
import { answers, at } from '../../src/claims/estimands.ts';
import { unmeasured } from '../../src/configurations/unmeasured.ts';
import type { Experiment } from '../../src/experiments/experiment.ts';
import { IMAGES } from './try-configuration.ts';

const { base, fromStart, nearlyReliable, inContext } = experimentsOf(
  {
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

function edited(experiment: Experiment | undefined, edit: (copy: { task: object; measurements: object }) => void) {
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
])('of %s', (_, experiment, read, words) => {
  const reason = unmeasured(experiment as Experiment, read, null);
  if (words === null) expect(reason).toBeNull();
  else expect(reason).toContain(words);
});
