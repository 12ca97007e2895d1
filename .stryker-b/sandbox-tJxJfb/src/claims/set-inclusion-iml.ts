// C20: set inclusion, which the paper trains from scratch. Here it stands behind its gate: at this size definitions are memorised
// and not composed with the question, so that there is nothing to meta-learn (experiments.md 2C).

import { setInclusionArms } from './arms/set-inclusion.ts';
import { type Claim, finding, part, plainTest } from './claim.ts';
import { textIml } from './estimands.ts';
import { definitionsAreUsed, moreThan, textFitOf } from './rules.ts';

export const setInclusionIml: Claim = {
  id: 'set-inclusion-iml',
  title: 'Set inclusion shows implicit meta-learning',
  statement:
    'Asked whether the number that an alias stands for is among those listed, the model answers D5 better than D6 after Stage 2.',
  source: 'Section on set inclusion; poster',
  tests: [
    {
      ...plainTest,
      task: 'set-inclusion',
      required: false,
      seeds: { standard: 8 },
      design: '500 aliases, 16 numbers, three listed a question, two layers of width 64',
      arms: { base: setInclusionArms.base },
      gates: [definitionsAreUsed('base')],
      context: textFitOf('base'),
      parts: [finding('C20', part('D5 - D6 after Stage 2', moreThan(0.02, [0.06, 0.03]), textIml('base')))],
    },
  ],
};
