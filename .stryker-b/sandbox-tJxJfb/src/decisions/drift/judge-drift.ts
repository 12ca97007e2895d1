// decisions.md B5 for one watched number: its verdict, by the first tier that decides. Two things are looked at whatever tier decides:
// fresh seeds, since equal bytes on golden seeds say nothing of a lucky golden sample or of a machine that only new seeds show; and
// confirmation, since no alarm becomes a drift on the seeds that raised it.

import { eValueOf } from '../sequence.ts';
import { inDigits, inPercent, inWordsOfEvidence, inWordsOfP } from '../wording.ts';
import type { AlarmConfirmation } from './confirm-alarm.ts';
import { DRIFT, goldenSample, isNumericallyClose } from './drift.ts';
import { driftEquivalence } from './drift-equivalence.ts';
import type {
  DriftAlarm,
  DriftJudgement,
  DriftQuestion,
  DriftSize,
  DriftTier,
  DriftVerdict,
} from './drift-judgement.ts';
import {
  type Direction,
  type DriftEvidence,
  directionOf,
  lastTwoSampleEvidence,
  pairedEvidence,
} from './evidence-against-golden.ts';

export function judgeDrift(question: DriftQuestion): DriftJudgement {
  const findings = findingsOf(question);
  const { alarms, verdict, tier } = findings;
  const { confirmation, margin, name, differingInputs } = question;
  const isWaiting = alarms.length > 0 && confirmation === null && verdict === 'unresolved';
  const isFalseAlarm = alarms.length > 0 && confirmation !== null && !isConfirmedBy(confirmation, alarms);
  const judgement = {
    name,
    verdict,
    tier,
    differingInputs,
    alarms,
    needsConfirmation: isWaiting ? (alarms[0]?.direction ?? null) : null,
    isFalseAlarm,
    size: sizeOfDrift(question, findings),
    margin,
    paired: findings.paired,
    fresh: findings.fresh,
  };
  return { ...judgement, reason: driftReason(question, judgement) };
}

function findingsOf(question: DriftQuestion) {
  const { golden, fresh, pairs, margin } = question;
  // Either half alone may show equivalence, each at half of the level.
  const rule = { margin, level: DRIFT.equivalenceLevel / 2 };
  const paired = {
    ...pairedEvidence({ pairs, shifts: DRIFT.pairedShifts }),
    equivalence: driftEquivalence({ from: 'golden-seeds', pairs }, rule),
  };
  const sinceChange = {
    ...lastTwoSampleEvidence({ golden, fresh, shifts: DRIFT.shifts }),
    equivalence: driftEquivalence({ from: 'fresh-seeds', golden, fresh }, rule),
  };
  const isClose = pairs.length >= DRIFT.fewestReplays && pairs.every((pair) => isNumericallyClose(pair));
  // Rounding may lean to one side, and golden seeds run again would see it: D2 decides before D3 asks.
  const alarms = driftAlarms(question, { paired, fresh: sinceChange }).filter(
    ({ from }) => !(isClose && from === 'golden-seeds'),
  );
  const findings = { paired, fresh: sinceChange, alarms, isClose };
  return { ...findings, ...verdictOf(question, findings) };
}

function verdictOf(
  { replays, differingInputs, confirmation }: DriftQuestion,
  {
    paired,
    fresh,
    alarms,
    isClose,
  }: Pick<DriftJudgement, 'paired' | 'fresh' | 'alarms'> & { readonly isClose: boolean },
): { readonly verdict: DriftVerdict; readonly tier: DriftTier } {
  if (alarms.length > 0) return { tier: 'D3', verdict: verdictOfAlarm(alarms, { paired, confirmation }) };
  if (replays.areRepeatsEqual === false) return { tier: 'D1', verdict: 'non-deterministic' };
  const areBytesComparable = !differingInputs.includes('experiment') && !differingInputs.includes('data');
  const areBytesEqual = replays.compared >= DRIFT.fewestReplays && replays.equal === replays.compared;
  if (areBytesComparable && areBytesEqual) return { tier: 'D1', verdict: 'identical' };
  if (isClose) return { tier: 'D2', verdict: 'numerically-close' };
  const isEquivalent = paired.equivalence.isEquivalent || fresh.equivalence.isEquivalent;
  return { tier: 'D3', verdict: isEquivalent ? 'equivalent' : 'unresolved' };
}

