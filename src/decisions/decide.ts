// The one door to the decision rules: a rule declared before the data, and the samples in the order of their seeds, give a
// decision. Pure: the judgement (decide.ts), its words, and the power that the design has at the planned effect.
import { HarnessError } from '../errors/harness-error.ts';
import { fewestSeedsForSignFlip, SIGN_FLIP_MOST_SEEDS } from '../statistics/sign-flip.ts';
import { chanceOfReproduced, mostSeedsOf } from './chances.ts';
import type { Decision, DecisionRule, PatternRule, Samples } from './decision.ts';
import { FIXED, type SequentialDesign } from './design.ts';
import { judgeDispersion, judgeSequentialDispersion } from './dispersion.ts';
import { judgeEquivalence, judgeSequentialEquivalence } from './equivalence.ts';
import { judgeExistence, judgeSequentialExistence } from './existence.ts';
import type { Judgement } from './judgement.ts';
import { judgePattern, judgeSequentialPattern } from './pattern.ts';
import { judgeThreeLooks } from './three-looks.ts';
import { judgeSequentialTrend, judgeTrend } from './trend.ts';

/** @throws HarnessError `invalid-argument` for a rule that is none, or samples of the wrong shape */
export function decide(rule: DecisionRule, samples: Samples): Decision {
  const decision = weigh(rule, samples).inWords();
  if ((rule.design ?? FIXED).kind === 'fixed' || decision.outcome === 'invalid') return decision;
  // Of several looks, power belongs to all of them together, wherever this sample stopped.
  const seeds = mostSeedsOf(rule, decision.seeds);
  return { ...decision, power: chanceOfReproduced({ rule, truth: rule.planned, seeds }) };
}

// A rule declared before the data, and the samples in the order of their seeds, give a judgement. Samples that cannot be judged are
// a judgement too ('invalid'); a rule that makes no sense, or samples of the wrong shape for it, are a mistake in a claim and throw.

export function weigh(rule: DecisionRule, samples: Samples): Judgement {
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
    case 'dispersion':
      return judgeDispersion(rule, numbersOf(rule, samples));
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
    case 'dispersion':
      return judgeSequentialDispersion(rule, { design, differences: numbersOf(rule, samples) });
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

// A rule that makes no sense is a mistake in a claim, found before any number is judged by it.

type Complaint = readonly [holds: boolean, got: string, expected: string];

/** @param where the rule stands; left out: nowhere in particular. @throws HarnessError `invalid-argument` */
export function checkRule(rule: DecisionRule, where?: string): void {
  const complaints: readonly Complaint[] = [
    [rule.alpha > 0 && rule.alpha < 0.5, `alpha ${rule.alpha}`, 'an alpha above 0 and below 0.5'],
    ...complaintsOfKind(rule),
    [
      Number.isFinite(rule.planned.effect) && Number.isFinite(rule.planned.standardDeviation),
      `planned effect ${rule.planned.effect}, SD ${rule.planned.standardDeviation}`,
      'a finite planned effect and SD',
    ],
    ...complaintsOfDesign(rule),
  ];
  for (const [holds, got, expected] of complaints) {
    if (holds) continue;
    throw new HarnessError('invalid-argument', {
      what: `The ${rule.kind} rule is not a rule.`,
      ...(where === undefined ? {} : { where }),
      got,
      expected,
    });
  }
}

function complaintsOfKind(rule: DecisionRule): readonly Complaint[] {
  switch (rule.kind) {
    case 'existence': {
      const beyondZero = rule.direction === 'greater' ? rule.threshold >= 0 : rule.threshold <= 0;
      const side = rule.direction === 'greater' ? 'not below 0' : 'not above 0';
      const got = `direction ${rule.direction}, threshold ${rule.threshold}`;
      return [[Number.isFinite(rule.threshold) && beyondZero, got, `a finite threshold ${side}`]];
    }
    case 'equivalence':
      return [[isPositive(rule.margin), `margin ${rule.margin}`, 'a positive finite margin']];
    case 'dispersion':
      return [
        [isPositive(rule.margin), `margin ${rule.margin}`, 'a positive finite margin'],
        [
          rule.shareBelow > 0 && rule.shareBelow < 1,
          `a share below ${rule.shareBelow}`,
          'a share strictly between 0 and 1',
        ],
      ];
    case 'trend':
      return [
        [rule.levels.length >= 3, `${rule.levels.length} levels`, 'at least 3 levels'],
        [
          rule.endpointThreshold >= 0 && Number.isFinite(rule.endpointThreshold),
          `endpoint threshold ${rule.endpointThreshold}`,
          'a finite endpoint threshold not below 0',
        ],
        [
          isPositive(rule.reversalMargin),
          `reversal margin ${rule.reversalMargin}`,
          'a positive finite reversal margin',
        ],
      ];
    case 'pattern':
      return complaintsOfPattern(rule);
  }
}

function complaintsOfPattern({ cells, threshold, margin }: PatternRule): readonly Complaint[] {
  const names = cells.map(({ name }) => name);
  const count = (expected: string) => cells.filter((cell) => cell.expected === expected).length;
  return [
    [new Set(names).size === names.length, `cells ${names.join(', ')}`, 'every cell once'],
    [
      count('above') > 0 && count('chance') > 0,
      `${count('above')} cells above chance, ${count('chance')} at chance`,
      'at least one of each, or there is no pattern',
    ],
    [threshold >= 0 && Number.isFinite(threshold), `threshold ${threshold}`, 'a finite threshold not below 0'],
    [isPositive(margin), `margin ${margin}`, 'a positive finite margin'],
  ];
}

function complaintsOfDesign({ kind, alpha, design = FIXED }: DecisionRule): readonly Complaint[] {
  if (design.kind !== 'sequential') return [];
  const { evidence, smallestEffect, beta, fewestSeeds, mostSeeds, seedsPerLook } = design;
  const asksSignFlip = kind !== 'equivalence' && kind !== 'dispersion';
  return [
    [evidence === 't-mixture' || kind === 'existence', `${evidence} for ${kind}`, 'sign symmetry for existence only'],
    [isPositive(smallestEffect), `smallest effect ${smallestEffect} SD`, 'a positive finite smallest effect'],
    [beta > 0 && beta < 0.5, `beta ${beta}`, 'a beta above 0 and below 0.5'],
    [
      Number.isInteger(fewestSeeds) && Number.isInteger(mostSeeds) && fewestSeeds >= 2 && mostSeeds >= fewestSeeds,
      `${fewestSeeds} to ${mostSeeds} seeds`,
      'whole numbers, at least 2, the most not below the fewest',
    ],
    [
      !asksSignFlip || (mostSeeds <= SIGN_FLIP_MOST_SEEDS && mostSeeds >= fewestSeedsForSignFlip(alpha)),
      `at most ${mostSeeds} seeds at alpha ${alpha}`,
      `${fewestSeedsForSignFlip(alpha)} to ${SIGN_FLIP_MOST_SEEDS} at most, so that the exact sign-flip test can pass and be counted`,
    ],
    [Number.isInteger(seedsPerLook) && seedsPerLook >= 1, `${seedsPerLook} seeds a look`, 'a whole number, at least 1'],
  ];
}

function isPositive(value: number): boolean {
  return value > 0 && Number.isFinite(value);
}
