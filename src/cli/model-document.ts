// What `iml model show --json` prints.
import { Type } from 'typebox';
import { ACTIVATION_NAMES, FAMILY_NAMES } from '../checkpoints/checkpoint.ts';
import { Count, closed, Finite, orNull, Text, type Valid } from '../schemas/parts.ts';
import { BACKEND_NAMES } from '../tensors/backend-name.ts';

const Token = Type.Integer({ minimum: 0 });

export const ModelDocumentSchema = closed({
  model: closed({
    name: Text,
    /** As the file or its folder states it. */
    licence: orNull(Text),
    source: Text,
    /** Numbers that training may change. */
    parameters: Count,
    /** Tokens that the tokenizer knows. */
    tokens: Count,
    endOfText: orNull(Token),
    family: Type.Enum([...FAMILY_NAMES]),
    layers: Count,
    width: Count,
    heads: Count,
    keyValueHeads: Count,
    headSize: Count,
    hidden: Count,
    vocabulary: Count,
    positions: Count,
    normEpsilon: Finite,
    rotary: orNull(closed({ size: Count, base: Finite })),
    tiedOutput: Type.Boolean(),
    parallelResidual: Type.Boolean(),
    activation: Type.Enum([...ACTIVATION_NAMES]),
    biases: Type.Boolean(),
  }),
  /** Null where none was given: then nothing is computed, and what follows is empty. */
  prompt: orNull(Text),
  backend: orNull(Type.Enum([...BACKEND_NAMES])),
  tokens: Type.Array(Token),
  /** The likeliest tokens after the prompt, with natural logarithms. */
  next: Type.Array(closed({ token: Token, text: Text, logProbability: Type.Number({ maximum: 0 }) })),
  /** Greedy: the likeliest token each time. */
  continuation: closed({ tokens: Type.Array(Token), text: Text }),
});

export type ModelDocument = Valid<typeof ModelDocumentSchema>;