function verdictOfAlarm(
  alarms: readonly DriftAlarm[],
  { paired, confirmation }: Pick<DriftJudgement, 'paired'> & Pick<DriftQuestion, 'confirmation'>,
): DriftVerdict {
  // Golden seeds run again see shifts far too small to matter; they also tell that they are.
  const isSmall = alarms.every(({ from }) => from === 'golden-seeds') && paired.equivalence.isEquivalent;
  if (isSmall || confirmation === null) return isSmall ? 'equivalent' : 'unresolved';
  if (!isConfirmedBy(confirmation, alarms)) return 'unresolved';
  return confirmation.size.isEquivalent ? 'equivalent' : 'drift';
}

/** In the direction of the alarm: seeds that moved the other way confirm nothing. */
function isConfirmedBy({ isConfirmed, direction }: AlarmConfirmation, [loudest]: readonly DriftAlarm[]): boolean {
  return isConfirmed && direction === loudest?.direction;
}

/**
 * How large the drift is: on the seeds that confirmed it where there are such, since those that raised the alarm were picked for lying far
 * away; else on golden seeds run again, where the luck of the seeds cancels; else on fresh seeds. Null where nothing was measured.
 */
function sizeOfDrift(
  { golden, confirmation }: Pick<DriftQuestion, 'golden' | 'confirmation'>,
  { paired, fresh }: Pick<DriftJudgement, 'paired' | 'fresh'>,
): DriftSize | null {
  const sources = [
    { from: 'confirming-seeds', measured: confirmation?.size ?? null },
    { from: 'golden-seeds', measured: paired.equivalence },
    { from: 'fresh-seeds', measured: fresh.equivalence },
  ] as const;
  for (const { from, measured } of sources) {
    if (measured === null || measured.shift === null) continue;
    const { shift, low, high, confidence, seeds } = measured;
    const { deviation } = goldenSample(golden);
    const inDeviations = deviation === null || deviation === 0 ? null : shift / deviation;
    return { shift, low, high, confidence, inDeviations, direction: directionOf(shift), seeds, from };
  }
  return null;
}

// Which evidence raises an alarm (decisions.md B5, D3): golden seeds run again and fresh seeds each at half of alpha, the detector at its
// threshold. Halves, not the mean of the two e-values: they share the golden sample and stop at different times, so only the sum of
// their chances is a bound; the mean would win less than a factor of two.
export function driftAlarms(
  { alpha, detector }: Pick<DriftQuestion, 'alpha' | 'detector'>,
  { paired, fresh }: { readonly paired: DriftEvidence; readonly fresh: DriftEvidence },
): DriftAlarm[] {
  const reading = detector?.reading;
  const sources = [
    { from: 'golden-seeds', ...paired, threshold: 2 / alpha },
    { from: 'fresh-seeds', ...fresh, threshold: 2 / alpha },
    {
      from: 'detector',
      seeds: reading?.evidence?.seeds ?? 0,
      log: reading?.log ?? 0,
      direction: reading?.direction ?? null,
      threshold: detector?.threshold ?? Number.POSITIVE_INFINITY,
    },
  ] as const;
  return sources
    .filter(({ seeds, log, threshold }) => seeds >= DRIFT.fewestSeeds && log >= Math.log(threshold))
    .filter((one): one is typeof one & { direction: Direction } => one.direction !== null)
    .sort((one, other) => other.log - one.log)
    .map(({ from, direction, log, threshold, seeds }) => ({
      from,
      direction,
      eValue: eValueOf(log),
      threshold,
      seeds,
    }));
}

type Judged = Omit<DriftJudgement, 'reason'>;

/** The words of a drift verdict: what decided, what it was measured on, and what else was seen. */
function driftReason(question: DriftQuestion, judged: Judged): string {
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
