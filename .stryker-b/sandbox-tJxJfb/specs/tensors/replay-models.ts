// The models that the project trains, at the sizes of its profiles.
import type { ResidualMlpConfig } from '../../src/models/model-config.ts';
import type { ModelInterface } from '../../src/models/residual-mlp.ts';

export interface BenchModel {
  readonly config: ResidualMlpConfig;
  readonly io: ModelInterface;
  readonly batch: number;
  readonly seeds: number;
}

const mlp = (width: number): ResidualMlpConfig => ({ kind: 'residual-mlp', width, layers: 2, patchEncoder: null });
const SYMBOLS: ModelInterface = { features: 60, patches: null, tokens: 9, outputs: 6 };
const PICTURES: ModelInterface = { features: 384, patches: { count: 6, pixels: 64 }, tokens: 9, outputs: 6 };
const PIXELS: ModelInterface = { features: 576, patches: { count: 9, pixels: 64 }, tokens: 0, outputs: 6 };
const encoder = { hidden: 32, output: 12 };

export const MODELS: Readonly<Record<string, BenchModel>> = {
  symbols: { config: mlp(64), io: SYMBOLS, batch: 64, seeds: 1 },
  'symbols, four seeds': { config: mlp(64), io: SYMBOLS, batch: 64, seeds: 4 },
  'symbols, Stage 2': { config: mlp(64), io: SYMBOLS, batch: 32, seeds: 4 },
  'symbols, width 4': { config: mlp(4), io: SYMBOLS, batch: 64, seeds: 4 },
  'symbols, width 16': { config: mlp(16), io: SYMBOLS, batch: 16, seeds: 4 },
  'symbols, batch 256': { config: mlp(64), io: SYMBOLS, batch: 256, seeds: 4 },
  'symbols, no norms': { config: { ...mlp(64), norm: 'none' }, io: SYMBOLS, batch: 64, seeds: 4 },
  'alias first': { config: mlp(64), io: { ...SYMBOLS, tokens: 10, outputs: 7 }, batch: 64, seeds: 4 },
  handwriting: { config: { ...mlp(64), patchEncoder: encoder }, io: PICTURES, batch: 64, seeds: 4 },
  pixels: { config: { ...mlp(64), patchEncoder: encoder }, io: PIXELS, batch: 64, seeds: 2 },
};
