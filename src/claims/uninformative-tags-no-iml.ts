// C16, its null end: at alpha = .5 a tag says nothing about consistency, and nothing can be learned from it.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { aliasTextArms } from './arms/alias-text.ts';
import { handwritingArms, symbolArms } from './arms/digit-grid.ts';
import type { Claim } from './claim.ts';
import { EXACT_MATCH, iml, textIml } from './estimands.ts';
import { fitOf, nothingBeyond, plainTest, pretrained, textFitOf } from './rules.ts';

const accuracy = {
  name: 'D5 - D6 after Stage 2 at alpha .5',
  unit: 'accuracy',
  estimands: [iml('uninformative')],
} satisfies Partial<Claim['tests'][number]['parts'][number]>;

const shared = {
  ...plainTest,
  design: 'half of the definitions under either tag agree with the questions; all else as in iml-appears',
  assay: ['iml-appears'],
  context: fitOf('uninformative'),
} as const;

export const uninformativeTagsNoIml: Claim = {
  id: 'uninformative-tags-no-iml',
  title: 'Uninformative tags give no implicit meta-learning',
  statement:
    'If in Stage 1 either tag marks consistent and inconsistent definitions equally often, there is no gap after Stage 2.',
  source: 'Section on the predictiveness of tags (alpha = .5)',
  paperClaims: ['C16'],
  tests: [
    {
      ...shared,
      task: 'digit-grid/symbols',
      seeds: { quick: 12, standard: 16 },
      arms: { uninformative: symbolArms.uninformative },
      parts: [
        { ...accuracy, rule: nothingBeyond(0.05, [0, 0.025]) },
        {
          name: 'D5 - D6 after Stage 2 at alpha .5, log-likelihood',
          unit: 'nats a question',
          rule: nothingBeyond(0.2, [0.016, 0.1]),
          estimands: [iml('uninformative', 'log-likelihood')],
        },
      ],
    },
    {
      ...shared,
      task: 'digit-grid/handwriting',
      seeds: { quick: 10, standard: 16 },
      arms: { uninformative: handwritingArms.uninformative },
      parts: [{ ...accuracy, rule: nothingBeyond(0.05, [0, 0.024]) }],
    },
    {
      ...shared,
      task: 'alias-text',
      seeds: { quick: 16, standard: 16 },
      arms: { uninformative: aliasTextArms.uninformative },
      context: textFitOf('uninformative'),
      parts: [
        {
          name: 'D5 - D6 after Stage 2 at alpha .5',
          unit: EXACT_MATCH,
          rule: nothingBeyond(0.15, [0, 0.1]),
          estimands: [textIml('uninformative')],
        },
      ],
    },
    {
      ...shared,
      task: 'alias-entity',
      seeds: { standard: 16 },
      arms: { uninformative: aliasEntityArms.uninformative },
      gates: [pretrained('uninformative')],
      context: textFitOf('uninformative'),
      parts: [
        {
          name: 'questions about facts at alpha .5: D5 - D6',
          unit: EXACT_MATCH,
          rule: nothingBeyond(0.15, [0.013, 0.066]),
          estimands: [textIml('uninformative')],
        },
        {
          name: 'entity attribution at alpha .5: D5 - D6',
          unit: EXACT_MATCH,
          rule: nothingBeyond(0.15, [0.019, 0.088]),
          estimands: [textIml('uninformative', { question: 'who' })],
        },
      ],
    },
  ],
};
