// decisions.md B5 for one watched number: its verdict, by the first tier that decides. Two things are looked at whatever tier decides:
// fresh seeds, since equal bytes on golden seeds say nothing of a lucky golden sample or of a machine that only new seeds show; and
// confirmation, since no alarm becomes a drift on the seeds that raised it.
import type { AlarmConfirmation } from './confirm-alarm.ts';
import { DRIFT } from './drift.ts';
import { driftAlarms } from './drift-alarms.ts';
import { driftEquivalence } from './drift-equivalence.ts';
import type { DriftAlarm, DriftJudgement, DriftQuestion, DriftTier, DriftVerdict } from './drift-judgement.ts';
import { driftReason } from './drift-reason.ts';
import { sizeOfDrift } from './drift-size.ts';
import { isNumericallyClose } from './drift-tolerance.ts';
import { pairedEvidence } from './paired-evidence.ts';
import { lastTwoSampleEvidence } from './two-sample-evidence.ts';

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
  const isClose =
    pairs.length >= DRIFT.fewestReplays && pairs.every((pair) => isNumericallyClose(pair, DRIFT.tolerance));
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
