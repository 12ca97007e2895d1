// What must be true of a pool, as data that the profile and the experiment fix, and executed on the raw records whenever the pool is
// loaded: a pool is not good because its header says so (decisions.md promise 7).
import type { ProfileName } from '../claims/claim.ts';
import { GOLDEN_POOL } from '../claims/registry/seed-pools.ts';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import { type Experiment, experimentHash, parseExperiment } from '../experiments/experiment.ts';
import { stagesOf } from '../experiments/stages.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import type { TaskKind } from '../tasks/index.ts';
import type { Acceptance, GoldenRecord, Pool, Summary } from './pool-schema.ts';

/** A square root and a power may differ in the last place between two versions of an engine; a mean is summed exactly. */
const ROUNDING = 1e-12;

const LEAST_SEEDS: Readonly<Record<ProfileName, number>> = {
  quick: 40,
  standard: 20,
  full: 20,
  // Two replays: same bytes, same numbers. No distribution is read off them.
  pretrained: 2,
};
/** Where a seed takes half a minute or more. */
const LEAST_OF_SLOW_TASKS = 8;
const SLOW_TASKS: readonly string[] = ['alias-entity', 'set-inclusion'] satisfies TaskKind[];

/** Seeds below which a pool is none: 40 where they are cheap, 20 as a floor, 8 where they are dear (decisions.md B5). */
export function leastSeeds(profile: ProfileName, task: string): number {
  return profile !== 'quick' && SLOW_TASKS.includes(task) ? LEAST_OF_SLOW_TASKS : LEAST_SEEDS[profile];
}

export function acceptanceOf(
  experiment: Experiment,
  { profile, count }: { readonly profile: ProfileName; readonly count: number },
): Acceptance {
  return {
    seeds: { first: GOLDEN_POOL, count, atLeast: leastSeeds(profile, experiment.task.kind) },
    noTwoRecordsAlike: true,
    sameMeasurements: true,
    finiteNumbers: true,
    equalSteps: stagesOf(experiment.protocol).flatMap(({ label, exact }) => (exact ? [label] : [])),
  };
}

/** Everything that is wrong with the pool by itself, each in words that read after "refused, because". */
export function poolComplaints({ header, records }: Pool): string[] {
  let experiment: Experiment;
  try {
    experiment = parseExperiment(header.experiment, 'line 1');
  } catch (error) {
    return [`its experiment is none: ${error instanceof Error ? error.message.replaceAll(/\n\s*/g, '; ') : error}`];
  }
  const hash = experimentHash(experiment);
  if (hash !== header.experimentHash) {
    return [`its header names the experiment ${header.experimentHash}, and holds one with hash ${hash}`];
  }
  const demanded = acceptanceOf(experiment, { profile: header.profile, count: records.length });
  if (canonicalJson(header.acceptance) !== canonicalJson(demanded)) {
    return [
      `its criteria are ${canonicalJson(header.acceptance)}; of ${records.length} records, this profile and experiment demand ${canonicalJson(demanded)}`,
    ];
  }
  const found = [
    seedsComplaint(demanded, records),
    twinsComplaint(records),
    measurementsComplaint(records),
    ...demanded.equalSteps.map((training) => stepsComplaint(training, records)),
  ].filter((complaint) => complaint !== null);
  // Moments of records that are not comparable would only repeat the complaint.
  if (found.length > 0) return found;
  const ofSummary = summaryComplaint(header.summary, records);
  return ofSummary === null ? [] : [ofSummary];
}

function seedsComplaint({ seeds }: Acceptance, records: readonly GoldenRecord[]): string | null {
  if (records.length < seeds.atLeast) return `it has ${records.length} seeds, and needs ${seeds.atLeast} at least`;
  const index = records.findIndex((record, place) => record.seed !== seeds.first + place);
  const wrong = records[index];
  if (wrong === undefined) return null;
  return `line ${index + 2} is of seed ${wrong.seed}, where seed ${seeds.first + index} belongs: golden seeds are counted from ${seeds.first} without a gap`;
}

