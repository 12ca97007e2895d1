// The one door to the decision rules: a rule declared before the data, and the samples in the order of their seeds, give a
// decision. Pure. Samples that cannot be judged are a decision ('invalid'); a rule that makes no sense, or samples of the wrong
// shape for it, are a mistake in a claim and throw.
import { HarnessError } from '../errors/harness-error.ts';
import { chanceOfReproduced, mostSeedsOf } from './chances.ts';
import { checkRule } from './check-rule.ts';
import { decidePattern, decideSequentialPattern } from './decide-pattern.ts';
import type { Decision, DecisionRule, Samples } from './decision.ts';
import { FIXED, type SequentialDesign } from './design.ts';
import { decideEquivalence } from './equivalence.ts';
import { decideExistence } from './existence.ts';
import { decideSequentialEquivalence } from './sequential-equivalence.ts';
import { decideSequentialExistence } from './sequential-existence.ts';
import { decideSequentialTrend } from './sequential-trend.ts';
import { decideThreeLooks } from './three-looks.ts';
import { decideTrend } from './trend.ts';

export function decide(rule: DecisionRule, samples: Samples): Decision {
  checkRule(rule);
  const { design = FIXED } = rule;
  switch (design.kind) {
    case 'fixed':
      return decideOnce(rule, samples);
    case 'three-looks':
      checkShape(rule, samples);
      return withPowerOfDesign(
        rule,
        decideThreeLooks(rule, {
          samples,
          decideOnce: (atLevel, seen) => decideOnce(atLevel, seen, { signFlipAlpha: rule.alpha }),
        }),
      );
    case 'sequential':
      return withPowerOfDesign(rule, decideSequentially(rule, { samples, design }));
  }
}

/** Power belongs to all looks together, at the planned effect and the most seeds, wherever this sample stopped. */
function withPowerOfDesign(rule: DecisionRule, decision: Decision): Decision {
  if (decision.outcome === 'invalid') return decision;
  const seeds = mostSeedsOf(rule, decision.seeds);
  return { ...decision, power: chanceOfReproduced({ rule, truth: rule.planned, seeds }) };
}

function decideOnce(rule: DecisionRule, samples: Samples, options?: { readonly signFlipAlpha: number }): Decision {
  switch (rule.kind) {
    case 'existence':
      return decideExistence(rule, numbersOf(rule, samples), options);
    case 'equivalence':
      return decideEquivalence(rule, numbersOf(rule, samples));
    case 'trend':
      return decideTrend(rule, rowsOf(rule, samples), options);
    case 'pattern':
      return decidePattern(rule, rowsOf(rule, samples), options);
  }
}

function decideSequentially(
  rule: DecisionRule,
  { samples, design }: { readonly samples: Samples; readonly design: SequentialDesign },
): Decision {
  switch (rule.kind) {
    case 'existence':
      return decideSequentialExistence(rule, { design, differences: numbersOf(rule, samples) });
    case 'equivalence':
      return decideSequentialEquivalence(rule, { design, differences: numbersOf(rule, samples) });
    case 'trend':
      return decideSequentialTrend(rule, { design, rows: rowsOf(rule, samples) });
    case 'pattern':
      return decideSequentialPattern(rule, { design, rows: rowsOf(rule, samples) });
  }
}

function checkShape(rule: DecisionRule, samples: Samples): void {
  if (rule.kind === 'trend' || rule.kind === 'pattern') rowsOf(rule, samples);
  else numbersOf(rule, samples);
}

function numbersOf({ kind }: DecisionRule, samples: Samples): readonly number[] {
  if (samples.every((sample) => typeof sample === 'number')) return samples;
  throw new HarnessError('invalid-argument', {
    what: `The samples do not fit the ${kind} rule.`,
    got: 'a row of levels a seed',
    expected: 'one number a seed',
  });
}

function rowsOf(
  rule: Extract<DecisionRule, { kind: 'trend' | 'pattern' }>,
  samples: Samples,
): readonly (readonly number[])[] {
  const [columns, word] =
    rule.kind === 'trend' ? [rule.levels, 'levels'] : [rule.cells.map(({ name }) => name), 'cells'];
  const rows = samples.filter((sample) => typeof sample !== 'number');
  if (rows.length === samples.length && rows.every((row) => row.length === columns.length)) return rows;
  throw new HarnessError('invalid-argument', {
    what: `The samples do not fit the ${rule.kind} rule.`,
    got: samples.map((sample) => (typeof sample === 'number' ? 'a number' : `${sample.length} ${word}`)).join(', '),
    expected: `a row of ${columns.length} ${word} a seed (${columns.join(', ')})`,
  });
}
