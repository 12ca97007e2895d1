// Goldens in words: complaints about them, and what a candidate would change.
import type { Complaint } from '../goldens/complaint.ts';
import type { Change, GoldenDiff, NumberChange } from '../goldens/diff-goldens.ts';
import { formatNumber, formatSigned } from '../report/format-number.ts';
import { verdictAppearance } from '../report/verdict-appearance.ts';
import { oneLine, textColumns } from './text-columns.ts';

export function complaintLines(complaints: readonly Complaint[]): string[] {
  return complaints.map(({ path, kind, reason }) => oneLine(`${path} (${kind}): ${reason}`));
}

export function diffLines(diff: GoldenDiff): string[] {
  const { environment, profile, fingerprints, pools, numbers, verdicts } = diff;
  const { before, after } = fingerprints;
  const numerics =
    before === null
      ? `none are accepted yet; numerics ${after.slice(0, 12)}`
      : before === after
        ? `the same numerics (${after.slice(0, 12)})`
        : `numerics ${before.slice(0, 12)} before, ${after.slice(0, 12)} after`;
  const other = numbers.filter(({ change }) => change !== null && change.kind !== 'identical');
  const flips = verdicts.filter(({ before: was, after: is }) => was !== is && was !== null);
  const fresh = verdicts.filter(({ before: was }) => was === null);
  return [
    `Goldens of ${profile} for ${environment}: ${numerics}.`,
    `${countOf(
      pools.map(({ state }) => state),
      'pool',
    )}.`,
    ...textColumns(
      pools
        .filter(({ state }) => state !== 'identical')
        .map(({ path, state, seedsChanged }) => [state, `${seedsChanged} seeds`, path]),
      '  ',
    ),
    `${countOf(
      numbers.map(({ change }) => change?.kind ?? 'new'),
      'number',
    )}.`,
    ...(other.length === 0
      ? []
      : textColumns(
          [['', 'before', 'after', 'difference', '90 % interval', 'margin', 'number'], ...other.map(rowOf)],
          '  ',
        )),
    `${verdicts.length - flips.length - fresh.length} verdicts as before, ${flips.length} flipped, ${fresh.length} new.`,
    ...flips.map(({ claim, task, design, before: was, after: is, required }) =>
      oneLine(
        `  FLIP${required ? '' : ' (optional)'}: ${claim} (${task}; ${design}): ${labelOf(was)} before, ${labelOf(is)} after`,
      ),
    ),
    ...fresh
      .filter(({ after: is }) => is !== 'reproduced')
      .map(({ claim, task, after: is }) => oneLine(`  ${claim} (${task}): ${labelOf(is)}`)),
  ];
}

function labelOf(word: GoldenDiff['verdicts'][number]['before']): string {
  return word === null ? 'not there' : verdictAppearance(word).label;
}

function rowOf({ id, before, after, change }: NumberChange): string[] {
  const { kind, difference, low, high, margin } = change as Change;
  const among = [before ?? 0, after];
  return [
    kind,
    formatNumber(before ?? 0, among),
    formatNumber(after, among),
    formatSigned(difference),
    low === null || high === null ? '' : `${formatSigned(low)} to ${formatSigned(high)}`,
    margin === null ? '' : formatNumber(margin),
    oneLine(id),
  ];
}

/** "3 pools: 2 identical, 1 changed". */
function countOf(words: readonly string[], what: string): string {
  const counts = [...new Set(words)].map((word) => `${words.filter((one) => one === word).length} ${word}`);
  return `${words.length} ${what}${words.length === 1 ? '' : 's'}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`;
}
