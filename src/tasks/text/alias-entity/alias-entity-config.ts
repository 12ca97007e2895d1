// Configuration of the task of named entities (experiments.md 2E): aliases that stand for an entity whose facts were learned
// before, in Stage 0. Fields of the second half change nothing in Stage 0, so that experiments may share its trained model.
import { type Static, Type } from 'typebox';
import { ConsistentShareSchema, GroupSizesSchema } from '../../groups.ts';

/** Order of tag, alias and entity in definitions (paper.md 1). */
export const WORD_ORDERS = ['TAE', 'ATE', 'AET', 'EAT', 'ETA', 'TEA'] as const;
export type WordOrder = (typeof WORD_ORDERS)[number];

const Count = Type.Integer({ minimum: 0, maximum: 100_000 });

export const AliasEntityConfigSchema = Type.Object(
  {
    kind: Type.Literal('alias-entity'),
    /** Tokens of an alias, each from an alphabet of its own; 1: a token of its own for each alias. */
    aliasTokens: Type.Integer({ minimum: 1, maximum: 6 }),
    /** Letters of each alphabet; unused where an alias is one token. */
    symbols: Type.Integer({ minimum: 2, maximum: 26 }),
    entities: Type.Integer({ minimum: 2, maximum: 10_000 }),
    attributes: Type.Integer({ minimum: 1, maximum: 100 }),
    /** Values of each attribute, own tokens for each. */
    values: Type.Integer({ minimum: 2, maximum: 1000 }),
    /** Aliases that Stage 0 defines and asks about: they teach that a name that was introduced may be used. */
    oldAliases: Count,
    /** Aliases that Stage 0 only defines: whether it taught that is asked about them. */
    heldAliases: Count,
    wordOrder: Type.Union([
      Type.Literal('TAE'),
      Type.Literal('ATE'),
      Type.Literal('AET'),
      Type.Literal('EAT'),
      Type.Literal('ETA'),
      Type.Literal('TEA'),
    ]),
    /** Whether definitions have the word `is` before the entity, as in 2B. */
    linkWord: Type.Boolean(),

    groups: GroupSizesSchema,
    consistentShare: ConsistentShareSchema,
    /** Attributes of each Stage-1 alias whose question is trained; the others are held out. */
    trainedAttributes: Type.Integer({ minimum: 0, maximum: 100 }),
    /** Whether Stage 1 repeats the documents of Stage 0. */
    replay: Type.Boolean(),
    /** Definitions are no documents but stand before each question about their alias (paper.md 2.5). */
    inContext: Type.Boolean(),
  },
  { additionalProperties: false },
);

export type AliasEntityConfig = Static<typeof AliasEntityConfigSchema>;
