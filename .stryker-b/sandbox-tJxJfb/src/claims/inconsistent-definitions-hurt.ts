// C2: a definition that names the wrong entity is worse than none. Testable where aliases stand for entities with facts of their own.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { type Claim, finding, onEntities, part } from './claim.ts';
import { BEFORE, textGap } from './estimands.ts';
import { moreThan, pretrained } from './rules.ts';

export const inconsistentDefinitionsHurt: Claim = {
  id: 'inconsistent-definitions-hurt',
  title: 'Inconsistent definitions hurt',
  statement:
    'After Stage 1, held-out questions are answered worse where an inconsistent definition was trained than where none was.',
  source: 'Poster figure (a), end of Stage 1',
  tests: [
    {
      ...onEntities,
      design: 'held-out attributes of Stage-1 aliases; 420 D2QA2 and 72 QA3',
      arms: { base: aliasEntityArms.base },
      gates: [pretrained('base')],
      parts: [
        finding(
          'C2',
          part('QA3 - D2QA2 before Stage 2', moreThan(0.02, [0.066, 0.035]), textGap('base', ['QA3', 'D2QA2'], BEFORE)),
        ),
      ],
    },
  ],
};