/** The same numbers under two seeds: one run counted twice. */
function twinsComplaint(records: readonly GoldenRecord[]): string | null {
  const seen = new Map<string, number>();
  const digests = new Map<string, number>();
  for (const { seed, values, training, record } of records) {
    const numbers = contentHash({ values, training });
    const twin = seen.get(numbers) ?? digests.get(record);
    if (twin !== undefined) return `seeds ${twin} and ${seed} hold the same run, number for number`;
    seen.set(numbers, seed);
    digests.set(record, seed);
  }
  return null;
}

function measurementsComplaint(records: readonly GoldenRecord[]): string | null {
  const shapeOf = ({ values, training }: GoldenRecord) =>
    canonicalJson({
      training: Object.keys(training).sort(),
      values: Object.fromEntries(Object.entries(values).map(([name, groups]) => [name, Object.keys(groups).sort()])),
    });
  const [first] = records;
  if (first === undefined) return 'it has no records';
  const other = records.find((record) => shapeOf(record) !== shapeOf(first));
  return other === undefined ? null : `seed ${other.seed} measures something else than seed ${first.seed}`;
}

function stepsComplaint(training: string, records: readonly GoldenRecord[]): string | null {
  const steps = [...new Set(records.map((record) => record.training[training]?.steps))];
  if (steps.includes(undefined)) return `there are seeds without the training "${training}", which the protocol has`;
  return steps.length === 1
    ? null
    : `seeds differ in the steps of "${training}" (${steps.slice(0, 3).join(', ')}), whose length the protocol fixes`;
}

/**
 * Mean and standard deviation of every number of a pool over its seeds: for readers, and recomputed whenever the pool is loaded. Numbers
 * of the first record; that all have the same ones is a criterion of its own.
 */
export function summariseRecords(records: readonly Pick<GoldenRecord, 'values'>[]): Summary {
  const summary: Summary = {};
  for (const [measurement, groups] of Object.entries(records[0]?.values ?? {})) {
    const moments: Summary[string] = {};
    for (const group of Object.keys(groups)) {
      const values = records.map((record) => record.values[measurement]?.[group] ?? Number.NaN);
      const { mean, standardDeviation } = sampleMoments(values);
      // A sum of nothing but small negative numbers may round to -0, which no golden holds.
      moments[group] = { mean: mean + 0, standardDeviation };
    }
    summary[measurement] = moments;
  }
  return summary;
}

/** The first number that the records do not give, in words; null where there is none. */
function summaryComplaint(summary: Summary, records: readonly GoldenRecord[]): string | null {
  const computed = summariseRecords(records);
  const names = (one: Summary) =>
    Object.entries(one).flatMap(([name, groups]) => Object.keys(groups).map((group) => `${name} of ${group}`));
  const [has, needs] = [names(summary), names(computed)];
  const odd = has.find((name) => !needs.includes(name)) ?? needs.find((name) => !has.includes(name));
  if (odd !== undefined) return `its summary and its records differ in whether they have ${odd}`;
  for (const [measurement, groups] of Object.entries(computed)) {
    for (const [group, moments] of Object.entries(groups)) {
      const told = summary[measurement]?.[group];
      if (told?.mean !== moments.mean) {
        return `its summary says that the mean of ${measurement} of ${group} is ${told?.mean}; its records give ${moments.mean}`;
      }
      if (!isSame(told.standardDeviation, moments.standardDeviation)) {
        return `its summary says that the SD of ${measurement} of ${group} is ${told.standardDeviation}; its records give ${moments.standardDeviation}`;
      }
    }
  }
  return null;
}

function isSame(told: number | null, computed: number | null): boolean {
  if (told === null || computed === null) return told === computed;
  return Math.abs(told - computed) <= ROUNDING * computed;
}
