// The two controls of every night (decisions.md B5): the null control compares like with like and must stay silent; the planted
// regression, the effect taken out of the experiment and trained for real, must be found and confirmed. If either is wrong the night is
// invalid, whatever else it says.
//
// The null control here is the golden pool against itself, in random halves, and tonight's code against itself on two sets of fresh seeds.
// Both are null by construction, also on a night on which the code has changed; the golden commit's own code on fresh seeds, as
// decisions.md B5 had it at first, would need that commit's checkout. Where the code has not changed, the night's main comparison is just that.
import type { WatchedNumber } from '../claims/verdicts/watched-numbers.ts';
import { confirmAlarm } from '../decisions/drift/confirm-alarm.ts';
import { DRIFT, driftMargin } from '../decisions/drift/drift.ts';
import { lastTwoSampleEvidence } from '../decisions/drift/evidence-against-golden.ts';
import { judgeDrift } from '../decisions/drift/judge-drift.ts';
import { type Experiment, experimentHash } from '../experiments/experiment.ts';
import type { GoldenTest } from '../goldens/golden-tests.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import { numbersOf, valuesOf } from './judge-night.ts';
import type { NightRecord } from './night-record.ts';
import type { NightRuns, RecordOf } from './night-runs.ts';
import { type NightSeeds, nightNumber } from './night-seeds.ts';

type Control = NightRecord['controls']['null'];

export const PLANTED_CLAIM = 'iml-appears';

/** Tags that say nothing: the same experiment without what it is about. */
export function withoutEffect<E extends Experiment>(experiment: E): E {
  return {
    ...experiment,
    task: { ...experiment.task, consistentShare: { reliable: 0.5, unreliable: 0.5 } },
  };
}

/** Trains what both controls need, and judges them. */
export async function nightControls({
  night,
  tests,
  golden,
  runs,
  seeds,
  alpha,
}: {
  readonly night: string;
  readonly tests: readonly GoldenTest[];
  readonly golden: readonly WatchedNumber[];
  readonly runs: NightRuns;
  readonly seeds: NightSeeds;
  readonly alpha: number;
}): Promise<NightRecord['controls']> {
  const test = tests.find(({ claim }) => claim.id === PLANTED_CLAIM);
  const [arm, experiment] = Object.entries(test?.arms ?? {})[0] ?? [];
  if (test === undefined || arm === undefined || experiment === undefined) {
    const words = `No test of "${PLANTED_CLAIM}" is among those watched, so nothing can be planted.`;
    return { null: { passed: false, words }, planted: { passed: false, words } };
  }
  const hash = test.hashes[arm] as string;
  const planted = withoutEffect(experiment);
  const label = `${PLANTED_CLAIM}/${arm}`;
  const again = seeds.planted.slice(0, seeds.fresh.length);
  await runs.train('controls', [
    { label: `planted regression of ${label}`, experiment: planted, seeds: seeds.planted },
    { label: `null control of ${label}`, experiment, seeds: again },
  ]);
  const twice = [seeds.fresh, again].map((some) => numbersOf([test], { seeds: some, recordOf: runs.recordOf }));
  const number = golden.find(
    ({ claim, kind, task }) => claim === PLANTED_CLAIM && kind === 'part' && task === test.test.task,
  );
  return {
    null: nullControl({ night, alpha, golden, twice }),
    planted:
      number === undefined
        ? { passed: false, words: `"${PLANTED_CLAIM}" has no number that is watched.` }
        : plantedControl({
            test,
            golden: number,
            alpha,
            seeds: seeds.planted,
            // The runs without the effect, read as if they were the experiment's own.
            recordOf: (asked, seed) => (asked === hash ? runs.recordOf(experimentHash(planted), seed) : null),
          }),
  };
}

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
  /** The claim's test whose first part the regression is planted in, with the runs without the effect under its hash. */
  readonly test: GoldenTest;
  readonly golden: WatchedNumber;
  readonly alpha: number;
  readonly seeds: readonly number[];
  readonly recordOf: RecordOf;
}

/** The first half of the seeds raises the alarm, the second confirms it. */
function plantedControl({ test, golden, alpha, seeds, recordOf }: PlantedControl): Control {
  const number = numbersOf([test], { seeds, recordOf }).get(golden.id);
  const fresh = valuesOf(number);
  const name = `${golden.claim} on ${golden.task} with the effect taken out`;
  if (fresh.length < seeds.length) {
    return { passed: false, words: `${name}: only ${fresh.length} of ${seeds.length} seeds have runs.` };
  }
  const values = valuesOf(golden);
  const margin = driftMargin(values, golden.claimedEffect);
  const half = seeds.length >> 1;
  const question = {
    name: golden.name,
    differingInputs: [],
    replays: { compared: 0, equal: 0, areRepeatsEqual: null },
    pairs: [],
    golden: values,
    fresh: fresh.slice(0, half),
    detector: null,
    margin,
    alpha,
    confirmation: null,
  } as const;
  const suspected = judgeDrift(question);
  if (suspected.needsConfirmation === null) return { passed: false, words: `${name} was missed: ${suspected.reason}` };
  const confirmation = confirmAlarm(
    { from: 'fresh-seeds', golden: values, fresh: fresh.slice(half) },
    { direction: suspected.needsConfirmation, level: DRIFT.confirmationLevel, margin },
  );
  const { verdict, reason } = judgeDrift({ ...question, confirmation });
  if (verdict !== 'drift') return { passed: false, words: `${name} was not called drift but ${verdict}: ${reason}` };
  return { passed: true, words: `${name} was found. ${reason}` };
}
