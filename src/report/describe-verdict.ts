// The words that put a verdict's numbers in relation: effect, interval, threshold, seeds. Shared by HTML, Markdown and JUnit.

import { FAMILY_ALPHA } from '../claims/verdicts/family.ts';
import { isExploratory, type PartVerdict, type Rung, soundOrNull, type Verdict } from '../claims/verdicts/verdict.ts';
import { type Decision, type DecisionRule, type Effect, effectIn } from '../decisions/decision.ts';
import type { ReportDocument } from '../execution/campaign/report-document.ts';
import {
  formatConfidence,
  formatDeclared,
  formatNumber,
  formatPercent,
  formatProbability,
  formatSigned,
} from './format-number.ts';

type Interval = Pick<Effect, 'estimate' | 'low' | 'high'>;

/** "+0.123 [+0.101, +0.145]"; without interval just the estimate; without effect a dash. @param among whose digits they have; left out: their own */
export function effectWithInterval(effect: Interval | null, among?: readonly number[]): string {
  if (effect === null) return '–';
  const { estimate, low, high } = effect;
  if (low === null || high === null) return formatSigned(estimate);
  const digits = among ?? [estimate, low, high];
  return `${formatSigned(estimate, digits)} [${formatSigned(low, digits)}, ${formatSigned(high, digits)}]`;
}

/** Of the effect at the head of a verdict, for the table: the confidence of its interval ("98.9 %") and the SD between seeds; null where there is none. */
export function spreadOf(verdict: Verdict): Record<'confidence' | 'standardDeviation', string | null> {
  const [primary] = verdict.parts;
  const effect = primary === undefined || !soundOrNull(verdict)?.effect ? null : effectIn(primary.decision);
  const { low = null, high = null, standardDeviation = null } = effect ?? {};
  return {
    confidence: effect === null || low === null || high === null ? null : formatConfidence(effect.confidence),
    standardDeviation: standardDeviation === null ? null : formatNumber(standardDeviation),
  };
}

/** Below every table of verdicts. */
export const THRESHOLD_NOTE =
  'The threshold is the smallest effect of interest, in raw units; of an equivalence it is the margin, of a dispersion the bound of the share. SD is that between seeds. Effect, interval and SD are of the first part of a claim, over the seeds that it took; Seeds has those of the part that took most.';

/** What the effect is held against, for the table: "> 0.05", "< −0.05", "within ±0.02". */
export function thresholdOf(verdict: Verdict): string {
  const rule = verdict.parts[0]?.rule;
  return rule === undefined ? formatDeclared(verdict.threshold) : thresholdOfRule(rule);
}

function thresholdOfRule(rule: DecisionRule): string {
  switch (rule.kind) {
    case 'existence':
      return `${rule.direction === 'greater' ? '>' : '<'} ${formatDeclared(rule.threshold)}`;
    case 'equivalence':
      return `within ±${formatDeclared(rule.margin)}`;
    case 'dispersion':
      return `share < ${formatDeclared(rule.shareBelow)}`;
    case 'trend':
      return `> ${formatDeclared(rule.endpointThreshold)}`;
    case 'pattern':
      return `> ${formatDeclared(rule.threshold)} or within ±${formatDeclared(rule.margin)}`;
  }
}

/** Effect and interval of a part against its threshold, in one sentence. */
export function describeEffect({ rule, decision, unit }: Pick<PartVerdict, 'rule' | 'decision' | 'unit'>): string {
  const effect = effectIn(decision);
  if (effect === null) return 'No effect was estimated.';
  const { estimate, low, high } = effect;
  // Of three looks it is that of the last one alone.
  const isSequence = decision.sequence !== undefined && rule.design?.kind !== 'three-looks';
  const kind = isSequence ? 'confidence sequence' : 'interval';
  if (rule.kind === 'dispersion') {
    const share = `Share of models beyond ±${formatDeclared(rule.margin)} ${unit}: ${formatNumber(estimate)}`;
    if (low === null || high === null) return `${share}. There is no interval (their values do not vary).`;
    const [least, most] = [low, high].map((end) => formatNumber(end, [low, high]));
    const single =
      decision.outcome === 'reproduced'
        ? ''
        : ' Whatever the mean of all, single models may have an effect of either sign.';
    return `${share}, ${formatConfidence(effect.confidence)} ${kind} ${least} to ${most}, which ${relationToThreshold(rule, low, high)}.${single}`;
  }
  const what = whatIsEstimated(rule);
  if (low === null || high === null) {
    return `${what}: ${formatSigned(estimate)} ${unit}. There is no interval (too few seeds, or no variance between them).`;
  }
  const among = [estimate, low, high];
  const interval = `${formatSigned(low, among)} to ${formatSigned(high, among)}`;
  const relation = relationToThreshold(rule, low, high);
  return `${what}: ${formatSigned(estimate, among)} ${unit}, ${formatConfidence(effect.confidence)} ${kind} ${interval}, which ${relation}.`;
}

