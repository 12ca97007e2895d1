// What a failing matcher says: the outcome in plain words, then everything it rests on, then how to run it again. Contradicted,
// undecided and unfit are three different things, and each asks for something else from the reader.
import type { PartVerdict } from '../claims/verdict.ts';
import { type Decision, effectIn, type Outcome } from '../decisions/decision.ts';
import { describeEffect, describeRule, describeStandardised } from '../report/describe-verdict.ts';
import { formatDeclared, formatPercent } from '../report/format-number.ts';
import { formatSeeds } from '../report/format-seeds.ts';

/** A test on samples, or one part of a claim. */
export type JudgedPart = Pick<PartVerdict, 'rule' | 'decision' | 'unit'>;

const meanings: Readonly<Record<Outcome | 'not-run', string>> = {
  reproduced: 'the evidence supports it',
  'not-reproduced': 'the evidence contradicts it',
  inconclusive: 'these seeds do not decide it, which supports neither side',
  invalid: 'these numbers cannot speak to it',
  'not-run': 'nothing was run',
};

/** "inconclusive: these seeds do not decide it, which supports neither side". */
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
    : `${falseAlarm}; detection ${formatPercent(power)} if ${supposed}`;
}
