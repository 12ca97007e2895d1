// From the runs of one test of a claim to its verdict: gates first, then each part by its rule, then their conjunction.
// A verdict is never built from an error: a seed without a run in every arm is missing, and missing seeds are not replaced.
import { thresholdOf } from '../../decisions/chances.ts';
import { type Decision, type Effect, effectIn, type Outcome, unitOfEffect } from '../../decisions/decision.ts';
import { contentHash } from '../../experiments/content-hash.ts';
import { type Experiment, experimentHash } from '../../experiments/experiment.ts';
import type { RunRecord } from '../../experiments/run-record.ts';
import { sampleMoments } from '../../statistics/sample-moments.ts';
import { type Bounds, isKnown } from '../../statistics/t-bounds.ts';
import { varianceSplit } from '../../statistics/variance-split.ts';
import {
  type Claim,
  type ClaimGate,
  type ClaimPart,
  type ClaimTest,
  describeLimit,
  type JudgedRuns,
  kindOf,
  limitOf,
} from '../claim.ts';
import { evaluate, fitIn, type SeedRuns } from '../estimands.ts';
import { boundsOf, type SeedRunsOrMissing } from '../possible-values.ts';
import { ALONE, type FamilyPlace } from './family.ts';
import { decidePart, valuesOf } from './stopping.ts';
import { firstTwins, unsoundRuns } from './unsound-runs.ts';
import type {
  AssayVerdict,
  GateVerdict,
  PartVerdict,
  PlotData,
  RegistrationVerdict,
  SeedBudget,
  Verdict,
  VerdictWord,
} from './verdict.ts';

export interface JudgeRequest {
  readonly claim: Claim;
  readonly test: ClaimTest;
  readonly arms: Readonly<Record<string, Experiment>>;
  /** Seeds that the verdict is about, those without a run included. */
  readonly seeds: readonly number[];
  /** What the test might have spent; left out: `seeds`, no more and no less. */
  readonly budget?: SeedBudget;
  /** Left out: the claim is asked alone. */
  readonly place?: FamilyPlace;
  /** As which version the claim is registered; left out: it is not. */
  readonly version?: number | null;
  /** Left out: nothing is known of when it was declared. */
  readonly registration?: RegistrationVerdict;
  /** The time that was given ran out before the test was decided. */
  readonly outOfTime?: boolean;
  /** The run of an arm, or null if it is missing. */
  readonly runOf: (arm: string, seed: number) => RunRecord | null;
  /** Verdicts of this run so far on the same task, by claim: what gates of the family and assay sensitivity look at. */
  readonly verdictOf: (claim: string) => VerdictWord;
  readonly replay: string;
}

export function judge(request: JudgeRequest): Verdict {
  const { claim, test, arms, seeds, runOf, verdictOf, replay, place = ALONE } = request;
  const armNames = Object.keys(arms);
  const bySeed = seeds.map((seed) => {
    const runs: SeedRunsOrMissing = Object.fromEntries(armNames.map((arm) => [arm, runOf(arm, seed)]));
    return { seed, runs };
  });
  const judged: JudgedRuns = bySeed.flatMap(({ seed, runs }) => (isComplete(runs) ? [{ seed, runs }] : []));
  const missing = bySeed.flatMap(({ seed, runs }) => (isComplete(runs) ? [] : [seed]));
  const allRuns = bySeed.map(({ runs }) => runs);
  const parts = test.parts.map((part) => judgePart(part, { judged, allRuns }));
  const gates = test.gates.map((gate) => judgeGate(gate, allRuns));
  const assay = test.assay.map((id): AssayVerdict => {
    const verdict = verdictOf(id);
    return { claim: id, verdict, passed: verdict === 'reproduced' };
  });
  const primary = parts[0] as PartVerdict;
  const gateOfFamily = place.gate === null ? null : { claim: place.gate, verdict: verdictOf(place.gate) };
  const { registration, outOfTime = false } = request;
  const kind = kindOf(test);
  const { verdict, reason } = conclude({
    registration,
    outOfTime,
    parts,
    gates,
    assay,
    missing,
    unsound: usedAgain(judged) ?? unsoundRuns(judged, arms),
    seeds: seeds.length,
    gateOfFamily,
  });
  return headed(verdict, outOfTime, {
    claim: claim.id,
    task: test.task,
    reason,
    rung: test.rung,
    ...(kind === undefined ? {} : { kind }),
    title: claim.title,
    statement: claim.statement,
    source: claim.source,
    design: test.design,
    required: test.required,
    threshold: thresholdOf(primary.rule),
    alpha: primary.decision.alpha,
    seeds: judged.map(({ seed }) => seed),
    budget: request.budget ?? { fewest: seeds.length, most: seeds.length, fixed: seeds.length },
    version: request.version ?? null,
    ...(registration === undefined ? {} : { registration }),
    family: { role: place.role, members: place.members, gate: gateOfFamily, pValue: null },
    experimentHashes: armNames.map((arm) => experimentHash(arms[arm] as Experiment)),
    replay,
    parts,
    gates,
    assay,
    ...(judged.length === 0 ? { context: [], plots: [] } : shownBeside(test, parts, judged)),
  });
}

