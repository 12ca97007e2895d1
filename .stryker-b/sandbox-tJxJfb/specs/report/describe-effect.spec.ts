// The sentence about effect and interval never contradicts the verdict beside it.
import { fc, test as law } from '@fast-check/vitest';
import { expect } from 'vitest';
import { decide } from '../../src/decisions/decide.ts';
import type { DispersionRule, EquivalenceRule, ExistenceRule } from '../../src/decisions/decision.ts';
import { FIXED, SEQUENTIAL } from '../../src/decisions/design.ts';
import { describeEffect } from '../../src/report/describe-verdict.ts';

const declared = { alpha: 0.01, planned: { effect: 0, standardDeviation: 0.1 } };
const equivalence = { kind: 'equivalence', margin: 0.3, ...declared } satisfies EquivalenceRule;
const dispersion = { kind: 'dispersion', margin: 0.3, shareBelow: 0.5, ...declared } satisfies DispersionRule;
const existence = { kind: 'existence', direction: 'greater', threshold: 0.3, ...declared } satisfies ExistenceRule;

/** The words that each verdict allows. Sign-flip may hold up a mean that passes, so an open one may lie beyond the threshold. */
const WORDS = {
  equivalence: {
    reproduced: /wholly inside the margin/,
    'not-reproduced': /wholly outside the margin/,
    inconclusive: /reaches across the margin|no interval/,
  },
  dispersion: {
    reproduced: /wholly below the bound/,
    'not-reproduced': /wholly above the bound/,
    inconclusive: /includes the bound|no interval/,
  },
  existence: {
    reproduced: /wholly above the threshold/,
    'not-reproduced': /wholly below the threshold/,
    inconclusive: /includes the threshold|wholly above the threshold|no interval/,
  },
} as const;

law.prop([
  fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 8, maxLength: 14 }),
  fc.double({ min: 0.02, max: 1, noNaN: true }),
  fc.integer({ min: -60, max: 60 }),
  fc.constantFrom(FIXED, SEQUENTIAL),
  fc.constantFrom(1, 2, 9),
])('an effect in words agrees with its verdict', (integers, scale, centre, design, refutable) => {
  const values = integers.map((integer) => (integer * scale + centre) / 100);
  for (const rule of [equivalence, dispersion, existence]) {
    const judged = { ...rule, design, refutable };
    const decision = decide(judged, values);
    if (decision.outcome === 'invalid') continue;
    expect(describeEffect({ rule: judged, decision, unit: 'accuracy' })).toMatch(WORDS[rule.kind][decision.outcome]);
  }
});
