// Configuration of the "source statements" task (experiments.md 2A): the grid of labels as text, one statement a document.
import { type Static, Type } from 'typebox';
import { DigitGridConfigSchema } from '../digit-grid-config.ts';

export const AliasTextConfigSchema = Type.Object(
  {
    kind: Type.Literal('alias-text'),
    /** Tokens of an alias, each from an alphabet of its own; 1: a token of its own for each alias. */
    aliasTokens: Type.Integer({ minimum: 1, maximum: 6 }),
    /** Letters of each alphabet. */
    symbols: Type.Integer({ minimum: 2, maximum: 26 }),
    attributes: Type.Integer({ minimum: 1, maximum: 100 }),
    /** Values of an attribute, the same tokens for all attributes. */
    values: Type.Integer({ minimum: 2, maximum: 1000 }),
    /** Attributes of each Stage-1 alias whose question is trained; the others are held out. */
    trainedAttributes: Type.Integer({ minimum: 0, maximum: 100 }),
    groups: DigitGridConfigSchema.properties.groups,
    consistentShare: DigitGridConfigSchema.properties.consistentShare,
    /** Where the tag stands, and in questions the word that asks. */
    wordOrder: Type.Union([Type.Literal('tag-first'), Type.Literal('alias-first')]),
  },
  { additionalProperties: false },
);

export type AliasTextConfig = Static<typeof AliasTextConfigSchema>;
