// A control of gradient alignment (paper.md 6.2: definitions against exchanged-alias questions): with the questions of another alias
// there is none. What is left under the unreliable tag is alignment all the same.
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, part } from './claim.ts';
import { cosine, minus } from './estimands.ts';
import { fitOf, learnedStageOne, moreThan, nothingBeyond } from './rules.ts';

export const gradientsAlignWithOwnQuestions: Claim = {
  id: 'gradients-align-with-own-questions',
  title: 'Gradients align with questions about the same alias',
  statement:
    'At the end of Stage 1, the gradient of a new definition points along that of questions about its own alias under either tag, and not along that of questions about another.',
  source: 'Section 6.2, exchanged-alias control; no result in the paper that we could read',
  behind: 'gradients-align-for-reliable-tag',
  tests: [
    {
      ...onSymbols,
      seeds: { standard: 16 },
      design:
        'the model of gradients-align-for-reliable-tag; each definition against the questions about the next alias',
      arms: { base: symbolArms.base },
      gates: [learnedStageOne('base')],
      context: fitOf('base'),
      parts: [
        finding(
          null,
          part(
            'cosine, reliable tag - another alias',
            moreThan(0.1, [0.296, 0.01]),
            minus(cosine('base', 'reliable-tag'), cosine('base', 'other-variable')),
          ),
        ),
        finding(
          null,
          part(
            'cosine, unreliable tag - another alias',
            moreThan(0.035, [0.112, 0.012]),
            minus(cosine('base', 'unreliable-tag'), cosine('base', 'other-variable')),
          ),
        ),
        finding(
          null,
          part('cosine with another alias', nothingBeyond(0.01, [0, 0.002]), cosine('base', 'other-variable')),
        ),
      ],
    },
  ],
};