function whatIsEstimated({ kind }: DecisionRule): string {
  if (kind === 'pattern') return 'Cells above chance minus those at chance';
  return kind === 'trend' ? 'Last level minus first' : 'Mean over seeds';
}

function relationToThreshold(rule: DecisionRule, low: number, high: number): string {
  if (rule.kind === 'equivalence') {
    const margin = `±${formatDeclared(rule.margin)}`;
    if (low >= -rule.margin && high <= rule.margin) return `lies wholly inside the margin ${margin}`;
    if (low >= rule.margin || high <= -rule.margin) return `lies wholly outside the margin ${margin}`;
    return `reaches across the margin ${margin}`;
  }
  if (rule.kind === 'dispersion') {
    const bound = `the bound ${formatDeclared(rule.shareBelow)}`;
    if (high <= rule.shareBelow) return `lies wholly below ${bound}`;
    return low >= rule.shareBelow ? `lies wholly above ${bound}` : `includes ${bound}`;
  }
  // The effect of a pattern is its interaction.
  const threshold = rule.kind === 'trend' ? rule.endpointThreshold : rule.kind === 'pattern' ? 0 : rule.threshold;
  const name = `the threshold ${formatDeclared(threshold)}`;
  if (low > threshold) return `lies wholly above ${name}`;
  if (high < threshold) return `lies wholly below ${name}`;
  return `includes ${name}`;
}

/** The standardised effect d_z in words; null if it does not exist. */
export function describeStandardised(effect: Pick<Effect, 'standardised'> | null): string | null {
  if (effect === null || effect.standardised === null) return null;
  return `${formatNumber(effect.standardised, [10])} times the standard deviation between seeds`;
}

const rungs: Readonly<Record<Rung, string>> = {
  R0: 'schema only',
  R1: 'synthetic generator with planted truth',
  R2: 'tiny model on a CPU',
  R3: 'small pretrained language model',
  R4: 'paper scale',
};

/** The fidelity that a verdict speaks for, for example "R2, tiny model on a CPU". */
export function describeRung(rung: Rung): string {
  return `${rung}, ${rungs[rung]}`;
}

// What a verdict spent and how far its evidence went, in words: seeds against those of a fixed design, where a sequence stopped,
// estimates that looking does not spoil, and the error rate that it shares with other claims.

/** "Seeds: 204 looked at, 284 if every test looked once, at its fixed number." Null where every test looks once. */
export function describeSpending(verdicts: readonly Verdict[]): string | null {
  if (verdicts.every(({ budget }) => budget.most === budget.fixed)) return null;
  const sum = (of: (one: Verdict) => number) => verdicts.reduce((total, one) => total + of(one), 0);
  return `Seeds: ${sum(({ seeds }) => seeds.length)} looked at, ${sum(({ budget }) => budget.fixed)} if every test looked once, at its fixed number.`;
}

/** Null for a design that looks once. */
export function describeSequence({ sequence, seeds }: Decision): string | null {
  if (sequence === undefined) return null;
  const { look, fewestSeeds, mostSeeds } = sequence;
  const ends = {
    'evidence-for': 'Stopped by evidence for it',
    'evidence-against': 'Stopped by evidence against it',
    'given-up': 'Given up, as the seeds left would not decide',
    maximum: 'Not decided by the last look',
    invalid: 'Stopped, as these seeds cannot be judged',
  } as const;
  const end = sequence.isDecided ? ends[sequence.stoppedBy] : 'Not decided yet';
  return `${end}: look ${look}, ${seeds} seeds (it may take ${fewestSeeds} to ${mostSeeds}).`;
}

