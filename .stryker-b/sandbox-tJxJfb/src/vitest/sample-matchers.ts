// Matchers on samples, one number a seed (for a trend one row of levels a seed): toExceed, toBeEquivalentTo, toShowTrend.
// Each is a decision rule of src/decisions with the error rates stated; `.not` asks for evidence against, never for mere doubt.

import { relative } from 'node:path';
import type { PartVerdict } from '../claims/verdicts/verdict.ts';
import type { Truth } from '../decisions/chances.ts';
import { requirePower } from '../decisions/chances.ts';
import { decide } from '../decisions/decide.ts';
import { type Decision, type DecisionRule, effectIn, type Outcome, type Samples } from '../decisions/decision.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { shellQuote } from '../execution/inputs/replay-command.ts';
import { describeRule } from '../report/describe-rule.ts';
import { describeEffect, describeStandardised } from '../report/describe-verdict.ts';
import { formatDeclared, formatRate, formatSeeds } from '../report/format-number.ts';

export interface SampleTestOptions {
  /** Chance of a false alarm, one-sided. Default 0.01. */
  readonly alpha?: number;
  /** Least power at the planned truth; with fewer samples the test is refused. Default 0.95. */
  readonly power?: number;
  /**
   * What the design expects, declared before the data: mean over seeds and SD between seeds. With `.not`: what it expects instead.
   * Left out, where that is possible: a mean one SD beyond the threshold (with `.not`: one SD short of it).
   */
  readonly planned?: Truth;
  /** Seed of each sample, for the message; default 0, 1, 2, ... */
  readonly seeds?: readonly number[];
  /** For the message. */
  readonly unit?: string;
}

export interface TrendOptions extends SampleTestOptions {
  /** Last level minus first must exceed this. */
  readonly threshold: number;
  /** No step may fall by this much. Default: half of the step that the threshold implies. */
  readonly reversalMargin?: number;
}

export type EquivalenceOptions = SampleTestOptions & Required<Pick<SampleTestOptions, 'planned'>>;

/** What vitest hands to a matcher as `this`. */
export interface MatcherState extends TestPlace {
  readonly isNot?: boolean;
}

export interface MatcherAnswer {
  readonly pass: boolean;
  readonly message: () => string;
}

const meanings: Readonly<Record<Outcome | 'not-run', string>> = {
  reproduced: 'the evidence supports it',
  'not-reproduced': 'the evidence contradicts it',
  inconclusive: 'these seeds do not decide it, which supports neither side',
  invalid: 'these numbers cannot speak to it',
  'not-run': 'nothing was run',
};

export function sampleMatchers(currentFolder: string) {
  return {
    toExceed(this: MatcherState, received: unknown, threshold: number, options: SampleTestOptions = {}) {
      const samples = numbersFrom(received, 'toExceed');
      const { alpha = 0.01 } = options;
      const truth = options.planned ?? oneStandardDeviationFrom(threshold, this.isNot === true);
      const rule: DecisionRule = { kind: 'existence', direction: 'greater', threshold, alpha, planned: truth };
      const words = `have a mean above ${threshold}`;
      return judge({ matcher: 'toExceed', words, rule, samples, options, state: this, currentFolder });
    },

    toBeEquivalentTo(this: MatcherState, received: unknown, margin: number, options: EquivalenceOptions) {
      const samples = numbersFrom(received, 'toBeEquivalentTo');
      // An SD cannot be guessed here: the margin is in raw units, and how many SDs that is decides everything.
      if (options?.planned === undefined) throw missingPlan();
      const { alpha = 0.01, planned } = options;
      const rule: DecisionRule = { kind: 'equivalence', margin, alpha, planned };
      const words = `have a mean within ±${margin}`;
      return judge({ matcher: 'toBeEquivalentTo', words, rule, samples, options, state: this, currentFolder });
    },

    toShowTrend(this: MatcherState, received: unknown, levels: readonly string[], options: TrendOptions) {
      const samples = rowsFrom(received);
      const { alpha = 0.01, threshold, reversalMargin = threshold / (2 * Math.max(1, levels.length - 1)) } = options;
      const rule: DecisionRule = {
        kind: 'trend',
        levels,
        endpointThreshold: threshold,
        reversalMargin,
        alpha,
        planned: options.planned ?? oneStandardDeviationFrom(threshold, this.isNot === true),
      };
      const words = `rise over ${levels.join(' → ')}, by more than ${threshold} from first to last`;
      return judge({ matcher: 'toShowTrend', words, rule, samples, options, state: this, currentFolder });
    },
  };
}

interface SampleTest {
  readonly matcher: string;
  readonly words: string;
  readonly rule: DecisionRule;
  readonly samples: Samples;
  readonly options: SampleTestOptions;
  readonly state: MatcherState;
  readonly currentFolder: string;
}

