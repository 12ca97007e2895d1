// The verdict words as a list, for schemas.
import type { VerdictWord } from '../claims/verdict.ts';

export const VERDICT_WORDS = [
  'reproduced',
  'not-reproduced',
  'inconclusive',
  'invalid',
  'not-run',
] as const satisfies readonly VerdictWord[];