/** Null where there are none. */
export function describeEstimates({ rule, decision }: Pick<PartVerdict, 'rule' | 'decision'>): string | null {
  if (decision.outcome === 'invalid' || decision.estimates === undefined) return null;
  const { estimates, effect } = decision;
  const { inDirection, standardised } = estimates;
  const confidence = effect === null ? '' : ` ${formatConfidence(effect.confidence)}`;
  const words: string[] = [];
  if (inDirection !== null) {
    const share = `${formatPercent(inDirection.low)} to ${formatPercent(inDirection.high)}`;
    // A claim of equivalence predicts no side; its seeds are counted above zero.
    const where = rule.kind === 'equivalence' ? 'lie above zero' : 'point the predicted way';
    words.push(
      `${inDirection.seeds} of ${inDirection.of} seeds ${where} (exact${confidence} interval of the share ${share}).`,
    );
  }
  if (standardised !== null) {
    const [estimate, low, high] = [standardised.estimate, standardised.low, standardised.high].map((value) =>
      formatNumber(value, [10]),
    );
    words.push(
      `In standard deviations between seeds: ${estimate} [${low}, ${high}], an interval that knows nothing of the looks.`,
    );
  }
  return words.join(' ') || null;
}

export function describeFamily({ family, alpha }: Verdict): string {
  const own = ` (${formatDeclared(alpha)})`;
  switch (family.role) {
    case 'primary': {
      const rank = family.pValue === null ? '' : ` What Holm ranks it by: ${formatProbability(family.pValue)}.`;
      if (family.members <= 1) return `Primary, and alone in its family: its level is its own${own}.${rank}`;
      return `One of ${family.members} primary tests on this task that share a family-wise level of ${formatDeclared(FAMILY_ALPHA)}.${rank}`;
    }
    case 'behind-gate':
      return `Asked only once "${family.gate?.claim}" is reproduced, which is ${family.gate?.verdict}; its level is its own${own}.`;
    case 'control':
      return `A negative control, which means something only where its positive claims are reproduced; its level is its own${own}.`;
    case 'reported':
      return 'Reported only: outside the family, without a say in the exit code.';
  }
}

// How many runs stand behind a report and where they come from, in one line. Those that took more than one attempt are named where there
// are any: a retry keeps its seed, so it selects nothing, but it is no secret (decisions.md promise 5).
export function describeRuns({ trained, found, failed, retried = 0 }: ReportDocument['runs']): string {
  const runs = `${trained} trained, ${found} found in the ledger, ${failed} failed`;
  return retried === 0 ? runs : `${runs}; ${describeRetries(retried)}`;
}

export function describeRetries(retried: number): string {
  return `${retried} needed more than one attempt, at the same ${retried === 1 ? 'seed' : 'seeds'}`;
}

// What a report is about, in a few words: a profile of the registry, or someone's own configuration.
export function describeSubject({ profile, configuration }: Pick<ReportDocument, 'profile' | 'configuration'>): string {
  return configuration === undefined ? `profile ${profile}` : `configuration ${configuration.name}, profile ${profile}`;
}

// What was declared before the data, in words: as which version, whether as declared, and what changed since where it did.

/** Null for reports that do not say. */
export function describeRegistration({ registration, version }: Verdict): string | null {
  if (registration === undefined) {
    return typeof version === 'number' ? `before the data, as version ${version} of the claim` : null;
  }
  const { standing, reason, hash } = registration;
  if (standing === 'exploratory') return reason;
  const known =
    registration.version === null
      ? `not registered: a claim of a configuration of one's own, declared with hash ${hash.slice(0, 12)}`
      : `before the data, as version ${registration.version} of the claim`;
  return reason === null ? known : `${known}. ${reason}`;
}

/** What a report begins with where verdicts are exploratory, since all that follows confirms nothing; null where none is. */
export function describeExploration({ verdicts }: Pick<ReportDocument, 'verdicts'>): string | null {
  const found = verdicts.filter(isExploratory);
  if (found.length === 0) return null;
  const reasons = new Set(found.flatMap(({ registration }) => registration?.reason ?? []));
  const where = found.length === verdicts.length ? '' : ` in ${found.length} of ${verdicts.length} verdicts`;
  return [`Exploratory${where}.`, ...reasons].join(' ');
}

/** A mark beside the verdict where it is not confirmatory; null where it is, or nobody knows. */
export function standingMark({ registration }: Pick<Verdict, 'registration'>): string | null {
  switch (registration?.standing) {
    case 'exploratory':
      return 'exploratory';
    case 'other-settings':
      return 'not the declared design';
    default:
      return null;
  }
}
