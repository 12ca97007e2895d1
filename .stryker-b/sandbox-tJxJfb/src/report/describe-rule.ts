// A rule in words: what it asks, what would have contradicted it, and when it looks.
import { type DecisionRule, levelsOf } from '../decisions/decision.ts';
import { FIXED, THREE_LOOKS_AT } from '../decisions/design.ts';
import { formatDeclared } from './format-number.ts';

/** The rule in a sentence or two, as declared before any run. */
export function describeRule(rule: DecisionRule, unit: string): string {
  const looks = describeLooks(rule);
  const sentences = [describeQuestion(rule, unit), describeRefutation(rule, unit), ...(looks === null ? [] : [looks])];
  return sentences.join(' ');
}

/** What would have contradicted the claim. */
function describeRefutation(rule: DecisionRule, unit: string): string {
  return `What would have contradicted this: evidence at level ${toThreeDigits(levelsOf(rule).refutationAlpha)} that ${refutationOf(rule, unit)}.`;
}

function refutationOf(rule: DecisionRule, unit: string): string {
  switch (rule.kind) {
    case 'existence': {
      const side = rule.direction === 'greater' ? 'below' : 'above';
      return `the mean lies ${side} ${formatDeclared(rule.threshold)} ${unit}`;
    }
    case 'equivalence':
      return `the mean lies beyond ${formatDeclared(-rule.margin)} or ${formatDeclared(rule.margin)} ${unit}`;
    case 'dispersion':
      return `the share of models beyond ±${formatDeclared(rule.margin)} ${unit} lies above ${formatDeclared(rule.shareBelow)}`;
    case 'trend': {
      // Looking once, the contrast only confirms.
      const contrast = (rule.design ?? FIXED).kind === 'sequential' ? 'the levels fall, that ' : '';
      return `${contrast}last minus first lies below ${formatDeclared(rule.endpointThreshold)} ${unit}, or that a step falls by ${formatDeclared(rule.reversalMargin)} or more`;
    }
    case 'pattern':
      return `one of the former lies below ${formatDeclared(rule.threshold)} ${unit}, one of the latter beyond ±${formatDeclared(rule.margin)}, or that there is less in the former`;
  }
}

/** When it looks and stops; null if it looks once. */
function describeLooks(rule: DecisionRule): string | null {
  const { design = FIXED, alpha, kind } = rule;
  if (design.kind === 'fixed') return null;
  if (design.kind === 'three-looks') return `It looks after ${THREE_LOOKS_AT.join(', ')} seeds.`;
  const { fewestSeeds, mostSeeds, seedsPerLook, smallestEffect, beta } = design;
  const every = seedsPerLook === 1 ? 'every seed' : `every ${seedsPerLook} seeds`;
  const toRefute = toThreeDigits(1 / levelsOf(rule).refutationAlpha);
  const givenUp =
    kind === 'equivalence'
      ? ''
      : kind === 'dispersion'
        ? '; it gives up, which is inconclusive, once neither can come any more, whatever the seeds that are left show'
        : `; it gives up, which is inconclusive, once a mean at the planning distance beyond the threshold (${formatDeclared(smallestEffect)} SD) and one as far short of it are both ${toThreeDigits(1 / beta)} times less likely than one at it`;
  return `It looks after ${every}, from ${fewestSeeds} to ${mostSeeds}, and stops at evidence of ${toThreeDigits(1 / alpha)} to 1 for it or ${toRefute} to 1 against it${givenUp}.`;
}

function toThreeDigits(value: number): string {
  return formatDeclared(Number(value.toPrecision(3)));
}

function describeQuestion(rule: DecisionRule, unit: string): string {
  // A level, as the paper calls another number alpha: the consistency of tags.
  const level = `level ${formatDeclared(rule.alpha)}`;
  switch (rule.kind) {
    case 'existence': {
      const side = rule.direction === 'greater' ? 'exceeds' : 'lies below';
      return `Existence: the mean over seeds ${side} ${formatDeclared(rule.threshold)} ${unit} (one-sided, ${level}).`;
    }
    case 'equivalence':
      return `Equivalence: the mean over seeds lies within ±${formatDeclared(rule.margin)} ${unit} (two one-sided tests, each at ${level}).`;
    case 'dispersion':
      return `Dispersion: less than ${formatDeclared(rule.shareBelow)} of all models lie beyond ±${formatDeclared(rule.margin)} ${unit}, whatever their mean (one model a seed; ${level}).`;
    case 'trend': {
      const order = rule.levels.join(' → ');
      return `Trend over ${order}: rises, last minus first exceeds ${formatDeclared(rule.endpointThreshold)} ${unit}, no step falls by ${formatDeclared(rule.reversalMargin)} or more (each at ${level}).`;
    }
    case 'pattern': {
      const named = (expected: string) =>
        rule.cells.flatMap((cell) => (cell.expected === expected ? [cell.name] : [])).join(', ');
      return `Pattern: above ${formatDeclared(rule.threshold)} ${unit} in ${named('above')}, within ±${formatDeclared(rule.margin)} in ${named('chance')} (each at ${level}), and more in the former than in the latter.`;
    }
  }
}
