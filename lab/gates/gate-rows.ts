// What validity gates ask for, against what golden pools show: of each gate that a profile declares, and of those about inputs that it could
// declare (fit of Stage 1, definitions known behind their tags), the limit that the rule gives (least-mean.ts) and how often sound runs pass.
import { type ClaimGate, type GateLimit, limitOf } from '../../src/claims/claim.ts';
import { armsIn, evaluate, IN_TEXT, readsIn } from '../../src/claims/estimands.ts';
import { knownDefinitions, learnedDefinitions, learnedStageOne, trainedToLoss } from '../../src/claims/rules.ts';
import type { RunsOf, WatchedTest } from '../../src/claims/verdicts/watched-numbers.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { chanceOfMeanAbove, greatestMean, leastMean } from '../../src/statistics/least-mean.ts';
import { sampleMoments } from '../../src/statistics/sample-moments.ts';

export interface GateRow {
  readonly task: string;
  /** The first that has it, as "claim/arm". */
  readonly arm: string;
  readonly description: string;
  readonly mean: number;
  readonly standardDeviation: number;
  /** Null: no claim declares it. */
  readonly declared: GateLimit | null;
  readonly byRule: GateLimit;
  /** That sound runs pass what is declared, at the fewest seeds that may be judged, as the pool predicts them. */
  readonly chance: number | null;
  readonly claims: readonly string[];
}

/** Seeds of the first look of a test that looks after every seed: the fewest that are ever judged. */
const FEWEST_SEEDS = 8;

/** In the order in which claims ask for them. */
export function gateRows(tests: readonly WatchedTest[], runsOf: RunsOf): GateRow[] {
  const rows = new Map<string, GateRow>();
  for (const { claim, test, hashes } of tests) {
    const candidates = Object.keys(hashes).flatMap((arm) => gatesAbout(arm, test.task));
    for (const [gate, isDeclared] of [
      ...test.gates.map((one) => [one, true] as const),
      ...candidates.map((one) => [one, false] as const),
    ]) {
      const [arm = ''] = armsIn(gate.estimand);
      const hash = hashes[arm] ?? '';
      const values = valuesOf(gate, [...runsOf(hash).values()], arm);
      if (values === null) continue;
      const label = gate.description.replace(/ \(arm "[^"]*"\)/, '');
      const key = `${hash}/${label}`;
      const row = rows.get(key) ?? rowOf(values, { gate, label, task: test.task, arm: `${claim.id}/${arm}` });
      rows.set(key, isDeclared ? declaredBy(claim.id, gate, { row, values }) : row);
    }
  }
  return [...rows.values()];
}

/** Of what an arm was given to learn; their limits are what is looked for. */
function gatesAbout(arm: string, task: string): readonly ClaimGate[] {
  const loss = trainedToLoss(0, arm);
  return task.startsWith('digit-grid')
    ? [learnedStageOne(arm, 0), ...loss, ...knownDefinitions(arm, 0)]
    : [learnedStageOne(arm, 0, IN_TEXT), ...loss, ...learnedDefinitions(arm, 0)];
}

/** Null where the arm does not measure it. */
function valuesOf({ estimand }: ClaimGate, runs: readonly RunRecord[], arm: string): number[] | null {
  const [first] = runs;
  const isMeasured = readsIn(estimand).every((read) => first?.values[read.measurement]?.[read.group] !== undefined);
  if (first === undefined || !isMeasured) return null;
  return runs.map((run) => evaluate(estimand, { [arm]: run }));
}

function rowOf(
  values: readonly number[],
  { gate, label, ...named }: Pick<GateRow, 'task' | 'arm'> & { readonly gate: ClaimGate; readonly label: string },
): GateRow {
  const { mean, standardDeviation } = sampleMoments(values);
  return {
    ...named,
    description: label,
    mean,
    standardDeviation: standardDeviation ?? 0,
    declared: null,
    byRule:
      'minimum' in gate
        ? { minimum: leastMean(values, FEWEST_SEEDS) }
        : { maximum: greatestMean(values, FEWEST_SEEDS) },
    chance: null,
    claims: [],
  };
}

function declaredBy(
  claim: string,
  gate: ClaimGate,
  { row, values }: { readonly row: GateRow; readonly values: readonly number[] },
): GateRow {
  return {
    ...row,
    declared: limitOf(gate),
    chance: chanceToPass(gate, values, FEWEST_SEEDS),
    claims: [...row.claims, claim],
  };
}

function chanceToPass(limit: GateLimit, values: readonly number[], seeds: number): number {
  if ('minimum' in limit) return chanceOfMeanAbove(limit.minimum, values, seeds);
  return chanceOfMeanAbove(
    -limit.maximum,
    values.map((value) => -value),
    seeds,
  );
}
