// A decision as text, every part of it, for inline snapshots: whatever a rule says, to the words, is held by some spec.
import type { Effect, Sequence, TestResult } from '../../src/decisions/decision.ts';
import type { Whole } from './example-rules.ts';

/** One part a line; numbers to six digits, as the last ones may differ between machines. */
export function inFull(decision: Whole): string {
  const { outcome, reason, effect, tests, seeds, alpha, power, ...rest } = decision;
  const { trendOnly, sequence, seedsNeeded, smallestShown = null, estimates, cells } = rest;
  return [
    `${outcome}: ${reason}`,
    `${seeds} seeds, alpha ${alpha}, power ${digits(power)}${trendOnly === undefined ? '' : `, trend only: ${trendOnly}`}`,
    effectInFull(effect),
    ...tests.map(testInFull),
    ...(sequence === undefined ? [] : sequenceInFull(sequence)),
    ...(seedsNeeded === null ? [] : [`needs ${digits(seedsNeeded)} seeds`]),
    ...(smallestShown === null ? [] : [`could have shown ${digits(smallestShown)}`]),
    ...(estimates === undefined ? [] : [`estimates ${JSON.stringify(estimates, rounded)}`]),
    ...(cells === undefined ? [] : [`cells ${cells.map(({ name, colour }) => `${name} ${colour}`).join(', ')}`]),
  ].join('\n');
}

function effectInFull(effect: Effect | null): string {
  if (effect === null) return 'no effect';
  const { estimate, low, high, confidence, standardised, standardDeviation } = effect;
  return `effect ${digits(estimate)}, ${digits(confidence)} from ${digits(low)} to ${digits(high)}, SD ${digits(standardDeviation)}, ${digits(standardised)} SD`;
}

function testInFull({ name, statistic, pValue, passed, detail }: TestResult): string {
  return `${passed ? 'passed' : 'failed'} ${name}: ${digits(statistic)}, p ${digits(pValue)}. ${detail}`;
}

function sequenceInFull({ evidence, ...state }: Sequence): string[] {
  return [
    `sequence ${JSON.stringify(state, rounded)}`,
    ...evidence.map(
      ({ name, eValue, against = null, ratioAtSmallestEffect }) =>
        `evidence ${name}: ${digits(eValue)}, against ${digits(against)}, at the smallest effect ${digits(ratioAtSmallestEffect)}`,
    ),
  ];
}

function digits(value: number | null): string {
  return value === null ? 'none' : `${Number(value.toPrecision(6))}`;
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Number(value.toPrecision(6)) : value;
}
