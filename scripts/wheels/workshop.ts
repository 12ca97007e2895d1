// What every step of a build, or of fetching a model, gets handed in: places, the machine's programs and clock, and someone to tell. A spec hands in others.
import type { FreeBytes } from './disk-space.ts';

export interface Workshop {
  /** Where it works and what it makes has its place: .native, .models. */
  readonly folder: string;
  /** PATH, CXX, PYTHON and what pip reads. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly freeBytes: FreeBytes;
  readonly signal: AbortSignal;
  readonly say: (words: string) => void;
}
