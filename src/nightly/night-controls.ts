// The controls of every night (decisions.md B5): the null control compares like with like and must stay silent; planted regressions, an
// effect taken out of its experiment in full and by half, trained for real, must be found and confirmed where the night's power to do so
// is as good as certain. If one is wrong the night is invalid, whatever else it says.
//
// The null control here is the golden pool against itself, in random halves, and tonight's code against itself on two sets of fresh seeds.
// Both are null by construction, also on a night on which the code has changed; the golden commit's own code on fresh seeds, as
// decisions.md B5 had it at first, would need that commit's checkout. Where the code has not changed, the night's main comparison is just that.
import type { WatchedNumber } from '../claims/verdicts/watched-numbers.ts';
import { confirmAlarm } from '../decisions/drift/confirm-alarm.ts';
import { DRIFT, driftMargin, PLANTED } from '../decisions/drift/drift.ts';
import { lastTwoSampleEvidence } from '../decisions/drift/evidence-against-golden.ts';
import { judgeDrift } from '../decisions/drift/judge-drift.ts';
import { inPercent } from '../decisions/wording.ts';
import { type Experiment, experimentHash } from '../experiments/experiment.ts';
import { type GoldenTest, goldenExperiments } from '../goldens/golden-tests.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import { mean } from '../statistics/sample-moments.ts';
import { numbersOf, valuesOf } from './judge-night.ts';
import { type GoldenEffect, withHalfEffect, withoutEffect } from './night-effects.ts';
import { inWordsOfPower, powerToFindLoss } from './night-power.ts';
import type { NightRecord } from './night-record.ts';
import type { NightRuns, RecordOf } from './night-runs.ts';
import { type NightSeeds, nightNumber } from './night-seeds.ts';

type Control = NightRecord['controls']['null'];
type Planted = NightRecord['controls']['planted'];

interface ControlsRequest {
  readonly night: string;
  readonly tests: readonly GoldenTest[];
  readonly golden: readonly WatchedNumber[];
  /** In which regressions are planted; null where there is none. */
  readonly effect: GoldenEffect | null;
  /** Around someone's own configuration, of which nobody measured which tags halve its effect. */
  readonly isOwn: boolean;
  /** Whether its number is called drift tonight. */
  readonly isMoved: boolean;
  readonly runs: NightRuns;
  readonly seeds: NightSeeds;
  readonly alpha: number;
}

/** Trains what the controls need, and judges them. */
export async function nightControls(request: ControlsRequest): Promise<Required<NightRecord['controls']>> {
  const { night, tests, golden, effect, isOwn, isMoved, runs, seeds, alpha } = request;
  const test = effect?.test ?? tests[0];
  const hash = effect?.number.experimentHashes[0];
  const [named] = goldenExperiments(test === undefined ? [] : [test]).filter(
    (one) => hash === undefined || one.hash === hash,
  );
  if (test === undefined || named === undefined) {
    const nothing = { passed: false, words: 'Nothing is watched, so nothing can be compared or planted.' };
    return { null: nothing, planted: nothing, halved: nothing };
  }
  const { experiment, label } = named;
  const again = seeds.planted.slice(0, seeds.fresh.length);
  const removed = effect === null ? null : withoutEffect(experiment);
  const halved = effect === null || isOwn ? null : withHalfEffect(effect, experiment);
  const planted = (what: string, one: Experiment | null) => {
    return one === null ? [] : [{ label: `${what} of ${label}`, experiment: one, seeds: seeds.planted }];
  };
  await runs.train('controls', [
    ...planted('planted regression', removed),
    ...planted('planted halved regression', halved),
    { label: `null control of ${label}`, experiment, seeds: again },
  ]);
  const alone = {
    ...test,
    hashes: Object.fromEntries(Object.entries(test.hashes).filter(([, one]) => one === named.hash)),
  };
  const twice = [seeds.fresh, again].map((some) => numbersOf([alone], { seeds: some, recordOf: runs.recordOf }));
  const found = (lost: number, one: Experiment | null): Planted => {
    if (effect === null) return { passed: true, words: NOTHING_TO_PLANT };
    if (one === null) return { passed: true, words: `Not planted: ${HALF_IS_UNKNOWN}` };
    // The runs with less effect, read as if they were the experiment's own.
    const recordOf: RecordOf = (asked, seed) =>
      asked === named.hash ? runs.recordOf(experimentHash(one), seed) : null;
    return plantedControl({ effect, test: alone, lost, isMoved, alpha, seeds: seeds.planted, recordOf });
  };
  return {
    null: nullControl({ night, alpha, golden, twice }),
    planted: found(1, removed),
    halved: found(0.5, halved),
  };
}

const NOTHING_TO_PLANT =
  'Nothing was planted: no claim that the goldens record as reproduced has an effect that could be taken out, so the silence of this night proves less.';
const HALF_IS_UNKNOWN =
  'which tags leave half of an effect is known of the registered iml-appears on the digit grid alone.';

interface NullControl {
  readonly night: string;
  readonly alpha: number;
  readonly golden: readonly WatchedNumber[];
  /** By id, of one experiment trained tonight on two disjoint sets of fresh seeds. */
  readonly twice: readonly ReadonlyMap<string, WatchedNumber>[];
}

