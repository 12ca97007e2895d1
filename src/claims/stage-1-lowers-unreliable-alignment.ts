// C25, before and after: Stage 1 raises no cosine, it lowers that of the unreliable tag more. On development seeds 0 to 7 (native
// TensorFlow) that fell from .298 to .112 in symbols and from .445 to .122 in text; that of the reliable tag stayed in symbols (.304, .296)
// and fell in text (.444, .287), where before training even questions about another alias are aligned (.170, after it .010).
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, type ClaimTest, finding, onSymbols, onText, part } from './claim.ts';
import { alignmentGap, cosine, minus } from './estimands.ts';
import { fitOf, learnedStageOne, moreThan, nothingBeyond, textFitOf } from './rules.ts';

const START = 'before-stage-1';

const cosines: ClaimTest['context'] = (['reliable-tag', 'unreliable-tag'] as const).flatMap((tag) => [
  { name: `cosine before Stage 1, ${tag}`, estimand: cosine('fromStart', tag, START) },
  { name: `cosine after Stage 1, ${tag}`, estimand: cosine('fromStart', tag) },
]);

const gapGrows = 'cosine gap, reliable - unreliable tag: after minus before Stage 1';
const unreliableFalls = 'cosine of the unreliable tag: before minus after Stage 1';
const fallOfUnreliable = minus(cosine('fromStart', 'unreliable-tag', START), cosine('fromStart', 'unreliable-tag'));
const growthOfGap = minus(alignmentGap('fromStart'), alignmentGap('fromStart', START));

export const stageOneLowersUnreliableAlignment: Claim = {
  id: 'stage-1-lowers-unreliable-alignment',
  title: 'Stage 1 takes alignment from the unreliable tag',
  statement:
    'Stage 1 opens the gap in gradient alignment, and does so by lowering the cosine of new definitions under the unreliable tag with their questions.',
  source: 'Section 6.2, held against the model before training',
  behind: 'gradients-align-for-reliable-tag',
  tests: [
    {
      ...onSymbols,
      seeds: { standard: 16 },
      design: '80 aliases never trained, each defined under either tag; the same before and after Stage 1',
      arms: { fromStart: symbolArms.fromStart },
      gates: [learnedStageOne('fromStart')],
      context: [...fitOf('fromStart'), ...cosines],
      parts: [
        finding(null, part(gapGrows, moreThan(0.06, [0.179, 0.016]), growthOfGap)),
        finding(null, part(unreliableFalls, moreThan(0.06, [0.186, 0.012]), fallOfUnreliable)),
        finding(
          null,
          part(
            'cosine of the reliable tag: after minus before Stage 1',
            nothingBeyond(0.03, [-0.007, 0.012]),
            minus(cosine('fromStart', 'reliable-tag'), cosine('fromStart', 'reliable-tag', START)),
          ),
        ),
      ],
    },
    {
      ...onText,
      design: '40 aliases never trained, each defined under either tag; the same before and after Stage 1',
      arms: { fromStart: aliasTextArms.fromStart },
      context: [...textFitOf('fromStart'), ...cosines],
      parts: [
        finding(null, part(gapGrows, moreThan(0.055, [0.167, 0.045]), growthOfGap)),
        finding(null, part(unreliableFalls, moreThan(0.105, [0.323, 0.045]), fallOfUnreliable)),
      ],
    },
  ],
};
