// A rule that makes no sense is a mistake in a claim, found before any number is judged by it.
import { HarnessError } from '../errors/harness-error.ts';
import { fewestSeedsForSignFlip, SIGN_FLIP_MOST_SEEDS } from '../statistics/sign-flip.ts';
import type { DecisionRule, PatternRule } from './decision.ts';
import { FIXED } from './design.ts';

type Complaint = readonly [holds: boolean, got: string, expected: string];

/** @throws HarnessError `invalid-argument` */
export function checkRule(rule: DecisionRule): void {
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
    throw new HarnessError('invalid-argument', { what: `The ${rule.kind} rule is not a rule.`, got, expected });
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
  const asksSignFlip = kind !== 'equivalence';
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
