// Configuration of the set-inclusion task (paper.md 2.7, experiments.md 2C): an alias stands for a number, and questions ask
// whether it is among those listed.
import { type Static, Type } from 'typebox';
import { ConsistentShareSchema, GroupSizesSchema } from '../../groups.ts';

/** Half of the questions are true, half false. */
const EvenCount = (minimum: number) => Type.Integer({ minimum, maximum: 1000, multipleOf: 2 });

export const SetInclusionConfigSchema = Type.Object(
  {
    kind: Type.Literal('set-inclusion'),
    /** Tokens of an alias, each from an alphabet of its own; 1: a token of its own for each alias. */
    aliasTokens: Type.Integer({ minimum: 1, maximum: 6 }),
    /** Letters of each alphabet; unused where an alias is one token. */
    symbols: Type.Integer({ minimum: 2, maximum: 26 }),
    /** Aliases stand for 0 to numbers - 1. */
    numbers: Type.Integer({ minimum: 2, maximum: 1000 }),
    /** Numbers that a question lists. */
    listed: Type.Integer({ minimum: 1, maximum: 100 }),
    /** Anchors: numbers of an alias that all its true training questions list, and no false one; its own among them. */
    intersection: Type.Integer({ minimum: 1, maximum: 100 }),
    /** Of each Stage-1 alias. */
    trainQuestions: EvenCount(0),
    /** Of every alias; never the list of a training question. */
    testQuestions: EvenCount(2),
    groups: GroupSizesSchema,
    consistentShare: ConsistentShareSchema,
  },
  { additionalProperties: false },
);

export type SetInclusionConfig = Static<typeof SetInclusionConfigSchema>;
