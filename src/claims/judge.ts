// From the runs of one test of a claim to its verdict: gates first, then each part by its rule, then their conjunction.
// A verdict is never built from an error: a seed without a run in every arm is missing, and missing seeds are not replaced.
import { decide } from '../decisions/decide.ts';
import type { Decision, DecisionRule, Outcome } from '../decisions/decision.ts';
import { contentHash } from '../experiments/content-hash.ts';
import { type Experiment, experimentHash } from '../experiments/experiment.ts';
import type { RunRecord } from '../experiments/run-record.ts';
import { sampleMoments } from '../statistics/sample-moments.ts';
import type { Claim, ClaimPart, ClaimTest, JudgedRuns } from './claim.ts';
import { partPlot } from './part-plot.ts';
import type { AssayVerdict, GateVerdict, PartVerdict, Verdict, VerdictWord } from './verdict.ts';

export interface JudgeRequest {
  readonly claim: Claim;
  readonly test: ClaimTest;
  readonly arms: Readonly<Record<string, Experiment>>;
  /** Seeds that the plan asked for. */
  readonly seeds: readonly number[];
  /** The run of an arm, or null if it is missing. */
  readonly runOf: (arm: string, seed: number) => RunRecord | null;
  /** Verdicts of this run so far on the same task, by claim: what assay sensitivity looks at. */
  readonly verdictOf: (claim: string) => VerdictWord;
  readonly replay: string;
}

export function judge({ claim, test, arms, seeds, runOf, verdictOf, replay }: JudgeRequest): Verdict {
  const armNames = Object.keys(arms);
  const judged: JudgedRuns = seeds.flatMap((seed) => {
    const runs = armNames.map((arm) => [arm, runOf(arm, seed)] as const);
    return runs.every(([, run]) => run !== null) ? [{ seed, runs: Object.fromEntries(runs) as never }] : [];
  });
  const missing = seeds.filter((seed) => !judged.some((entry) => entry.seed === seed));
  const parts = test.parts.map((part) => judgePart(part, judged));
  const gates = test.gates.map((gate): GateVerdict => {
    const mean = judged.length === 0 ? null : sampleMoments(judged.map(({ runs }) => gate.read(runs))).mean;
    const { description, minimum } = gate;
    return { description, minimum, mean, passed: mean !== null && mean >= minimum };
  });
  const assay = test.assay.map((id): AssayVerdict => {
    const verdict = verdictOf(id);
    return { claim: id, verdict, passed: verdict === 'reproduced' };
  });
  const primary = parts[0] as PartVerdict;
  const { verdict, reason } = conclude({
    parts,
    gates,
    assay,
    missing,
    twins: twinsAmong(judged),
    seeds: seeds.length,
  });
  const { effect, alpha, power } = primary.decision;
  const { estimate, low, high, standardised } = effect ?? {};
  return {
    claim: claim.id,
    task: test.task,
    verdict,
    reason,
    rung: claim.rung,
    paperClaims: claim.paperClaims,
    title: claim.title,
    statement: claim.statement,
    source: claim.source,
    design: test.design,
    required: test.required,
    effect:
      estimate === undefined
        ? null
        : { estimate, low: low ?? null, high: high ?? null, unit: primary.unit, standardised: standardised ?? null },
    threshold: thresholdOf(primary.rule),
    alpha,
    power,
    seeds: judged.map(({ seed }) => seed),
    experimentHashes: armNames.map((arm) => experimentHash(arms[arm] as Experiment)),
    replay,
    parts,
    gates,
    assay,
    context:
      judged.length === 0
        ? []
        : test.context.map(({ name, read }) => {
            const moments = sampleMoments(judged.map(({ runs }) => read(runs)));
            return {
              name,
              mean: moments.mean,
              standardDeviation: judged.length < 2 ? null : moments.standardDeviation,
            };
          }),
    plots: judged.length === 0 ? [] : [...parts.map(partPlot), ...test.plots(judged)],
  };
}

function judgePart({ name, unit, rule, valuesOf }: ClaimPart, judged: JudgedRuns): PartVerdict {
  const perSeed = judged.map(({ seed, runs }) => ({ seed, values: valuesOf(runs) }));
  const rows = perSeed.map(({ values }) => values);
  const decision = decide(
    rule,
    rule.kind === 'trend' || rule.kind === 'pattern' ? rows : rows.map((values) => values[0] as number),
  );
  return { name, unit, rule, decision, perSeed };
}

interface Findings {
  readonly parts: readonly PartVerdict[];
  readonly gates: readonly GateVerdict[];
  readonly assay: readonly AssayVerdict[];
  readonly missing: readonly number[];
  readonly twins: readonly [number, number] | null;
  readonly seeds: number;
}

/** Reproduced only if all parts are (intersection-union: no correction of alpha). */
function conclude({ parts, gates, assay, missing, twins, seeds }: Findings): { verdict: VerdictWord; reason: string } {
  if (missing.length > 0) {
    const list = missing.join(', ');
    return {
      verdict: 'invalid',
      reason: `${missing.length} of ${seeds} seeds have no complete run (${list}); seeds are never replaced.`,
    };
  }
  if (twins !== null) {
    return {
      verdict: 'invalid',
      reason: `Seeds ${twins.join(' and ')} hold the same run, number for number: a seed was used again, and replicates must be independent.`,
    };
  }
  const failedGate = gates.find(({ passed }) => !passed);
  if (failedGate !== undefined) {
    const { description, mean, minimum } = failedGate;
    return {
      verdict: 'invalid',
      reason: `Validity gate failed: ${description} is ${mean?.toFixed(3) ?? 'missing'}, at least ${minimum} is needed.`,
    };
  }
  const failedAssay = assay.find(({ passed }) => !passed);
  if (failedAssay !== undefined) {
    return {
      verdict: 'invalid',
      reason: `No assay sensitivity: "${failedAssay.claim}" is ${failedAssay.verdict} in this run, so finding nothing here means nothing.`,
    };
  }
  const order: readonly Outcome[] = ['invalid', 'not-reproduced', 'inconclusive'];
  for (const outcome of order) {
    const part = parts.find(({ decision }) => decision.outcome === outcome);
    if (part !== undefined) return { verdict: outcome, reason: reasonOf(part, parts.length) };
  }
  return { verdict: 'reproduced', reason: parts.map((part) => reasonOf(part, parts.length)).join(' ') };
}

/** Two seeds with the same roles and numbers: one run counted twice (defect "reused seed"). */
function twinsAmong(judged: JudgedRuns): readonly [number, number] | null {
  const seen = new Map<string, number>();
  for (const { seed, runs } of judged) {
    const digest = contentHash(Object.values(runs).map(({ roles, values }) => ({ roles, values })));
    const twin = seen.get(digest);
    if (twin !== undefined) return [twin, seed];
    seen.set(digest, seed);
  }
  return null;
}

function reasonOf({ name, decision }: { name: string; decision: Decision }, parts: number): string {
  return parts === 1 ? decision.reason : `${name}: ${decision.reason}`;
}

function thresholdOf(rule: DecisionRule): number {
  const thresholds = {
    existence: 'threshold',
    equivalence: 'margin',
    trend: 'endpointThreshold',
    pattern: 'threshold',
  } as const;
  return (rule as unknown as Record<string, number>)[thresholds[rule.kind]] as number;
}
