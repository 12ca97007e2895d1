// Configuration of the models: a residual MLP for the digit grid (for pictures with a shared patch encoder before it), and a
// decoder-only transformer for text; for either a model of the user's; or, for named entities, one that was pretrained.
import { type Static, Type } from 'typebox';
import { closed, orNull } from '../schemas/parts.ts';
import { TOKEN_KINDS } from '../tasks/world.ts';

const Width = Type.Integer({ minimum: 1, maximum: 4096 });

export const ResidualMlpConfigSchema = closed({
  kind: Type.Literal('residual-mlp'),
  /** h: numbers a document in the residual stream. */
  width: Width,
  /** Blocks h -> 2h -> GELU -> h, each with its norm before it. */
  layers: Type.Integer({ minimum: 0, maximum: 64 }),
  /** One encoder for all patches: pixels -> hidden -> GELU -> output. Null for symbols. */
  patchEncoder: orNull(closed({ hidden: Width, output: Width })),
  /** LayerNorm before each block and before the output, or none. Left out: `layer`. */
  norm: Type.Optional(Type.Union([Type.Literal('layer'), Type.Literal('none')])),
});

const Deviation = Type.Number({ minimum: 0, maximum: 10 });

export const DecoderConfigSchema = closed({
  kind: Type.Literal('decoder'),
  width: Width,
  layers: Type.Integer({ minimum: 0, maximum: 64 }),
  heads: Type.Integer({ minimum: 1, maximum: 128 }),
  positions: Type.Union([
    /** A table of absolute positions, added to the embedding. */
    closed({ kind: Type.Literal('learned'), deviation: Deviation }),
    /** Rotary (Su et al. 2021) on the first `share` of each head, as GPT-NeoX. */
    closed({
      kind: Type.Literal('rotary'),
      share: Type.Number({ exclusiveMinimum: 0, maximum: 1 }),
      base: Type.Number({ exclusiveMinimum: 1 }),
    }),
  ]),
  /** `parallel`: x + attention(norm(x)) + mlp(norm(x)), as GPT-NeoX; `sequential`: one after the other, as GPT-2. */
  residual: Type.Union([Type.Literal('parallel'), Type.Literal('sequential')]),
  /** LayerNorm with gain and bias, RMSNorm with a gain, or none. */
  norm: Type.Union([Type.Literal('layer'), Type.Literal('root-mean-square'), Type.Literal('none')]),
  /** Whether the linear maps within blocks have biases. The output has none. */
  biases: Type.Boolean(),
  /** Logits by the embedding itself, divided by the root of the width. */
  tiedOutput: Type.Boolean(),
  /** Standard deviations of the initial weights; gains start at 1, biases at 0. */
  initialisation: closed({
    linear: Deviation,
    /** The two maps of a block that write into the residual stream. */
    residual: Deviation,
    /** Embeddings by kind of token. */
    embeddings: Type.Record(Type.Enum(TOKEN_KINDS), Deviation, { additionalProperties: false }),
  }),
});

/** A user's model, by what its folder holds and not by where it lies. */
export const ModuleModelConfigSchema = closed({
  kind: Type.Literal('module'),
  /** sha256 of the folder's files (src/configurations/load-model-folder.ts). */
  digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
  /** Handed to its `createModel`. */
  options: Type.Record(Type.String(), Type.Unknown()),
});

/** A language model that somebody else has trained, by what its files hold and not by where they lie. */
export const CheckpointModelConfigSchema = closed({
  kind: Type.Literal('checkpoint'),
  /** sha256 of its GGUF file, or of the files of its folder (src/checkpoints/checkpoint-digest.ts). */
  digest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
});

export type CheckpointModelConfig = Static<typeof CheckpointModelConfigSchema>;
export type ModuleModelConfig = Static<typeof ModuleModelConfigSchema>;
export type ResidualMlpConfig = Static<typeof ResidualMlpConfigSchema>;
export type DecoderConfig = Static<typeof DecoderConfigSchema>;
export type ModelConfig = ResidualMlpConfig | DecoderConfig | ModuleModelConfig | CheckpointModelConfig;
