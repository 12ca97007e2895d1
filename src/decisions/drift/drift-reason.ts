// The words of a drift verdict: what decided, what it was measured on, and what else was seen.
import { inDigits, inPercent, inWordsOfEvidence, inWordsOfP } from '../wording.ts';
import { DRIFT } from './drift.ts';
import type { DriftAlarm, DriftJudgement, DriftQuestion, DriftSize } from './drift-judgement.ts';

type Judged = Omit<DriftJudgement, 'reason'>;

export function driftReason(question: DriftQuestion, judged: Judged): string {
  return [whatDecided(question, judged), ...besides(question, judged)].join(' ');
}

function whatDecided(question: DriftQuestion, judged: Judged): string {
  const { replays, pairs, confirmation } = question;
  const [loudest] = judged.alarms;
  const size = judged.size === null ? 'nothing was measured' : inWordsOfSize(judged.size);
  if (loudest !== undefined) return `${inWordsOfAlarm(loudest)}; ${whatBecameOfIt(question, judged)}.`;
  switch (judged.verdict) {
    case 'identical':
      return `${replays.compared} golden seeds run again gave the same bytes.`;
    case 'numerically-close':
      return `${pairs.length} golden seeds run again gave their numbers within ${DRIFT.tolerance.absolute} + ${DRIFT.tolerance.relative} of each.`;
    case 'non-deterministic':
      return 'One seed run twice by the same code on the same machine gave different bytes.';
    case 'equivalent':
      return `No alarm, and ${size}: ${inWordsOfEquivalence(judged)}.`;
    default:
      return `No alarm, but nothing shows that there is no shift: ${size}; ${inWordsOfMargin(judged)}${confirmation === null ? '' : '; the seeds run for confirmation had nothing to confirm'}.`;
  }
}

function whatBecameOfIt({ confirmation }: DriftQuestion, judged: Judged): string {
  const size = judged.size === null ? '' : inWordsOfSize(judged.size);
  if (confirmation === null) {
    if (judged.verdict === 'equivalent') return `yet ${size}: ${inWordsOfEquivalence(judged)}`;
    return `to be confirmed ${judged.needsConfirmation === 'up' ? 'upwards' : 'downwards'} on ${DRIFT.confirmingSeeds} seeds that had no part in it`;
  }
  const standing = `${confirmation.size.seeds} seeds that had no part in it`;
  const p = `${inWordsOfP(confirmation.pValue)}, to confirm at ${inDigits(DRIFT.confirmationLevel)}`;
  if (judged.isFalseAlarm) return `${standing} do not confirm it (${p}), so it is closed as a false alarm; ${size}`;
  return `${standing} confirm it (${p}); ${size}${judged.verdict === 'equivalent' ? `: ${inWordsOfMargin(judged)}, which holds the interval` : ''}`;
}

function inWordsOfAlarm({ from, direction, eValue, threshold, seeds }: DriftAlarm): string {
  const where = {
    'golden-seeds': `${seeds} golden seeds run again`,
    'fresh-seeds': `${seeds} fresh seeds since the last change`,
    detector: `the detector (${seeds} fresh seeds of the last nights)`,
  }[from];
  const evidence = `evidence of ${inWordsOfEvidence(eValue)} to 1, to alarm at ${inWordsOfEvidence(threshold)}`;
  return `Alarm: ${where} moved ${direction} (${evidence})`;
}

function inWordsOfSize({ shift, low, high, confidence, inDeviations, seeds, from }: DriftSize): string {
  const where = { 'golden-seeds': 'golden', 'fresh-seeds': 'fresh', 'confirming-seeds': 'confirming' }[from];
  const interval =
    low === null || high === null ? '' : `, ${inPercent(confidence)} interval ${inDigits(low)} to ${inDigits(high)}`;
  const standardised = inDeviations === null ? '' : `, ${inDigits(inDeviations)} golden SD`;
  return `the mean moved by ${inDigits(shift)} over ${seeds} ${where} seeds${interval}${standardised}`;
}

function inWordsOfMargin({ margin }: Judged): string {
  return margin === null ? 'no margin is known' : `the margin is ±${inDigits(margin)}`;
}

function inWordsOfEquivalence(judged: Judged): string {
  const { equivalence } = judged.paired.equivalence.isEquivalent ? judged.paired : judged.fresh;
  if (equivalence.method === 'share') return `less than ${inPercent(DRIFT.shareMargin)} of the seeds can differ`;
  const where = equivalence.method === 'paired' ? 'golden seeds run again' : 'fresh seeds';
  return `inside ±${inDigits(judged.margin ?? 0)} by ${where} (${inWordsOfP(equivalence.pValue ?? 1)})`;
}

/** What a verdict must not hide. */
function besides({ differingInputs, replays, fresh }: DriftQuestion, judged: Judged): string[] {
  const isEqual = replays.compared > 0 && replays.equal === replays.compared;
  const isFromFresh = judged.alarms.some(({ from }) => from !== 'golden-seeds');
  const evidence = inWordsOfEvidence(Math.exp(Math.min(700, judged.fresh.log)));
  return [
    ...(differingInputs.length === 0 ? [] : [`Not the same as for the golden runs: ${differingInputs.join(', ')}.`]),
    ...(isFromFresh && isEqual
      ? [
          'Bytes of golden seeds run again are equal: not the code moved, but the golden sample was lucky, or what only fresh seeds meet.',
        ]
      : []),
    ...(judged.alarms.length > 0 && replays.areRepeatsEqual === false
      ? ['One seed run twice gave different bytes as well.']
      : []),
    ...(isFromFresh
      ? []
      : [
          fresh.length === 0
            ? 'No fresh seed was looked at.'
            : `${fresh.length} fresh seeds give no alarm (evidence ${evidence} to 1).`,
        ]),
  ];
}
