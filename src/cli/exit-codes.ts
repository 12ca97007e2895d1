// The closed table of exit codes (decisions.md promise 1). Codes 1 and 2 are left to the shell and to Node, so that
// nobody takes a crash for a verdict.
import { isExploratory, type Verdict, type VerdictWord } from '../claims/verdicts/verdict.ts';
import { HarnessError, type HarnessErrorCode } from '../errors/harness-error.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What each means is said for people in architecture.md exit codes and, shorter, at the end of `iml --help`. */
export const EXIT_CODES = {
  success: 0,
  notReproduced: 10,
  inconclusive: 11,
  invalid: 12,
  drift: 13,
  usage: 14,
  budget: 15,
  environment: 16,
  internal: 17,
  exploratory: 18,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

/** What `iml --help` ends with. */
export const CODES_IN_HELP = `
Exit codes: ${EXIT_CODES.success} all required claims reproduced, ${EXIT_CODES.notReproduced} one not reproduced,
${EXIT_CODES.inconclusive} one inconclusive, ${EXIT_CODES.invalid} one invalid or not run, ${EXIT_CODES.drift} drift from the goldens, ${EXIT_CODES.usage} asked wrongly,
${EXIT_CODES.budget} time ran out, ${EXIT_CODES.environment} this machine does not allow it, ${EXIT_CODES.internal} defect of iml-verify,
${EXIT_CODES.exploratory} exploratory: on other seeds than declared, which confirms nothing, ${EXIT_CODES.interrupted} interrupted. Only 0 is a pass.

Begin with \`iml run\`: it needs no GPU and no network.`;

const codeOfError: Readonly<Record<HarnessErrorCode, ExitCode>> = {
  'unknown-claim': EXIT_CODES.usage,
  'unknown-profile': EXIT_CODES.usage,
  'unknown-backend': EXIT_CODES.usage,
  'invalid-option': EXIT_CODES.usage,
  'invalid-experiment': EXIT_CODES.usage,
  'invalid-images': EXIT_CODES.usage,
  'invalid-data': EXIT_CODES.usage,
  'invalid-report': EXIT_CODES.usage,
  'invalid-configuration': EXIT_CODES.usage,
  'golden-refused': EXIT_CODES.usage,
  'invalid-golden': EXIT_CODES.invalid,
  'invalid-night': EXIT_CODES.environment,
  'invalid-ledger-file': EXIT_CODES.environment,
  'invalid-checkpoint': EXIT_CODES.environment,
  'invalid-plan': EXIT_CODES.usage,
  'under-powered': EXIT_CODES.usage,
  'unregistered-change': EXIT_CODES.usage,
  'invalid-fixture': EXIT_CODES.environment,
  'backend-unavailable': EXIT_CODES.environment,
  'native-build': EXIT_CODES.environment,
  'not-fetched': EXIT_CODES.environment,
  'not-writable': EXIT_CODES.environment,
  'not-readable': EXIT_CODES.environment,
  'damaged-ledger-file': EXIT_CODES.environment,
  'other-numerics': EXIT_CODES.environment,
  'slurm-unavailable': EXIT_CODES.environment,
  'slurm-failed': EXIT_CODES.environment,
  // What a person types is checked in this folder, so these two can only come from our own calls.
  'invalid-argument': EXIT_CODES.internal,
  'not-finite': EXIT_CODES.internal,
  'unrecordable-step': EXIT_CODES.internal,
  internal: EXIT_CODES.internal,
  interrupted: EXIT_CODES.interrupted,
};

/** Anything that is no HarnessError is a defect. */
export function exitCodeOfError(error: unknown): ExitCode {
  return error instanceof HarnessError ? codeOfError[error.code] : EXIT_CODES.internal;
}

/** Not judged since its gate failed: then the gate's own verdict says what is wrong, and it is no pass either. */
function isSpokenForByItsGate({ verdict, task, family }: ExitVerdict, all: readonly ExitVerdict[]): boolean {
  const gate = family?.gate?.claim;
  if (verdict !== 'not-run' || gate === undefined) return false;
  return all.some((one) => one.claim === gate && one.task === task && one.required && one.verdict !== 'reproduced');
}

/** Of several reports: the worst, in the order of `bySeverity`; a pass only where all pass. */
export function worstOf(codes: readonly ExitCode[]): ExitCode {
  const worstFirst = [EXIT_CODES.usage, ...bySeverity.map(([, code]) => code), EXIT_CODES.exploratory];
  return worstFirst.find((code) => codes.includes(code)) ?? EXIT_CODES.success;
}

/** Worst first: the first word that occurs decides. */
const bySeverity: readonly (readonly [VerdictWord, ExitCode])[] = [
  ['invalid', EXIT_CODES.invalid],
  ['not-run', EXIT_CODES.invalid],
  ['not-reproduced', EXIT_CODES.notReproduced],
  ['inconclusive', EXIT_CODES.inconclusive],
];

type ExitVerdict = Pick<Verdict, 'verdict' | 'required'> &
  Partial<Pick<Verdict, 'claim' | 'task' | 'family' | 'registration'>> & { readonly outOfTime?: boolean };

/**
 * The required verdicts decide. Where none is required (someone asked for optional claims only), all of them do, since a run
 * without anything that can fail is no pass; neither is a run without verdicts (decisions.md promise 2). Exploratory ones decide nothing,
 * whatever they say, and a run that needs one of them confirms nothing.
 */
export function exitCodeOfVerdicts(verdicts: readonly ExitVerdict[]): ExitCode {
  if (verdicts.length === 0) return EXIT_CODES.usage;
  const required = verdicts.filter((verdict) => verdict.required && !isSpokenForByItsGate(verdict, verdicts));
  const deciding = required.length > 0 ? required : verdicts;
  const confirmatory = deciding.filter((verdict) => !isExploratory(verdict));
  for (const [word, code] of bySeverity) {
    const found = confirmatory.filter(({ verdict }) => verdict === word);
    if (found.length > 0) return found.some(({ outOfTime }) => outOfTime === true) ? EXIT_CODES.budget : code;
  }
  if (confirmatory.length < deciding.length) return EXIT_CODES.exploratory;
  return deciding.every(({ verdict }) => verdict === 'reproduced') ? EXIT_CODES.success : EXIT_CODES.internal;
}

/**
 * What a person reads when a command stops: the recipe of a HarnessError, or for a defect what to do with it. A stack only for those who ask
 * for one with IML_DEBUG=1.
 */
export function errorMessage(error: unknown, environment: Terminal['environment']): string {
  const debug = environment.IML_DEBUG === '1';
  const lines = [`iml: ${wordsOf(error)}`];
  if (exitCodeOfError(error) === EXIT_CODES.internal) {
    const how = debug
      ? 'please open an issue with this message'
      : 'run it again with IML_DEBUG=1 and open an issue with what it prints';
    lines.push(
      `  This is a defect of iml-verify and no verdict about any claim; ${how}. Finished runs are in the ledger.`,
    );
  }
  if (debug) lines.push(...stacksOf(error));
  return `${lines.join('\n')}\n`;
}

function wordsOf(error: unknown): string {
  if (error instanceof HarnessError) return error.message;
  if (error instanceof Error) return `${error.name}: ${error.message}`;
  return `something was thrown that is no error: ${String(error)}`;
}

function stacksOf(error: unknown): string[] {
  const stacks: string[] = [];
  const seen = new Set<unknown>();
  for (let cause = error; cause instanceof Error && !seen.has(cause); cause = cause.cause) {
    seen.add(cause);
    stacks.push(`${stacks.length === 0 ? '' : 'because of '}${cause.stack ?? cause.message}`);
  }
  return stacks;
}
