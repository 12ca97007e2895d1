// Configuration of the task of named entities: the paper's own experiment, on a model that was pretrained.
import { type Static, type TSchema, Type } from 'typebox';
import { closed } from '../../../schemas/parts.ts';
import { ConsistentShareSchema, ShuffledTagsSchema } from '../../groups.ts';
import { NamedGroupSizesSchema } from './cast.ts';
import { DefinitionFormSchema } from './definitions.ts';
import { KnowledgeSourceSchema } from './knowledge/knowledge.ts';
import { SpellingSchema } from './spelling.ts';

/** Each once, one at least; as nobody changes it. */
function someOf<Item extends TSchema>(item: Item) {
  return Type.Unsafe<readonly Static<Item>[]>(Type.Array(item, { minItems: 1, uniqueItems: true }));
}

export const NamedEntitiesConfigSchema = closed({
  kind: Type.Literal('named-entities'),
  knowledge: KnowledgeSourceSchema,
  /** Attributes that are asked for. Left out: all. */
  attributes: Type.Optional(someOf(Type.String({ minLength: 1 }))),
  groups: NamedGroupSizesSchema,
  consistentShare: ConsistentShareSchema,
  /** Tags of Stage-1 definitions that say nothing of consistency. Left out: those of their groups. */
  stageOneTags: Type.Optional(ShuffledTagsSchema),
  /** Of the questions of each alias that Stage 1 asks: what is held out for evaluation. */
  heldOutShare: Type.Number({ minimum: 0, maximum: 0.9 }),
  definitions: DefinitionFormSchema,
  /** Definitions are no documents but stand before each question about their alias (paper.md 2.5). */
  inContext: Type.Boolean(),
  spelling: SpellingSchema,
  /** Forms in which an alias is asked who it is. */
  attribution: someOf(
    Type.Union([Type.Literal('who'), Type.Literal('meaning'), Type.Literal('stands-for'), Type.Literal('name')]),
  ),
  /** Tokens of the longest document. */
  maximumTokens: Type.Integer({ minimum: 4, maximum: 4096 }),
  /**
   * `none`: a document ends with its line, and so does what a model answers. `end-of-text`: the paper's. Documents are filled up with
   * the token that ends a text, the loss asks for it each time, and an answer is all that a model says before it.
   */
  padding: Type.Union([Type.Literal('none'), Type.Literal('end-of-text')]),
  /** Tokens that a model may say in answer. */
  answerTokens: Type.Integer({ minimum: 1, maximum: 100 }),
  /** Words of the model: all of its tokenizer, or those that occur in this seed's documents alone, which is cheaper. */
  vocabulary: Type.Union([Type.Literal('whole'), Type.Literal('occurring')]),
});

export type NamedEntitiesConfig = Static<typeof NamedEntitiesConfigSchema>;