function judge({ matcher, words, rule, samples, options, state, currentFolder }: SampleTest): MatcherAnswer {
  const isNot = state.isNot === true;
  const supposed =
    options.planned === undefined
      ? `the true mean is one SD ${isNot ? 'short of' : 'beyond'} the threshold`
      : `mean and SD are as planned (${options.planned.effect} and ${options.planned.standardDeviation})`;
  const awaited = isNot ? 'not-reproduced' : 'reproduced';
  // A rule that makes no sense is refused by `decide` before its power is asked for.
  const decision = decide(rule, samples);
  requirePower(
    { rule, truth: rule.planned, seeds: samples.length },
    { target: options.power ?? 0.95, awaited, where: matcher, supposed },
  );
  const seeds = options.seeds ?? samples.map((_, index) => index);
  const wish = isNot ? `evidence that the samples do not ${words}` : `the samples to ${words}`;
  return {
    pass: isNot ? decision.outcome !== awaited : decision.outcome === awaited,
    message: () =>
      [
        `expected ${wish}`,
        '',
        row('outcome', inWordsOfOutcome(decision.outcome)),
        ...partLines(
          { rule, decision, unit: options.unit ?? '' },
          // The power of the opposite is not that of what was wished for.
          isNot ? null : supposed,
        ),
        seedsLine(seeds),
        row('replay', replayLine(state, currentFolder)),
      ].join('\n'),
  };
}

/** Power depends on the distance in SDs alone, so that one SD may stand for any. */
function oneStandardDeviationFrom(threshold: number, isNot: boolean): Truth {
  return { effect: threshold + (isNot ? -1 : 1), standardDeviation: 1 };
}

function numbersFrom(received: unknown, matcher: string): readonly number[] {
  const samples =
    ArrayBuffer.isView(received) && !(received instanceof DataView) ? [...(received as Float64Array)] : received;
  if (isNumbers(samples)) return samples;
  throw noSamples(samples, { what: `${matcher} judges samples.`, of: 'numbers', expected: 'numbers, one a seed' });
}

function rowsFrom(received: unknown): readonly (readonly number[])[] {
  if (Array.isArray(received) && received.every(isNumbers)) return received;
  const expected = 'rows, one a seed, each with one number a level';
  throw noSamples(received, { what: 'toShowTrend judges rows of samples.', of: 'rows of numbers', expected });
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

function noSamples(
  received: unknown,
  { what, of, expected }: Readonly<Record<'what' | 'of' | 'expected', string>>,
): HarnessError {
  const got = Array.isArray(received) ? `a list that does not hold ${of} only` : typeof received;
  return new HarnessError('invalid-argument', { what, got, expected: `a list of ${expected}` });
}

function missingPlan(): HarnessError {
  return new HarnessError('invalid-argument', {
    what: 'toBeEquivalentTo needs a plan: whether so many seeds can show equivalence depends on the SD between seeds.',
    where: 'toBeEquivalentTo',
    got: 'no `planned`',
    expected: '{ planned: { effect, standardDeviation } }, declared before the data',
    next: 'take the SD from a pilot on other seeds',
  });
}

/** What vitest tells a matcher about the test that it stands in. */
interface TestPlace {
  readonly testPath?: string | undefined;
  readonly currentTestName?: string | undefined;
}

// The command that runs one test again: its file and its full name, for a shell. Samples and seeds come from the test itself, so
// the same test is the same evidence.
export function replayLine({ testPath, currentTestName }: TestPlace, currentFolder: string): string {
  const words = ['npx', 'vitest', 'run'];
  if (testPath !== undefined) words.push(relative(currentFolder, testPath));
  // vitest joins the names of suites and test with " > " for people, and with a blank for its filter, a regular expression.
  if (currentTestName !== undefined) words.push('-t', asPattern(currentTestName.replaceAll(' > ', ' ')));
  return words.map(shellQuote).join(' ');
}

function asPattern(name: string): string {
  return `^${name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}

/** A test on samples, or one part of a claim. */
type JudgedPart = Pick<PartVerdict, 'rule' | 'decision' | 'unit'>;

/**
 * What a failing matcher says: the outcome in plain words, then everything it rests on, then how to run it again. Contradicted, undecided
 * and unfit are three different things, and each asks for something else from the reader. "inconclusive: these seeds do not decide it,
 * which supports neither side".
 */
export function inWordsOfOutcome(outcome: Outcome | 'not-run'): string {
  return `${outcome}: ${meanings[outcome]}`;
}

/** @param supposed the truth at which the power is stated, in words; null: it is not stated */
export function partLines({ rule, decision, unit }: JudgedPart, supposed: string | null): string[] {
  const standardised = describeStandardised(effectIn(decision));
  return [
    row('reason', decision.reason),
    row('rule', describeRule(rule, unit)),
    row('effect', describeEffect({ rule, decision, unit })),
    ...(standardised === null ? [] : [row('', `It is ${standardised}.`)]),
    ...(decision.outcome === 'invalid' ? [] : decision.tests).map(({ passed, detail }, index) =>
      row(index === 0 ? 'tests' : '', `${passed ? '✔' : '✘'} ${detail}`),
    ),
    row('errors', errorRates(decision, supposed)),
  ];
}

export function seedsLine(seeds: readonly number[]): string {
  return row('seeds', seeds.length === 0 ? 'none' : `${seeds.length} (${formatSeeds(seeds)})`);
}

export function row(name: string, words: string): string {
  return `  ${name.padEnd(8)} ${words}`;
}

function errorRates(decision: Decision, supposed: string | null): string {
  const falseAlarm = `false alarm at most ${formatDeclared(decision.alpha)}`;
  const power = decision.outcome === 'invalid' ? null : decision.power;
  return power === null || supposed === null
    ? falseAlarm
    : `${falseAlarm}; detection ${formatRate(power, null)} if ${supposed}`;
}
