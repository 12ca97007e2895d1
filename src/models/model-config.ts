// Configuration of the models of the digit grid: a residual MLP, and for pictures a shared patch encoder before it.
import { type Static, Type } from 'typebox';

const Width = Type.Integer({ minimum: 1, maximum: 4096 });

export const ModelConfigSchema = Type.Object(
  {
    kind: Type.Literal('residual-mlp'),
    /** h: numbers a document in the residual stream. */
    width: Width,
    /** Pre-LayerNorm blocks h -> 2h -> GELU -> h. */
    layers: Type.Integer({ minimum: 0, maximum: 64 }),
    /** One encoder for all patches: pixels -> hidden -> GELU -> output. Null for symbols. */
    patchEncoder: Type.Union([
      Type.Object({ hidden: Width, output: Width }, { additionalProperties: false }),
      Type.Null(),
    ]),
  },
  { additionalProperties: false },
);

export type ModelConfig = Static<typeof ModelConfigSchema>;
