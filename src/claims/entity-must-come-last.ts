// C18: the order of tag, alias and entity in definitions decides whether who an alias is can be learned at all (reversal curse).
// The paper's sources disagree about ATE, so it is held against each order that does not end with the entity, and no order is averaged
// with another. Table 2 of experiments.md 2E has two seeds an order: the largest of its SDs (.065) is planned for every one of them.
import { aliasEntityArms } from './arms/alias-entity.ts';
import { type Claim, finding, onEntities, part, partOnGaps } from './claim.ts';
import { EXACT_MATCH, evaluate, exactMatch, minus, textIml, WHO } from './estimands.ts';
import { moreThan, nothingBeyond, type Planned, textFitOf, textStageOneFitOf } from './rules.ts';

const ORDERS = ['TAE', 'ATE', 'AET', 'EAT', 'ETA', 'TEA'] as const;
type Order = (typeof ORDERS)[number];

const { TAE, ATE, AET, EAT, ETA, TEA } = aliasEntityArms;

const who = (order: Order) => textIml(order, WHO);

/** A third of what the prototype found with TAE (.412). */
const SMALLEST_OF_INTEREST = 0.14;
/** Less than what it found with ATE (.133), which counts as IML, and still 1.5 planned SDs. */
const NONE = 0.1;

/** The entity comes earlier: planned D5 - D6. */
const ENTITY_NOT_LAST = { AET: 0.008, EAT: 0.008, ETA: -0.029, TEA: -0.004 } as const;
type NotLast = keyof typeof ENTITY_NOT_LAST;
const NOT_LAST = Object.keys(ENTITY_NOT_LAST) as readonly NotLast[];

/** A third of .133, which the prototype found with ATE. */
const aboveIn = (order: NotLast) => moreThan(0.04, [0.133 - ENTITY_NOT_LAST[order], 0.075]);
const asInPrototype = (order: NotLast): Planned => [ENTITY_NOT_LAST[order], 0.065];

export const entityMustComeLast: Claim = {
  id: 'entity-must-come-last',
  title: 'The entity must come last',
  statement:
    'Asked who an alias is, the model shows more than .14 of implicit meta-learning where definitions read tag, alias, entity (TAE). It shows less with ATE, still less with each order that does not end with the entity, and in each of those (AET, EAT, ETA, TEA) the gap stays within .1.',
  source: 'Section on word order',
  tests: [
    {
      ...onEntities,
      design:
        'all six orders, each with a Stage 0 of its own in that order; loss on every token; attribution after Stage 2',
      arms: { TAE, ATE, AET, EAT, ETA, TEA },
      context: ORDERS.flatMap((order) => [
        ...(order.endsWith('E') ? textFitOf(order) : textStageOneFitOf(order)),
        { name: '{arm}: attribution, D5 - D6', estimand: who(order) },
        { name: '{arm}: attribution, D5', estimand: exactMatch(order, 'D5', WHO) },
        { name: '{arm}: questions about facts, D5 - D6', estimand: textIml(order) },
      ]),
      parts: [
        finding(
          'C18a',
          part('attribution with TAE: D5 - D6', moreThan(SMALLEST_OF_INTEREST, [0.412, 0.065]), who('TAE')),
        ),
        finding(null, partOnGaps('TAE minus ATE', moreThan(0.09, [0.279, 0.075]), minus(who('TAE'), who('ATE')))),
        ...NOT_LAST.map((order) =>
          finding('C18b', partOnGaps(`ATE minus ${order}`, aboveIn(order), minus(who('ATE'), who(order)))),
        ),
        ...NOT_LAST.map((order) =>
          finding('C18c', part(`${order}: D5 - D6`, nothingBeyond(NONE, asInPrototype(order)), who(order))),
        ),
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
