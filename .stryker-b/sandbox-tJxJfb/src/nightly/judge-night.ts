// A night's verdicts: each watched number by decisions.md B5, alarms confirmed on seeds that had no part in them. What of a number a night
// has seen: golden seeds again, byte by byte and number by number, and fresh seeds, of tonight and of the nights before it (D1 to D3).
import { type RunsOf, type WatchedNumber, watchedNumbers } from '../claims/verdicts/watched-numbers.ts';
import type { AlarmBudget } from '../decisions/drift/alarm-budget.ts';
import { confirmAlarm } from '../decisions/drift/confirm-alarm.ts';
import { detectShift } from '../decisions/drift/detect-shift.ts';
import { DRIFT, driftMargin } from '../decisions/drift/drift.ts';
import type { DriftSample } from '../decisions/drift/drift-equivalence.ts';
import type { DriftInput, DriftJudgement, DriftQuestion } from '../decisions/drift/drift-judgement.ts';
import { judgeDrift } from '../decisions/drift/judge-drift.ts';
import { pairsOf } from '../goldens/diff-goldens.ts';
import { type GoldenTest, goldenExperiments } from '../goldens/golden-tests.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import type { NightRecord, WatchedVerdict } from './night-record.ts';
import { type RecordOf, replaysOf } from './night-runs.ts';

interface NightCase {
  readonly tests: readonly GoldenTest[];
  /** On the goldens. */
  readonly golden: readonly WatchedNumber[];
  readonly differingInputs: readonly DriftInput[];
  readonly fingerprint: string;
  /** Of the days before, in their order. */
  readonly earlier: readonly NightRecord[];
  readonly budget: AlarmBudget;
  readonly recordOf: RecordOf;
  readonly digestOf: (hash: string, seed: number) => string | null;
  /** Null: not tried. */
  readonly areRepeatsEqual: (hash: string) => boolean | null;
  /** Golden seeds trained again tonight, and fresh ones. */
  readonly goldenSeeds: readonly number[];
  readonly freshSeeds: readonly number[];
}

interface Suspicion {
  readonly question: DriftQuestion;
  readonly judgement: DriftJudgement;
  readonly number: WatchedNumber;
  readonly pairs: readonly { readonly seed: number; readonly golden: number; readonly now: number }[];
  readonly tonight: readonly number[];
}

/** Every number judged before any confirmation. */
export function suspectNight(night: NightCase): Suspicion[] {
  const { tests, golden, recordOf, digestOf, goldenSeeds, freshSeeds, budget } = night;
  const { alpha, detectorThreshold: threshold } = budget;
  const fresh = numbersOf(tests, { seeds: freshSeeds, recordOf });
  const again = numbersOf(tests, { seeds: goldenSeeds, recordOf });
  return golden.map((number) => {
    const { id, experimentHashes: hashes, claimedEffect } = number;
    const values = valuesOf(number);
    const tonight = valuesOf(fresh.get(id));
    const before = freshBefore(id, night);
    const nights = [...before.nights, tonight];
    const repeats = hashes.map(night.areRepeatsEqual).filter((one) => one !== null);
    const replays = replaysOf(hashes, { seeds: goldenSeeds, recordOf, digestOf });
    const pairs = pairsOf(number.values, again.get(id)?.values ?? []);
    const question: DriftQuestion = {
      name: number.name,
      differingInputs: night.differingInputs,
      replays: { ...replays, areRepeatsEqual: repeats.length === 0 ? null : repeats.every(Boolean) },
      pairs,
      golden: values,
      fresh: [...before.sinceChange, ...tonight],
      detector:
        threshold === null
          ? null
          : { reading: detectShift({ golden: values, nights, shifts: DRIFT.shifts }), threshold },
      margin: driftMargin(values, claimedEffect),
      alpha,
      confirmation: null,
    };
    return { question, judgement: judgeDrift(question), number, pairs, tonight };
  });
}

/** What an alarm is to be shown on again: golden seeds where these raised it, fresh ones else. */
export function confirmedOn({ judgement }: Pick<Suspicion, 'judgement'>): 'golden-seeds' | 'fresh-seeds' | null {
  if (judgement.needsConfirmation === null) return null;
  return judgement.alarms[0]?.from === 'golden-seeds' ? 'golden-seeds' : 'fresh-seeds';
}

/** The same judged with the seeds that were run to confirm it. */
export function confirmSuspicion(
  suspicion: Suspicion,
  {
    tests,
    recordOf,
    seeds,
  }: Pick<NightCase, 'tests' | 'recordOf'> & {
    readonly seeds: Readonly<Record<'golden-seeds' | 'fresh-seeds', readonly number[]>>;
  },
): Suspicion {
  const on = confirmedOn(suspicion);
  const direction = suspicion.judgement.needsConfirmation;
  if (on === null || direction === null) return suspicion;
  const { number, question } = suspicion;
  const again = numbersOf(tests, { seeds: seeds[on], recordOf }).get(number.id);
  const sample: DriftSample =
    on === 'golden-seeds'
      ? { from: on, pairs: pairsOf(number.values, again?.values ?? []) }
      : { from: on, golden: question.golden, fresh: valuesOf(again) };
  const { confirmationLevel: level } = DRIFT;
  const confirmation = confirmAlarm(sample, { direction, level, margin: question.margin });
  const confirmed = { ...question, confirmation };
  return { ...suspicion, question: confirmed, judgement: judgeDrift(confirmed) };
}