function isComplete(runs: SeedRunsOrMissing): runs is SeedRuns {
  return Object.values(runs).every((run) => run !== null);
}

/** Numbers and plots beside the verdict. @param judged at least one seed */
function shownBeside(test: ClaimTest, parts: readonly PartVerdict[], judged: JudgedRuns) {
  const context = test.context.map(({ name, estimand }) => {
    const { mean, standardDeviation } = sampleMoments(judged.map(({ runs }) => evaluate(estimand, runs)));
    const fit = fitIn(estimand);
    const number = { name, mean, standardDeviation: judged.length < 2 ? null : standardDeviation };
    return fit === null ? number : { ...number, fit };
  });
  const ofParts = parts.map((part, index) => partPlot(part, test.parts[index]?.axis ?? ''));
  return { context, plots: [...ofParts, ...test.plots(judged)] };
}

/** With the numbers that a verdict has at its head, where it has any: those of the first part. */
function headed(word: VerdictWord, outOfTime: boolean, shared: Omit<Verdict, 'verdict'>): Verdict {
  if (word === 'invalid' || word === 'not-run') return { verdict: word, ...shared };
  const sound = shared.parts.flatMap(({ rule, decision, unit }) =>
    decision.outcome === 'invalid'
      ? []
      : [{ power: decision.power, effect: headlineOf(decision.effect, unitOfEffect(rule, unit)) }],
  );
  const { effect = null, power = null } = sound[0] ?? {};
  const certain = effect ?? sound.find((part) => part.effect !== null)?.effect ?? null;
  if (word === 'inconclusive' || certain === null) {
    return { verdict: 'inconclusive', effect, power, outOfTime, ...shared };
  }
  return { verdict: word, effect: certain, power, ...shared };
}

function headlineOf(effect: Effect | null, unit: string) {
  if (effect === null) return null;
  const { estimate, low, high, standardised } = effect;
  return { estimate, low, high, unit, standardised };
}

function judgePart(
  part: ClaimPart,
  { judged, allRuns }: { readonly judged: JudgedRuns; readonly allRuns: readonly SeedRunsOrMissing[] },
): PartVerdict {
  const { name, unit, rule, bearing } = part;
  const perSeed = judged.map(({ seed, runs }) => ({ seed, values: valuesOf(part, runs) }));
  const repeated = judged.map(({ runs }) => (part.repeats ?? []).map((repeat) => evaluate(repeat, runs)));
  const split = varianceSplit(repeated);
  return {
    ...{ name, unit, rule, decision: decidePart(part, allRuns), perSeed },
    ...(bearing === undefined ? {} : { bearing }),
    ...(split === null ? {} : { split }),
  };
}

/** The plot that a part gets by its rule: a dot a seed against threshold or band (of a pattern in each cell), or a line a seed over the levels of a trend. */
function partPlot({ name, unit, rule, decision, perSeed }: PartVerdict, axis: string): PlotData {
  if (rule.kind === 'trend') {
    return { kind: 'levels', title: name, unit, axis, levels: rule.levels, seeds: perSeed };
  }
  if (rule.kind === 'pattern') {
    // The effect is that between the cells, so none of them has an interval of its own.
    const series = rule.cells.map(({ name: label }, cell) => {
      const values = perSeed.map(({ seed, values }) => ({ seed, value: values[cell] as number }));
      return { label, values, mean: sampleMoments(values.map(({ value }) => value)).mean, low: null, high: null };
    });
    return { kind: 'seeds', title: name, unit, series, band: [-rule.margin, rule.margin] };
  }
  const values = perSeed.map(({ seed, values: [value] }) => ({ seed, value: value as number }));
  const centre = sampleMoments(values.map(({ value }) => value)).mean;
  // The effect of a dispersion is a share of these dots, and lies on another axis.
  const effect = rule.kind === 'dispersion' ? null : effectIn(decision);
  const { estimate, low, high } = effect ?? { estimate: centre, low: null, high: null };
  const series = [{ label: name, values, mean: estimate, low, high }];
  const base = { kind: 'seeds', title: name, unit, series } as const;
  return rule.kind === 'existence'
    ? { ...base, threshold: rule.threshold }
    : { ...base, band: [-rule.margin, rule.margin] };
}

