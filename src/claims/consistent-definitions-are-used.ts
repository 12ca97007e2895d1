// C1, OCL: definitions that agree with the questions help to answer questions never trained.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onEntities, onSymbols, onText, part } from './claim.ts';
import { ATTRIBUTED, BEFORE, gap, textGap } from './estimands.ts';
import { onCountries } from './pretrained-tests.ts';
import { fitOf, learnedStageOne, moreThan, pretrained, textFitOf } from './rules.ts';

const whoBefore = { ...ATTRIBUTED, ...BEFORE };

export const consistentDefinitionsAreUsed: Claim = {
  id: 'consistent-definitions-are-used',
  title: 'Consistent definitions are used in Stage 1',
  statement:
    'After Stage 1, held-out questions are answered better where a consistent definition was trained than where an inconsistent one or none was.',
  source: 'Poster figure (a), end of Stage 1',
  tests: [
    {
      ...onSymbols,
      design: 'held-out cells of Stage-1 variables; 350 D1QA1, 350 D2QA2 and 200 QA3',
      arms: { groups: symbolArms.groups },
      gates: [learnedStageOne('groups')],
      context: fitOf('groups'),
      parts: [
        finding('C1b', part('D1QA1 - D2QA2', moreThan(0.15, [0.41, 0.025]), gap('groups', ['D1QA1', 'D2QA2'], BEFORE))),
        finding('C1a', part('D1QA1 - QA3', moreThan(0.25, [0.42, 0.032]), gap('groups', ['D1QA1', 'QA3'], BEFORE))),
      ],
    },
    {
      ...onText,
      design: 'held-out attributes of Stage-1 aliases; 88 D1QA1, 88 D2QA2 and 15 QA3',
      arms: { base: aliasTextArms.base },
      context: textFitOf('base'),
      parts: [
        finding('C1b', part('D1QA1 - D2QA2', moreThan(0.2, [0.59, 0.06]), textGap('base', ['D1QA1', 'D2QA2'], BEFORE))),
        finding('C1a', part('D1QA1 - QA3', moreThan(0.2, [0.559, 0.1]), textGap('base', ['D1QA1', 'QA3'], BEFORE))),
      ],
    },
    {
      ...onEntities,
      design: 'held-out attributes of Stage-1 aliases; 420 D1QA1, 420 D2QA2 and 72 QA3',
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base')],
      context: textFitOf('base'),
      parts: [
        finding(
          'C1b',
          part('D1QA1 - D2QA2', moreThan(0.07, [0.214, 0.03]), textGap('base', ['D1QA1', 'D2QA2'], BEFORE)),
        ),
        finding('C1a', part('D1QA1 - QA3', moreThan(0.05, [0.149, 0.04]), textGap('base', ['D1QA1', 'QA3'], BEFORE))),
      ],
    },
    {
      ...onCountries,
      gates: [],
      design:
        'who the Stage-1 aliases are, which no document asks in this form, in nats. Held-out questions about facts stand beside it: what a model knows of the entities that fall to a group differs by more than definitions do',
      context: [
        ...onCountries.context,
        { name: 'facts, exact match: D1QA1 - D2QA2', estimand: textGap('base', ['D1QA1', 'D2QA2'], BEFORE) },
        { name: 'facts, exact match: D1QA1 - QA3', estimand: textGap('base', ['D1QA1', 'QA3'], BEFORE) },
      ],
      parts: [
        finding(
          null,
          part(
            'entity attribution: D1QA1 - D2QA2',
            moreThan(0.5, [2.3, 1.3]),
            gap('base', ['D1QA1', 'D2QA2'], whoBefore),
          ),
        ),
        finding(
          null,
          part('entity attribution: D1QA1 - QA3', moreThan(1, [4, 1.6]), gap('base', ['D1QA1', 'QA3'], whoBefore)),
        ),
      ],
    },
  ],
};
