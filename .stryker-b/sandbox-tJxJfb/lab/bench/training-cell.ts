// The cells of the table: width, batch and number of seeds of one training, as the harness would run it. Most train the digit grid's
// residual MLP on symbols (src/models); width 64 and batch 64 is what the profiles train, the larger ones are where a GPU begins to
// pay. Others train a decoder on text, as the claims on it do (decoder-training.ts).

export const DECODERS = ['alias-text', 'alias-entity'] as const;
export type DecoderName = (typeof DECODERS)[number];

/** What may be asked for by name. */
export const MODELS = ['residual-mlp', ...DECODERS] as const;
export type ModelName = (typeof MODELS)[number];

export interface TrainingSize {
  /** Left out: the residual MLP. */
  readonly decoder?: DecoderName;
  readonly width: number;
  readonly batch: number;
}

export interface TrainingCell extends TrainingSize {
  readonly seeds: number;
}

/** Width and batch of a decoder are its experiment's. */
export const TRAINING_SIZES: readonly TrainingSize[] = [
  { width: 64, batch: 64 },
  { width: 128, batch: 256 },
  { width: 512, batch: 256 },
  { decoder: 'alias-text', width: 32, batch: 64 },
  { decoder: 'alias-entity', width: 64, batch: 128 },
];
export const SEEDS_ON_CPU: readonly number[] = [1, 4, 8, 32];
/** A GPU is for many seeds at once. */
export const SEEDS_ON_GPU: readonly number[] = [1, 4, 8, 32, 64, 128, 256];
/** Cohorts of text are small: their steps are long. */
const MOST_SEEDS_OF_A_DECODER = 8;

export function trainingCells(seeds: readonly number[]): TrainingCell[] {
  return TRAINING_SIZES.flatMap((size) =>
    seeds
      .filter((count) => size.decoder === undefined || count <= MOST_SEEDS_OF_A_DECODER)
      .map((count) => ({ ...size, seeds: count })),
  );
}

export function modelName({ decoder }: Pick<TrainingSize, 'decoder'>): ModelName {
  return decoder ?? 'residual-mlp';
}

/** "64/64", "alias-text 32/64": width and batch, the residual MLP's without its name. */
export function sizeName({ decoder, width, batch }: TrainingSize): string {
  return `${decoder === undefined ? '' : `${decoder} `}${width}/${batch}`;
}

/** "64/64 x 4": size and seeds. */
export function cellName(cell: TrainingCell): string {
  return `${sizeName(cell)} x ${cell.seeds}`;
}
