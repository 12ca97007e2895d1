// How numbers read in every report: the digits that matter, a true minus sign, and never a "-0.000".
import { HarnessError } from '../errors/harness-error.ts';

const MINUS = '\u2212';
/** Its space does not break. */
const PERCENT = '\u00a0%';

/** An estimate: three decimals, more where the largest of `among` (by default itself) would keep fewer than two digits, fewer where it is large. */
export function formatNumber(value: number, among: readonly number[] = [value]): string {
  return fixed(value, decimalsFor(among));
}

/** As formatNumber with an explicit plus: for effects, where the sign is the message. */
export function formatSigned(value: number, among: readonly number[] = [value]): string {
  const text = formatNumber(value, among);
  return Number(text.replace(MINUS, '-')) > 0 ? `+${text}` : text;
}

/** A number that someone declared (threshold, level): as they wrote it, free of binary noise. */
export function formatDeclared(value: number): string {
  assertFinite(value);
  return withMinus(String(Number(value.toPrecision(6))));
}

/** A p-value to three decimals; beyond them as a bound, since nobody should read more into them. */
export function formatProbability(value: number): string {
  assertFinite(value);
  if (value < 0.001) return '< 0.001';
  return value > 0.999 && value < 1 ? '> 0.999' : fixed(value, 3);
}

/** A share in whole percents, near the ends in tenths, but never rounded up to certainty or down to impossibility. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.001) return `< 0.1${PERCENT}`;
  if (share > 0.999 && share < 1) return `> 99.9${PERCENT}`;
  const isNearEnd = (share > 0 && share < 0.01) || (share > 0.99 && share < 1);
  return `${fixed(share * 100, isNearEnd ? 1 : 0)}${PERCENT}`;
}

/** How large one number is beside another, in whole percents: 100 % is no certainty, as it is of a share. */
export function formatRatio(ratio: number): string {
  return ratio > 0 && ratio < 0.005 ? `< 1${PERCENT}` : `${fixed(100 * ratio, 0)}${PERCENT}`;
}

/**
 * How often a rule says something under noise, which is never 0 and never 1. What none of the simulated campaigns showed is bounded by three
 * in so many (an upper 95 % bound); what an exact rate loses in its digits, by their last.
 * @param campaigns null: exact
 */
export function formatRate(rate: number, campaigns: number | null): string {
  if (rate > 0 && rate < 1) return formatPercent(rate);
  const bound = campaigns === null ? 0.001 : Math.min(1, 3 / campaigns);
  const tenths = Math.ceil(Number((bound * 1000).toPrecision(12)));
  return rate > 0
    ? `> ${formatDeclared((1000 - tenths) / 10)}${PERCENT}`
    : `< ${formatDeclared(tenths / 10)}${PERCENT}`;
}

/** A bound from below on a share, never rounded up: in whole percents, near 1 in tenths. */
export function formatLeast(share: number): string {
  const parts = share > 0.99 ? 1000 : 100;
  return formatPercent(Math.min(0.999, Math.floor(Number((parts * share).toPrecision(12))) / parts));
}

/** The confidence of an interval, in tenths of a percent where it is no whole one: 0.98889 as "98.9 %". */
export function formatConfidence(confidence: number): string {
  if (confidence < 0.001 || confidence > 0.999) return formatPercent(confidence);
  return `${formatDeclared(Number((100 * confidence).toFixed(1)))}${PERCENT}`;
}

function decimalsFor(values: readonly number[]): number {
  const largest = Math.max(0, ...values.map(Math.abs));
  if (largest >= 1000) return 0;
  if (largest >= 100) return 1;
  if (largest >= 10) return 2;
  if (largest === 0) return 3;
  return Math.min(8, Math.max(3, 1 - Math.floor(Math.log10(largest))));
}

function fixed(value: number, decimals: number): string {
  assertFinite(value);
  const text = value.toFixed(decimals);
  return withMinus(Number(text) === 0 ? text.replace('-', '') : text);
}

function withMinus(text: string): string {
  return text.replaceAll('-', MINUS);
}

function assertFinite(value: number): void {
  if (Number.isFinite(value)) return;
  throw new HarnessError('not-finite', {
    what: 'A report cannot print this number.',
    got: String(value),
    expected: 'a finite number, or null where none exists',
  });
}

// Seeds as a person would list them: runs of neighbours shortened, for example "0–11, 14".
export function formatSeeds(seeds: readonly number[]): string {
  const sorted = [...new Set(seeds)].sort((a, b) => a - b);
  const runs: [first: number, last: number][] = [];
  for (const seed of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && seed === run[1] + 1) run[1] = seed;
    else runs.push([seed, seed]);
  }
  if (runs.length === 0) return 'none';
  return runs.map(formatRun).join(', ');
}

function formatRun([first, last]: readonly [number, number]): string {
  if (first === last) return String(first);
  return last === first + 1 ? `${first}, ${last}` : `${first}\u2013${last}`;
}

// Instants and spans as a person reads them. Always UTC, so that a report is the same bytes wherever it is rendered.

/** "2026-05-04 10:22 UTC" from ISO 8601. */
export function formatInstant(instant: string): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 16)} UTC`;
}

/** "took 12 min 5 s": two units at most. */
export function formatSpan(from: string, to: string): string {
  const seconds = Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 1000));
  if (seconds < 60) return `took ${seconds} s`;
  if (seconds < 3600) return `took ${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `took ${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}
