// Whether runs may be counted as independent replicates of their experiments: each is what was declared and holds no impossible number,
// no two seeds were dealt the same world, and the coin that assigns the tags falls on both sides (decisions.md B0: the sign-flip test
// leans on it).
import type { Experiment } from '../../experiments/experiment.ts';
import type { RunRecord } from '../../experiments/run-record.ts';
import { plannedStages } from '../../experiments/stages.ts';
import type { JudgedRuns } from '../claim.ts';
import type { SeedRuns } from '../estimands.ts';
import { possibleValues } from '../possible-values.ts';

/** A fair coin is called stuck with at most this chance; twelve seeds of twelve on one side are enough. */
const COIN_ALPHA = 5e-4;
/** Two groups of this size can be dealt in more than 10^11 ways. */
const LARGE_GROUP = 20;

/** 32-bit sums go over an end by so much. */
const ROUNDING = 1e-4;

/** In words; null where nothing is wrong. */
export function unsoundRuns(judged: JudgedRuns, arms: Readonly<Record<string, Experiment>>): string | null {
  for (const [arm, experiment] of Object.entries(arms)) {
    const declared = declaredRun(experiment);
    for (const { seed, runs } of judged) {
      const run = runs[arm];
      if (run === undefined) continue;
      const complaint = run.seed === seed ? complaintAboutRun(declared, run) : `it is a run of seed ${run.seed}`;
      if (complaint !== null) {
        return `The run of seed ${seed} (arm "${arm}") is not what its experiment declares: ${complaint}.`;
      }
      const impossible = impossibleValue(run);
      if (impossible !== null) {
        return `The run of seed ${seed} (arm "${arm}") holds a number that cannot have been measured: ${impossible}.`;
      }
    }
    const twins = sameDeal(judged, arm, experiment);
    if (twins !== null) {
      return `Seeds ${twins.join(' and ')} (arm "${arm}") were dealt the same groups: a world was used again, and replicates must be independent.`;
    }
  }
  return stuckCoin(judged);
}

/** Two seeds whose groups were dealt alike, where that is no coincidence. */
function sameDeal(judged: JudgedRuns, arm: string, { task }: Experiment): readonly [number, number] | null {
  const large = Object.values(task.groups).filter((size) => size >= LARGE_GROUP);
  return large.length < 2 ? null : firstTwins(judged, (runs) => runs[arm]?.roles.groups ?? '');
}

/** The first two seeds whose runs have the same key. */
export function firstTwins(judged: JudgedRuns, keyOf: (runs: SeedRuns) => string): readonly [number, number] | null {
  const seen = new Map<string, number>();
  for (const { seed, runs } of judged) {
    const key = keyOf(runs);
    const twin = seen.get(key);
    if (twin !== undefined) return [twin, seed];
    seen.set(key, seed);
  }
  return null;
}

/** All arms of a seed draw the same coin. */
function stuckCoin(judged: JudgedRuns): string | null {
  const tosses = judged.flatMap(({ runs }) => Object.values(runs).slice(0, 1));
  const ones = tosses.filter(({ roles }) => roles.reliableTag === 1).length;
  const chance = chanceOfSplit(tosses.length, Math.min(ones, tosses.length - ones));
  if (chance > COIN_ALPHA) return null;
  return `In ${ones} of ${tosses.length} seeds tag 1 is the reliable one: a fair coin is as uneven in ${chance.toPrecision(2)} of such sets, and the tests need roles that are drawn by one.`;
}

/** Two-sided chance that a fair coin shows one of its sides at most so often. */
function chanceOfSplit(tosses: number, rarer: number): number {
  let [ways, sum] = [1, 0];
  for (let count = 0; count <= rarer; count += 1) {
    sum += ways;
    ways = (ways * (tosses - count)) / (count + 1);
  }
  return Math.min(1, (2 * sum) / 2 ** tosses);
}

/**
 * A number that no measurement can give, in words: a share above one, a cosine of a million. Whatever made it, a rounding, a broken kernel
 * or a meddled file, the run is no evidence. Null where all values can be.
 */
export function impossibleValue({ values }: Pick<RunRecord, 'values'>): string | null {
  for (const [name, byGroup] of Object.entries(values)) {
    const { low, high } = possibleValues(name);
    if (!Number.isFinite(high)) continue;
    for (const [group, value] of Object.entries(byGroup)) {
      if (value >= low - ROUNDING && value <= high + ROUNDING) continue;
      const within = Number.isFinite(low) ? `lies from ${low} to ${high}` : `is not above ${high}`;
      return `${name} of ${group} is ${Number(value.toPrecision(6))}, and such a number ${within}`;
    }
  }
  return null;
}

interface DeclaredRun {
  /** Variables or aliases by group. */
  readonly groups: Readonly<Record<string, number>>;
  /** Steps of each stage, by its label in a record. `exact` is false where a run stops at a loss. */
  readonly stages: Readonly<Record<string, { readonly steps: number; readonly exact: boolean }>>;
}

// Is a run what its experiment declares? Its record says who played what and how long each stage was (decisions.md B0), and both
// follow from the configuration. A record that says otherwise is the run of another experiment, or of a generator or trainer
// that does something else than it was asked.
export function declaredRun(experiment: Experiment): DeclaredRun {
  const stages = plannedStages(experiment).map(({ label, steps, exact, isLeast }) => {
    return [label, isLeast ? { steps: Number.POSITIVE_INFINITY, exact: false } : { steps, exact }] as const;
  });
  return { groups: experiment.task.groups, stages: Object.fromEntries(stages) };
}

/** In words; null where nothing is wrong. */
export function complaintAboutRun({ groups, stages }: DeclaredRun, { roles, training }: RunRecord): string | null {
  const played = Object.entries(roles.legend);
  const total = Object.values(groups).reduce((sum, size) => sum + size, 0);
  if (roles.groups.length !== total) return `its roles name ${roles.groups.length} variables of ${total}`;
  for (const [name, size] of Object.entries(groups)) {
    const letter = played.find(([, group]) => group === name)?.[0];
    const dealt = letter === undefined ? 0 : roles.groups.split(letter).length - 1;
    if (dealt !== size) return `its roles deal ${dealt} variables to ${name}, not ${size}`;
  }
  const [asked, done] = [Object.keys(stages).sort().join(', '), Object.keys(training).sort().join(', ')];
  if (asked !== done) return `it trained ${done === '' ? 'nothing' : done}, not ${asked}`;
  for (const [label, { steps, exact }] of Object.entries(stages)) {
    const taken = training[label]?.steps ?? 0;
    if (exact ? taken !== steps : taken > steps) return `its ${label} took ${taken} steps, not ${steps}`;
  }
  return null;
}
