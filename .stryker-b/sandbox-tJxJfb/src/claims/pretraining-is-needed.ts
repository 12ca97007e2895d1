// Not in the paper as an experiment: what makes the paper's form of the task work is that the model already knows what to do with a
// name that was introduced. Reported without a say: attribution is unstable without that (experiments.md 2E, table 3).
import { aliasEntityArms } from './arms/alias-entity.ts';
import { type Claim, finding, onEntities, part, partOnGaps } from './claim.ts';
import { minus, textIml, WHO } from './estimands.ts';
import { moreThan, nothingBeyond, pretrained, textFitOf } from './rules.ts';

export const pretrainingIsNeeded: Claim = {
  id: 'pretraining-is-needed',
  title: 'Pretraining on names is needed',
  statement: 'Without older aliases in Stage 0 there is no gap on questions about facts after Stage 2.',
  source: 'Prerequisite of section 3; not in the paper as an experiment',
  behind: 'iml-appears',
  tests: [
    {
      ...onEntities,
      required: false,
      design: 'Stage 0 with 300 aliases that were introduced and then used, or with none; the rest is the same',
      arms: { base: aliasEntityArms.withOldAliases, withoutOldAliases: aliasEntityArms.withoutOldAliases },
      gates: [pretrained('base')],
      assay: ['iml-appears'],
      context: [
        ...textFitOf('base', 'withoutOldAliases'),
        {
          name: '{arm}: attribution, D5 - D6',
          estimand: textIml('withoutOldAliases', WHO),
        },
      ],
      parts: [
        finding(
          null,
          part(
            'questions about facts without older aliases: D5 - D6',
            nothingBeyond(0.1, [0.034, 0.042]),
            textIml('withoutOldAliases'),
          ),
        ),
        finding(
          null,
          partOnGaps(
            'IML on facts, with minus without older aliases',
            moreThan(0.08, [0.248, 0.1]),
            minus(textIml('base'), textIml('withoutOldAliases')),
          ),
        ),
      ],
    },
  ],
};
