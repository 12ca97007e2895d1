// Models that have a name here: `npm run model` fetches them, pinned, into a folder of the package's.
import { fileURLToPath } from 'node:url';

export interface KnownModel {
  readonly name: string;
  /** A GGUF file, which holds all. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly sha256: string;
}

export const KNOWN_MODELS: readonly KnownModel[] = [
  {
    name: 'smollm2',
    file: 'SmolLM2-135M-Instruct.Q4_1.gguf',
    sizeBytes: 98_362_432,
    sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
  },
];

/** From source and from dist/ alike; git ignores it. */
export function modelsFolder(): string {
  return fileURLToPath(new URL('../../.models/', import.meta.url));
}
