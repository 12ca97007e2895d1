// The one error class of the harness: a closed list of codes, and a message that is a recipe
// (what happened, where, got, expected, what to do next). A claim that fails is a verdict, never one of these.

/** Every way in which the harness can refuse to go on. The CLI maps each to an exit code. */
export type HarnessErrorCode =
  | 'unknown-claim'
  | 'unknown-profile'
  | 'unknown-backend'
  | 'invalid-option'
  | 'invalid-experiment'
  | 'invalid-images'
  | 'invalid-data'
  | 'invalid-fixture'
  | 'invalid-report'
  | 'invalid-configuration'
  | 'invalid-golden'
  | 'golden-refused'
  | 'invalid-night'
  | 'invalid-ledger-file'
  | 'invalid-checkpoint'
  | 'backend-unavailable'
  | 'native-build'
  | 'not-fetched'
  | 'not-writable'
  | 'not-readable'
  | 'damaged-ledger-file'
  | 'other-numerics'
  | 'slurm-unavailable'
  | 'slurm-failed'
  | 'invalid-plan'
  | 'under-powered'
  | 'unregistered-change'
  | 'invalid-argument'
  | 'not-finite'
  | 'unrecordable-step'
  | 'interrupted'
  | 'internal';

/** The parts of a message, each optional but the first. */
export interface HarnessErrorParts {
  readonly what: string;
  readonly where?: string;
  readonly got?: string;
  readonly expected?: string;
  readonly next?: string;
}

export class HarnessError extends Error {
  readonly code: HarnessErrorCode;
  readonly parts: HarnessErrorParts;

  constructor(code: HarnessErrorCode, parts: HarnessErrorParts, options?: { readonly cause?: unknown }) {
    super(formatParts(parts), options);
    this.name = 'HarnessError';
    this.code = code;
    this.parts = parts;
  }
}

function formatParts({ what, where, got, expected, next }: HarnessErrorParts): string {
  const lines = [what];
  if (where !== undefined) lines.push(`  where:    ${where}`);
  if (got !== undefined) lines.push(`  got:      ${got}`);
  if (expected !== undefined) lines.push(`  expected: ${expected}`);
  if (next !== undefined) lines.push(`  next:     ${next}`);
  return lines.join('\n');
}

/** Of what was thrown, whatever it is. */
export function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