/** Shown is the mean of the runs there are; passed where even the worst that the missing ones could have shown leaves it so. */
function judgeGate(gate: ClaimGate, runs: readonly SeedRunsOrMissing[]): GateVerdict {
  const { description } = gate;
  const bounds = runs.map((run) => boundsOf(gate.estimand, run));
  const measured = bounds.filter(isKnown).map(({ low }) => low);
  const mean = measured.length === 0 ? null : sampleMoments(measured).mean;
  // Without bounds on a missing value the worst mean is infinite, or no number, and passes neither way.
  const worst = (of: keyof Bounds) => (mean === null ? Number.NaN : sampleMoments(bounds.map((one) => one[of])).mean);
  const passed = 'minimum' in gate ? worst('low') >= gate.minimum : worst('high') <= gate.maximum;
  return { description, ...limitOf(gate), mean, passed };
}

interface Findings extends Pick<Verdict, 'parts' | 'gates' | 'assay'> {
  readonly registration: RegistrationVerdict | undefined;
  readonly outOfTime: boolean;
  readonly missing: readonly number[];
  /** Why the runs are no independent runs of their experiments, in words. */
  readonly unsound: string | null;
  readonly seeds: number;
  readonly gateOfFamily: Verdict['family']['gate'];
}

/** How the reason begins where a negative control cannot be judged without the effect of another claim. */
export const LACKS_ASSAY_SENSITIVITY = 'No assay sensitivity';

type Conclusion = Pick<Verdict, 'verdict' | 'reason'>;

const invalid = (reason: string): Conclusion => ({ verdict: 'invalid', reason });

/** Reproduced only if all parts are (intersection-union: no correction of alpha). */
function conclude(findings: Findings): Conclusion {
  const { missing, seeds } = findings;
  const { verdict, reason } = concludeUnlessExploratory(findings);
  // Seeds that were never started are not missing: they come with the next run.
  if (missing.length === 0 || findings.outOfTime) return { verdict, reason };
  const incomplete = `${missing.length} of ${seeds} seeds have no complete run (${missing.join(', ')})`;
  return { verdict, reason: `${incomplete}, and seeds are never replaced. ${reason}` };
}

/** What is declared after the data is no test of it: what these say is told, and is no verdict. */
function concludeUnlessExploratory(findings: Findings): Conclusion {
  const { registration } = findings;
  const found = concludeFrom(findings);
  if (registration?.standing !== 'exploratory' || found.verdict === 'not-run') return found;
  return invalid(`${registration.reason} Without that it would be ${found.verdict}: ${found.reason}`);
}

function concludeFrom(findings: Findings): Conclusion {
  const { parts, gates, assay, unsound, gateOfFamily, outOfTime } = findings;
  if (outOfTime && unsound === null) {
    const seeds = findings.seeds - findings.missing.length;
    const reason = `Time ran out before it was decided, after ${seeds} seeds. The same command goes on from there.`;
    return { verdict: 'inconclusive', reason };
  }
  if (gateOfFamily !== null && gateOfFamily.verdict !== 'reproduced') {
    const { claim, verdict } = gateOfFamily;
    const reason = `Not judged: it stands behind "${claim}", which is ${verdict} in this run; nothing is asked of an effect that is not shown.`;
    return { verdict: 'not-run', reason };
  }
  if (unsound !== null) return invalid(unsound);
  const failedGate = gates.find(({ passed }) => !passed);
  if (failedGate !== undefined) {
    const { description, mean } = failedGate;
    const found = `${description} is ${mean?.toFixed(3) ?? 'missing'}`;
    return invalid(`Validity gate failed: ${found}, ${describeLimit(failedGate)} is needed.`);
  }
  const failedAssay = assay.find(({ passed }) => !passed);
  if (failedAssay !== undefined) {
    const { claim, verdict } = failedAssay;
    return invalid(
      `${LACKS_ASSAY_SENSITIVITY}: "${claim}" is ${verdict} in this run, so finding nothing here means nothing.`,
    );
  }
  const order: readonly Outcome[] = ['invalid', 'not-reproduced', 'inconclusive'];
  for (const outcome of order) {
    const part = parts.find(({ decision }) => decision.outcome === outcome);
    if (part !== undefined) return { verdict: outcome, reason: reasonOf(part, parts.length) };
  }
  return { verdict: 'reproduced', reason: parts.map((part) => reasonOf(part, parts.length)).join(' ') };
}

/** Two seeds with the same roles and numbers: one run counted twice (defect "reused seed"). */
function usedAgain(judged: JudgedRuns): string | null {
  const twins = firstTwins(judged, (runs) =>
    contentHash(Object.values(runs).map(({ roles, values }) => ({ roles, values }))),
  );
  return twins === null
    ? null
    : `Seeds ${twins.join(' and ')} hold the same run, number for number: a seed was used again, and replicates must be independent.`;
}

function reasonOf({ name, decision }: { name: string; decision: Decision }, parts: number): string {
  return parts === 1 ? decision.reason : `${name}: ${decision.reason}`;
}