/** As the night's record keeps it. */
export function watchedVerdict({ number, question, judgement, pairs, tonight }: Suspicion): WatchedVerdict {
  const { id, claim, task, name, unit, kind } = number;
  const { mean, standardDeviation } = sampleMoments(question.golden);
  const { size, alarms, verdict, tier, reason, margin } = judgement;
  const [loudest] = alarms;
  return {
    id,
    kind: kind === 'part' ? 'part' : 'vital',
    claim,
    task,
    name,
    unit,
    verdict,
    tier,
    reason,
    golden: { seeds: question.golden.length, mean, standardDeviation: standardDeviation ?? 0 },
    fresh: tonight,
    // Equal bytes are equal numbers: they need not be said again.
    paired: judgement.paired.isIdentical ? [] : pairs,
    size:
      size === null ? null : { shift: size.shift, low: size.low, high: size.high, seeds: size.seeds, from: size.from },
    margin,
    logEvidence: {
      paired: judgement.paired.log,
      fresh: judgement.fresh.log,
      detector: question.detector?.reading.log ?? 0,
    },
    alarm:
      loudest === undefined
        ? null
        : {
            by: loudest.from,
            direction: loudest.direction,
            // An alarm that equivalence on the golden seeds settled needed none.
            confirmed: question.confirmation === null ? verdict !== 'unresolved' : question.confirmation.isConfirmed,
          },
  };
}

/** The numbers of these seeds, by the number's id. */
export function numbersOf(
  tests: readonly GoldenTest[],
  { seeds, recordOf }: { readonly seeds: readonly number[]; readonly recordOf: RecordOf },
): Map<string, WatchedNumber> {
  const runsOf: RunsOf = (hash) =>
    new Map(
      seeds.flatMap((seed) => {
        const record = recordOf(hash, seed);
        return record === null ? [] : [[seed, record] as const];
      }),
    );
  return new Map(watchedTonight(tests, runsOf).map((one) => [one.id, one]));
}

/** None where the number was not measured. */
export function valuesOf(number: WatchedNumber | undefined): number[] {
  return (number?.values ?? []).map(({ value }) => value);
}

/**
 * Fresh seeds of the days before: `nights` since an alarm was last closed as false, for the detector, and all `sinceChange` of code or
 * machine. A night whose controls were wrong is no evidence. Nights of one day have the same seeds, so the last of them speaks for it.
 */
function freshBefore(id: string, { earlier, fingerprint }: Pick<NightCase, 'earlier' | 'fingerprint'>) {
  const nights: number[][] = [];
  const fingerprints: string[] = [];
  const byDay = new Map<string, { readonly number: WatchedVerdict; readonly fingerprint: string }>();
  for (const { night, verdict, watched, environment } of earlier) {
    const number = watched.find((one) => one.id === id);
    if (verdict !== 'invalid' && number !== undefined)
      byDay.set(night, { number, fingerprint: environment.fingerprint });
  }
  for (const told of byDay.values()) {
    const { number } = told;
    nights.push([...number.fresh]);
    fingerprints.push(told.fingerprint);
    if (number.alarm !== null && !number.alarm.confirmed) {
      nights.length = 0;
      fingerprints.length = 0;
    }
  }
  let first = nights.length;
  while (first > 0 && fingerprints[first - 1] === fingerprint) first -= 1;
  return { nights, sinceChange: nights.slice(first).flat() };
}

// Numbers that no claim is about, and that a changed trainer moves first: the loss at which each training of each experiment ended. Seed
// by seed they hardly vary between two runs of like code, so golden seeds trained again show a slower optimizer in one night, long before
// accuracies of 150 questions do. With the numbers of the claims they are all that a night watches.
export function watchedTonight(tests: readonly GoldenTest[], runsOf: RunsOf): WatchedNumber[] {
  return [...watchedNumbers(tests, runsOf), ...vitalSigns(tests, runsOf)];
}

function vitalSigns(tests: readonly GoldenTest[], runsOf: RunsOf): WatchedNumber[] {
  return goldenExperiments(tests).flatMap(({ hash, task, label }): WatchedNumber[] => {
    const runs = [...runsOf(hash).values()].sort((a, b) => a.seed - b.seed);
    const trainings = Object.keys(runs[0]?.training ?? {}).sort();
    return trainings.map((training) => ({
      id: `${task}/training/${training} of ${hash.slice(0, 12)}`,
      claim: label.split('/')[0] as string,
      task,
      name: `${label}: loss at the end of ${training}`,
      unit: 'nats a question',
      kind: 'training',
      experimentHashes: [hash],
      claimedEffect: null,
      values: runs.flatMap(({ seed, training: facts }) => {
        const value = facts[training]?.finalLoss;
        return value === undefined ? [] : [{ seed, value }];
      }),
    }));
  });
}
