// What every step of the build gets handed in: places, the machine's programs and clock, and someone to tell. A spec hands in others.
import type { FreeBytes } from './disk-space.ts';

export interface Workshop {
  /** The folder of native builds, .native. */
  readonly folder: string;
  /** PATH, CXX, PYTHON and what pip reads. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly freeBytes: FreeBytes;
  readonly signal: AbortSignal;
  readonly say: (words: string) => void;
}
