// A rule declared before the data, and the samples in the order of their seeds, give a judgement. Samples that cannot be judged are
// a judgement too ('invalid'); a rule that makes no sense, or samples of the wrong shape for it, are a mistake in a claim and throw.
import { HarnessError } from '../errors/harness-error.ts';
import { checkRule } from './check-rule.ts';
import type { DecisionRule, Samples } from './decision.ts';
import { FIXED, type SequentialDesign } from './design.ts';
import { judgeEquivalence } from './equivalence.ts';
import { judgeExistence } from './existence.ts';
import { judgePattern } from './fixed-pattern.ts';
import type { Judgement } from './judgement.ts';
import { judgeSequentialEquivalence } from './sequential-equivalence.ts';
import { judgeSequentialExistence } from './sequential-existence.ts';
import { judgeSequentialPattern } from './sequential-pattern.ts';
import { judgeSequentialTrend } from './sequential-trend.ts';
import { judgeThreeLooks } from './three-looks.ts';
import { judgeTrend } from './trend.ts';

export function judge(rule: DecisionRule, samples: Samples): Judgement {
  checkRule(rule);
  const { design = FIXED } = rule;
  switch (design.kind) {
    case 'fixed':
      return judgeOnce(rule, samples);
    case 'three-looks':
      checkShape(rule, samples);
      return judgeThreeLooks(rule, {
        samples,
        judgeOnce: (atLevel, seen) => judgeOnce(atLevel, seen, { signFlipAlpha: rule.alpha }),
      });
    case 'sequential':
      return judgeSequentially(rule, { samples, design });
  }
}

function judgeOnce(rule: DecisionRule, samples: Samples, options?: { readonly signFlipAlpha: number }): Judgement {
  switch (rule.kind) {
    case 'existence':
      return judgeExistence(rule, numbersOf(rule, samples), options);
    case 'equivalence':
      return judgeEquivalence(rule, numbersOf(rule, samples));
    case 'trend':
      return judgeTrend(rule, rowsOf(rule, samples), options);
    case 'pattern':
      return judgePattern(rule, rowsOf(rule, samples), options);
  }
}

function judgeSequentially(
  rule: DecisionRule,
  { samples, design }: { readonly samples: Samples; readonly design: SequentialDesign },
): Judgement {
  switch (rule.kind) {
    case 'existence':
      return judgeSequentialExistence(rule, { design, differences: numbersOf(rule, samples) });
    case 'equivalence':
      return judgeSequentialEquivalence(rule, { design, differences: numbersOf(rule, samples) });
    case 'trend':
      return judgeSequentialTrend(rule, { design, rows: rowsOf(rule, samples) });
    case 'pattern':
      return judgeSequentialPattern(rule, { design, rows: rowsOf(rule, samples) });
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