function nullControl({ night, alpha, golden, twice: [first = new Map(), second] }: NullControl): Control {
  const stream = seedTree(nightNumber(night)).child('null control').stream();
  const alarms: string[] = [];
  const compare = (name: string, first: readonly number[], second: readonly number[]) => {
    const { log } = lastTwoSampleEvidence({ golden: first, fresh: second, shifts: DRIFT.shifts });
    if (log >= Math.log(2 / alpha))
      alarms.push(`${name} (evidence ${Math.exp(Math.min(log, 700)).toPrecision(3)} to 1)`);
  };
  const count = golden[0]?.values.length ?? 0;
  // One split for all numbers: seeds are what is exchangeable.
  const order = stream.permutation(count);
  for (const { name, values } of golden) {
    const half = (from: number, to: number) => order.slice(from, to).map((index) => values[index]?.value ?? Number.NaN);
    if (values.length === count) compare(`golden halves: ${name}`, half(0, count >> 1), half(count >> 1, count));
  }
  for (const [id, one] of first) compare(`fresh against fresh: ${one.name}`, valuesOf(one), valuesOf(second?.get(id)));
  const of = `${golden.length} numbers on random halves of the golden pool, ${first.size} on two sets of fresh seeds`;
  if (first.size === 0) return { passed: false, words: `Nothing was compared: ${of}.` };
  if (alarms.length === 0) return { passed: true, words: `No alarm where nothing can have moved: ${of}.` };
  return { passed: false, words: `Alarms where nothing can have moved, ${of}: ${alarms.slice(0, 3).join('; ')}.` };
}

interface PlantedControl {
  readonly effect: GoldenEffect;
  /** Its test, with the experiment that the regression is planted in alone. */
  readonly test: GoldenTest;
  /** Share of the effect that was taken out. */
  readonly lost: number;
  readonly isMoved: boolean;
  readonly alpha: number;
  readonly seeds: readonly number[];
  /** Runs of the regression under the experiment's hash. */
  readonly recordOf: RecordOf;
}

/** The first half of the seeds raises the alarm, the second confirms it. */
function plantedControl(request: PlantedControl): Planted {
  const { effect, test, lost, isMoved, alpha, seeds, recordOf } = request;
  const { claim, task, id, name } = effect.number;
  const number = numbersOf([test], { seeds, recordOf }).get(id);
  const values = valuesOf(number);
  const what = `${claim} on ${task} with ${lost === 1 ? 'the effect' : `${inPercent(lost)} of the effect`} taken out`;
  if (values.length < seeds.length) {
    return { passed: false, words: `${what}: only ${values.length} of ${seeds.length} seeds have runs.` };
  }
  const half = seeds.length >> 1;
  const power = powerToFindLoss(effect, { lost, alpha, seeds: { alarming: half, confirming: seeds.length - half } });
  const { power: plantedPower, surelyFound } = PLANTED;
  // A detector that is too blind even for a shift like this one may not excuse itself with its power.
  const isSure = (power ?? 0) >= plantedPower || lost * effect.deviations >= surelyFound;
  // Half of an effect that grew may be all of the golden one.
  const isHalfOfAnother = isMoved && lost < 1;
  const hasSay = isSure && !isHalfOfAnother;
  const { caught, reason } = judgePlanted(effect, {
    alarming: values.slice(0, half),
    confirming: values.slice(half),
    alpha,
  });
  const left = mean(values) / effect.mean;
  const chance = power === null ? 'unknown power' : `a power of ${inWordsOfPower(power)}`;
  const because = isHalfOfAnother
    ? 'the number itself drifted tonight, so this is half of another effect'
    : `a night is held to what it finds with a power of ${plantedPower} or more`;
  const say = hasSay ? '' : ` It has no say: ${because}.`;
  const words = `${what} (${inPercent(Math.round(100 * left) / 100)} of it left on ${seeds.length} seeds, ${chance}) was ${caught ? 'found' : 'missed'}.${say} ${reason}`;
  return { passed: caught || !hasSay, words, about: { claim, task, name, lost, left, power, hasSay, caught } };
}

function judgePlanted(
  { mean: effect, number: { name, values, claimedEffect } }: GoldenEffect,
  {
    alarming,
    confirming,
    alpha,
  }: { readonly alarming: readonly number[]; readonly confirming: readonly number[]; readonly alpha: number },
): { readonly caught: boolean; readonly reason: string } {
  const golden = values.map(({ value }) => value);
  const margin = driftMargin(golden, claimedEffect);
  const question = {
    name,
    differingInputs: [],
    replays: { compared: 0, equal: 0, areRepeatsEqual: null },
    pairs: [],
    golden,
    fresh: alarming,
    detector: null,
    margin,
    alpha,
    confirmation: null,
  } as const;
  const suspected = judgeDrift(question);
  // A number that moved away from 0 lost nothing.
  if (suspected.needsConfirmation !== (effect > 0 ? 'down' : 'up')) return { caught: false, reason: suspected.reason };
  const confirmation = confirmAlarm(
    { from: 'fresh-seeds', golden, fresh: confirming },
    { direction: suspected.needsConfirmation, level: DRIFT.confirmationLevel, margin },
  );
  const { verdict, reason } = judgeDrift({ ...question, confirmation });
  return { caught: verdict === 'drift', reason };
}
