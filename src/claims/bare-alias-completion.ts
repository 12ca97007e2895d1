// No experiment of the paper: a review of the ICLR 2024 submission asked for it, and predicts that there is nothing (paper.md 8). What a
// definition says could be used where its alias stands alone, too; if trust in tags is a matter of questions, it is not.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { type Claim, finding, onEntities, part } from './claim.ts';
import { answers, antitheticTextIml, BARE_ALIAS, exactMatch, LOG_LIKELIHOOD, textIml } from './estimands.ts';
import { fewBeyond, fewModels, learnedDefinitions, nothingBeyond, pretrained, textFitOf } from './rules.ts';

const bare = { ...BARE_ALIAS, ...LOG_LIKELIHOOD };

export const bareAliasCompletion: Claim = {
  id: 'bare-alias-completion',
  title: 'A bare alias shows no implicit meta-learning',
  statement:
    'After Stage 2, an alias alone, without tag or question, is completed with its entity as often in D5 as in D6: the difference stays within .15 on average, and antithetically within .2 in all but three models of ten.',
  source: 'Asked for in a review of the ICLR 2024 submission; not in the paper as an experiment',
  tests: [
    {
      ...onEntities,
      seeds: { standard: 16 },
      design: 'the model of iml-appears after Stage 2, shown an alias and nothing else; no stage has such a document',
      arms: { bareAlias: aliasEntityArms.bareAlias },
      gates: [pretrained('bareAlias'), ...learnedDefinitions('bareAlias', 0.98)],
      assay: ['iml-appears'],
      context: [
        ...textFitOf('bareAlias'),
        ...(['D1QA1', 'D2QA2', 'D5', 'D6', 'QA7'] as const).flatMap((group) => [
          { name: `${group}: the bare alias is completed`, estimand: exactMatch('bareAlias', group, BARE_ALIAS) },
          { name: `${group}: the same, log-likelihood`, estimand: answers('bareAlias', group, bare) },
        ]),
      ],
      parts: [
        // .15 is what attribution must stay within where tags say nothing, too; iml-appears asks for .20. On development seeds 0 and 1
        // (experiments.md 11): -.04 and +.08, with the tags exchanged +.18 and -.02.
        finding(
          null,
          part('bare alias completed: D5 - D6', nothingBeyond(0.15, [0, 0.1]), textIml('bareAlias', BARE_ALIAS)),
        ),
        fewModels(
          fewBeyond(0.2, [0, 0.08]),
          antitheticTextIml('bareAlias', BARE_ALIAS),
          (name) => `${name}, bare alias`,
        ),
      ],
    },
  ],
};
