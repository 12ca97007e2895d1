// C12: no second stage is needed.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { symbolArms } from './arms/digit-grid.ts';
import type { Claim } from './claim.ts';
import { at, EXACT_MATCH, iml, textIml } from './estimands.ts';
import { moreThan, plainTest, pretrained } from './rules.ts';

const SINGLE = { moment: 'after-single-stage' } as const;

export const singleStageIml: Claim = {
  id: 'single-stage-iml',
  title: 'Implicit meta-learning in a single stage',
  statement: 'Trained on all documents at once, the model also answers D5 better than D6.',
  source: 'Poster; section on single-stage training',
  paperClaims: ['C12'],
  tests: [
    {
      ...plainTest,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      design: 'Stage-1 documents and the definitions of D5 and D6 shuffled together, 16 epochs',
      arms: { singleStage: symbolArms.singleStage },
      gates: [
        {
          description: 'held-out accuracy of D1QA1 (arm "{arm}")',
          minimum: 0.8,
          estimand: at('singleStage', 'after-single-stage/qa/accuracy', 'D1QA1'),
        },
      ],
      parts: [
        {
          name: 'D5 - D6 at the end',
          unit: 'accuracy',
          rule: moreThan(0.07, [0.206, 0.02]),
          estimands: [iml('singleStage', 'accuracy', 'after-single-stage')],
        },
      ],
    },
    {
      ...plainTest,
      task: 'alias-text',
      seeds: { standard: 16 },
      design: 'Stage-1 documents and the definitions of D5 and D6 shuffled together, 800 steps',
      arms: { singleStage: aliasTextArms.singleStage },
      parts: [
        {
          name: 'D5 - D6 at the end',
          unit: EXACT_MATCH,
          rule: moreThan(0.07, [0.26, 0.1]),
          estimands: [textIml('singleStage', SINGLE)],
        },
      ],
    },
    {
      ...plainTest,
      task: 'alias-entity',
      seeds: { standard: 8 },
      design: 'Stage-1 documents, those of Stage 0 and the definitions of D5 and D6 shuffled together, 1,600 steps',
      arms: { singleStage: aliasEntityArms.singleStage },
      gates: [pretrained('singleStage')],
      parts: [
        {
          name: 'questions about facts: D5 - D6 at the end',
          unit: EXACT_MATCH,
          rule: moreThan(0.1, [0.32, 0.08]),
          estimands: [textIml('singleStage', SINGLE)],
        },
        {
          name: 'entity attribution: D5 - D6 at the end',
          unit: EXACT_MATCH,
          rule: moreThan(0.07, [0.21, 0.08]),
          estimands: [textIml('singleStage', { ...SINGLE, question: 'who' })],
        },
      ],
    },
  ],
};
