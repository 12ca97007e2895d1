// The words that put a verdict's numbers in relation: effect, interval, threshold, seeds. Shared by HTML, Markdown and JUnit.
import type { PartVerdict, Rung, Verdict } from '../claims/verdict.ts';
import { type DecisionRule, type Effect, effectIn } from '../decisions/decision.ts';
import { FIXED, THREE_LOOKS_AT } from '../decisions/design.ts';
import { formatDeclared, formatNumber, formatPercent, formatSigned } from './format-number.ts';

type Interval = Pick<Effect, 'estimate' | 'low' | 'high'>;

/** "+0.123 [+0.101, +0.145]"; without interval just the estimate; without effect a dash. */
export function effectWithInterval(effect: Interval | null): string {
  if (effect === null) return '–';
  const { estimate, low, high } = effect;
  if (low === null || high === null) return formatSigned(estimate);
  const among = [estimate, low, high];
  return `${formatSigned(estimate, among)} [${formatSigned(low, among)}, ${formatSigned(high, among)}]`;
}

/** What the effect is held against, for the table: "> 0.05", "< −0.05", "within ±0.02". */
export function thresholdOf(verdict: Verdict): string {
  const rule = verdict.parts[0]?.rule;
  return rule === undefined ? formatDeclared(verdict.threshold) : thresholdOfRule(rule);
}

export function thresholdOfRule(rule: DecisionRule): string {
  switch (rule.kind) {
    case 'existence':
      return `${rule.direction === 'greater' ? '>' : '<'} ${formatDeclared(rule.threshold)}`;
    case 'equivalence':
      return `within ±${formatDeclared(rule.margin)}`;
    case 'trend':
      return `> ${formatDeclared(rule.endpointThreshold)}`;
    case 'pattern':
      return `> ${formatDeclared(rule.threshold)} or within ±${formatDeclared(rule.margin)}`;
  }
}

/** The rule in a sentence or two, as declared before any run. */
export function describeRule(rule: DecisionRule, unit: string): string {
  const looks = describeLooks(rule);
  return looks === null ? describeQuestion(rule, unit) : `${describeQuestion(rule, unit)} ${looks}`;
}

/** When it looks and stops; null if it looks once. */
function describeLooks({ design = FIXED, alpha, kind }: DecisionRule): string | null {
  if (design.kind === 'fixed') return null;
  if (design.kind === 'three-looks') return `It looks after ${THREE_LOOKS_AT.join(', ')} seeds.`;
  const { fewestSeeds, mostSeeds, seedsPerLook, smallestEffect, beta } = design;
  const every = seedsPerLook === 1 ? 'every seed' : `every ${seedsPerLook} seeds`;
  const against =
    kind === 'equivalence'
      ? 'or as much for an effect beyond the margin'
      : `or once an effect of ${formatDeclared(smallestEffect)} SD beyond the threshold is ${toThreeDigits(1 / beta)} times less likely than none beyond it`;
  return `It looks after ${every}, from ${fewestSeeds} to ${mostSeeds}, and stops at evidence of ${toThreeDigits(1 / alpha)} to 1 for it, ${against}.`;
}

function toThreeDigits(value: number): string {
  return formatDeclared(Number(value.toPrecision(3)));
}

function describeQuestion(rule: DecisionRule, unit: string): string {
  const alpha = `alpha ${formatDeclared(rule.alpha)}`;
  switch (rule.kind) {
    case 'existence': {
      const side = rule.direction === 'greater' ? 'exceeds' : 'lies below';
      return `Existence: the mean over seeds ${side} ${formatDeclared(rule.threshold)} ${unit} (one-sided, ${alpha}).`;
    }
    case 'equivalence':
      return `Equivalence: the mean over seeds lies within ±${formatDeclared(rule.margin)} ${unit} (two one-sided tests, each at ${alpha}).`;
    case 'trend': {
      const order = rule.levels.join(' → ');
      return `Trend over ${order}: rises, last minus first exceeds ${formatDeclared(rule.endpointThreshold)} ${unit}, no step falls by ${formatDeclared(rule.reversalMargin)} or more (each at ${alpha}).`;
    }
    case 'pattern': {
      const named = (expected: string) =>
        rule.cells.flatMap((cell) => (cell.expected === expected ? [cell.name] : [])).join(', ');
      return `Pattern: above ${formatDeclared(rule.threshold)} ${unit} in ${named('above')}, within ±${formatDeclared(rule.margin)} in ${named('chance')} (each at ${alpha}), and more in the former than in the latter.`;
    }
  }
}

/** Effect and interval of a part against its threshold, in one sentence. */
export function describeEffect({ rule, decision, unit }: Pick<PartVerdict, 'rule' | 'decision' | 'unit'>): string {
  const effect = effectIn(decision);
  if (effect === null) return 'No effect was estimated.';
  const what = rule.kind === 'trend' ? 'Last level minus first' : 'Mean over seeds';
  const { estimate, low, high } = effect;
  if (low === null || high === null) {
    return `${what}: ${formatSigned(estimate)} ${unit}. There is no interval (too few seeds, or no variance between them).`;
  }
  const among = [estimate, low, high];
  const interval = `${formatSigned(low, among)} to ${formatSigned(high, among)}`;
  const relation = relationToThreshold(rule, low, high);
  const kind = decision.sequence === undefined ? 'interval' : 'confidence sequence';
  return `${what}: ${formatSigned(estimate, among)} ${unit}, ${formatPercent(effect.confidence)} ${kind} ${interval}, which ${relation}.`;
}

function relationToThreshold(rule: DecisionRule, low: number, high: number): string {
  if (rule.kind === 'equivalence') {
    const margin = `±${formatDeclared(rule.margin)}`;
    if (low > -rule.margin && high < rule.margin) return `lies wholly inside the margin ${margin}`;
    if (low >= rule.margin || high <= -rule.margin) return `lies wholly outside the margin ${margin}`;
    return `reaches across the margin ${margin}`;
  }
  const threshold = rule.kind === 'trend' ? rule.endpointThreshold : rule.threshold;
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
  R3: 'small model on a GPU',
  R4: 'paper scale',
};

/** The fidelity that a verdict speaks for, for example "R2, tiny model on a CPU". */
export function describeRung(rung: Rung): string {
  return `${rung}, ${rungs[rung]}`;
}
