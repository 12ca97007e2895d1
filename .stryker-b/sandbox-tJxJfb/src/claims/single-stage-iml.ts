// C12: no second stage is needed.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onEntities, onSymbols, onText, part } from './claim.ts';
import { answers, iml, SINGLE, textIml, WHO } from './estimands.ts';
import { gate, moreThan, pretrained } from './rules.ts';

export const singleStageIml: Claim = {
  id: 'single-stage-iml',
  title: 'Implicit meta-learning in a single stage',
  statement: 'Trained on all documents at once, the model also answers D5 better than D6.',
  source: 'Poster; section on single-stage training',
  tests: [
    {
      ...onSymbols,
      design: 'Stage-1 documents and the definitions of D5 and D6 shuffled together, 16 epochs',
      arms: { singleStage: symbolArms.singleStage },
      gates: [gate('held-out accuracy of D1QA1 (arm "{arm}")', 0.8, answers('singleStage', 'D1QA1', SINGLE))],
      parts: [finding('C12a', part('D5 - D6 at the end', moreThan(0.07, [0.206, 0.02]), iml('singleStage', SINGLE)))],
    },
    {
      ...onText,
      design: 'Stage-1 documents and the definitions of D5 and D6 shuffled together, 800 steps',
      arms: { singleStage: aliasTextArms.singleStage },
      parts: [finding('C12a', part('D5 - D6 at the end', moreThan(0.07, [0.26, 0.1]), textIml('singleStage', SINGLE)))],
    },
    {
      ...onEntities,
      design: 'Stage-1 documents, those of Stage 0 and the definitions of D5 and D6 shuffled together, 1,600 steps',
      arms: { singleStage: aliasEntityArms.singleStage },
      gates: [pretrained('singleStage')],
      parts: [
        finding(
          'C12a',
          part(
            'questions about facts: D5 - D6 at the end',
            moreThan(0.1, [0.32, 0.08]),
            textIml('singleStage', SINGLE),
          ),
        ),
        finding(
          null,
          part(
            'entity attribution: D5 - D6 at the end',
            moreThan(0.07, [0.21, 0.08]),
            textIml('singleStage', { ...SINGLE, ...WHO }),
          ),
        ),
      ],
    },
  ],
};
