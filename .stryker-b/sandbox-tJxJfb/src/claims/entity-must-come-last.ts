// C18: the order of tag, alias and entity in definitions decides whether who an alias is can be learned at all (reversal curse).
// The paper's sources disagree about ATE, so entity last is judged against entity not last, and single orders are shown.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { type Claim, finding, onEntities, part, partOnGaps } from './claim.ts';
import { EXACT_MATCH, evaluate, exactMatch, mean, minus, textIml, WHO } from './estimands.ts';
import { moreThan, nothingBeyond } from './rules.ts';

const ORDERS = ['TAE', 'ATE', 'AET', 'EAT', 'ETA', 'TEA'] as const;
type Order = (typeof ORDERS)[number];

const { TAE, ATE, AET, EAT, ETA, TEA } = aliasEntityArms;

const who = (order: Order) => textIml(order, WHO);
const last = mean(who('TAE'), who('ATE'));
const notLast = mean(who('AET'), who('EAT'), who('ETA'), who('TEA'));

export const entityMustComeLast: Claim = {
  id: 'entity-must-come-last',
  title: 'The entity must come last',
  statement:
    'Attribution shows implicit meta-learning where definitions end with the entity, most with the tag first, and none where they do not.',
  source: 'Section on word order',
  tests: [
    {
      ...onEntities,
      design:
        'all six orders, each with a Stage 0 of its own in that order; loss on every token; attribution after Stage 2',
      arms: { TAE, ATE, AET, EAT, ETA, TEA },
      context: ORDERS.flatMap((order) => [
        { name: '{arm}: attribution, D5 - D6', estimand: who(order) },
        { name: '{arm}: attribution, D5', estimand: exactMatch(order, 'D5', WHO) },
        { name: '{arm}: questions about facts, D5 - D6', estimand: textIml(order) },
      ]),
      parts: [
        finding('C18a', part('attribution with TAE: D5 - D6', moreThan(0.14, [0.412, 0.06]), who('TAE'))),
        finding(
          'C18b',
          partOnGaps(
            'entity last (TAE, ATE) minus entity not last (AET, EAT, ETA, TEA)',
            moreThan(0.09, [0.27, 0.05]),
            minus(last, notLast),
          ),
        ),
        finding('C18c', part('entity not last: mean of D5 - D6', nothingBeyond(0.1, [-0.004, 0.04]), notLast)),
      ],
      plots: (judged) => [
        {
          kind: 'levels',
          title: 'Attribution after Stage 2 by word order: D5 - D6',
          unit: EXACT_MATCH,
          axis: 'order of tag (T), alias (A) and entity (E)',
          levels: ORDERS,
          seeds: judged.map(({ seed, runs }) => ({ seed, values: ORDERS.map((order) => evaluate(who(order), runs)) })),
        },
      ],
    },
  ],
};
