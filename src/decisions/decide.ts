// The one door to the decision rules: a rule declared before the data, and the samples, give a decision. Pure.
// Samples that cannot be judged are a decision ('invalid'); a rule that makes no sense, or samples of the wrong shape
// for it, are a mistake in a claim and throw.
import { HarnessError } from '../errors/harness-error.ts';
import type { Decision, DecisionRule, Samples, TrendRule } from './decision.ts';
import { FIXED } from './design.ts';
import { decideEquivalence } from './equivalence.ts';
import { decideExistence } from './existence.ts';
import { decideSequentialExistence } from './sequential-existence.ts';
import { decideTrend } from './trend.ts';

export function decide(rule: DecisionRule, samples: Samples): Decision {
  checkRule(rule);
  const { design = FIXED } = rule;
  switch (rule.kind) {
    case 'existence': {
      const differences = numbersOf(rule.kind, samples);
      return design.kind === 'sequential'
        ? decideSequentialExistence(rule, { design, differences })
        : decideExistence(rule, differences);
    }
    case 'equivalence':
      return decideEquivalence(rule, numbersOf(rule.kind, samples));
    case 'trend':
      return decideTrend(rule, rowsOf(rule, samples));
    case 'pattern':
      throw new HarnessError('internal', { what: 'The pattern rule is not built yet.' });
  }
}

function checkRule(rule: DecisionRule): void {
  const complaints = [
    [rule.alpha > 0 && rule.alpha < 0.5, `alpha ${rule.alpha}`, 'an alpha above 0 and below 0.5'],
    ...complaintsOfKind(rule),
    [
      Number.isFinite(rule.planned.effect) && Number.isFinite(rule.planned.standardDeviation),
      `planned effect ${rule.planned.effect}, SD ${rule.planned.standardDeviation}`,
      'a finite planned effect and SD',
    ],
  ] as const;
  for (const [holds, got, expected] of complaints) {
    if (holds) continue;
    throw new HarnessError('invalid-argument', { what: `The ${rule.kind} rule is not a rule.`, got, expected });
  }
}

function complaintsOfKind(rule: DecisionRule): readonly (readonly [boolean, string, string])[] {
  switch (rule.kind) {
    case 'existence': {
      const beyondZero = rule.direction === 'greater' ? rule.threshold >= 0 : rule.threshold <= 0;
      const side = rule.direction === 'greater' ? 'not below 0' : 'not above 0';
      const got = `direction ${rule.direction}, threshold ${rule.threshold}`;
      return [[Number.isFinite(rule.threshold) && beyondZero, got, `a finite threshold ${side}`]];
    }
    case 'equivalence':
      return [[rule.margin > 0 && Number.isFinite(rule.margin), `margin ${rule.margin}`, 'a positive finite margin']];
    case 'pattern':
      return [];
    case 'trend':
      return [
        [rule.levels.length >= 3, `${rule.levels.length} levels`, 'at least 3 levels'],
        [
          rule.endpointThreshold >= 0 && Number.isFinite(rule.endpointThreshold),
          `endpoint threshold ${rule.endpointThreshold}`,
          'a finite endpoint threshold not below 0',
        ],
        [
          rule.reversalMargin > 0 && Number.isFinite(rule.reversalMargin),
          `reversal margin ${rule.reversalMargin}`,
          'a positive finite reversal margin',
        ],
      ];
  }
}

function numbersOf(kind: string, samples: Samples): readonly number[] {
  if (samples.every((sample) => typeof sample === 'number')) return samples;
  throw new HarnessError('invalid-argument', {
    what: `The samples do not fit the ${kind} rule.`,
    got: 'a row of levels a seed',
    expected: 'one number a seed',
  });
}

function rowsOf({ levels }: TrendRule, samples: Samples): readonly (readonly number[])[] {
  const rows = samples.filter((sample) => typeof sample !== 'number');
  if (rows.length === samples.length && rows.every((row) => row.length === levels.length)) return rows;
  throw new HarnessError('invalid-argument', {
    what: 'The samples do not fit the trend rule.',
    got: samples.map((sample) => (typeof sample === 'number' ? 'a number' : `${sample.length} levels`)).join(', '),
    expected: `a row of ${levels.length} levels a seed (${levels.join(', ')})`,
  });
}
