// Beside the verdict on whether there is an effect one on its size: what is read, what is compared with what, and which word follows.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { afterAll, describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { fewBeyond } from '../../src/claims/rules.ts';
import { type ReferenceEffect, sizeOf } from '../../src/claims/verdicts/effect-size.ts';
import type { SoundVerdict, Verdict } from '../../src/claims/verdicts/verdict.ts';
import { decide } from '../../src/decisions/decide.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { FIXED, SEQUENTIAL } from '../../src/decisions/design.ts';
import {
  referenceEffects,
  referenceFor,
  referencesFor,
  withSizes,
} from '../../src/execution/campaign/reference-effects.ts';
import { equivalence, existence, pattern, trend } from '../decisions/example-rules.ts';
import { sampleDocument } from '../report/sample-document.ts';

const reference: ReferenceEffect = {
  claim: 'iml-appears',
  task: 'alias-text',
  part: 0,
  estimate: 0.4,
  standardDeviation: 0.05,
  seeds: 8,
  margin: 0.1,
};
/** Eight seeds about a mean, with an SD of about .05. */
const about = (mean: number) => [-0.07, -0.05, -0.03, -0.01, 0.01, 0.03, 0.05, 0.07].map((noise) => mean + noise);
const sized = (rule: DecisionRule, rows: readonly (number | readonly number[])[], of: Partial<ReferenceEffect> = {}) =>
  sizeOf(
    {
      rule,
      decision: decide(rule, rows as readonly number[]),
      perSeed: rows.map((row) => ({ values: typeof row === 'number' ? [row] : row })),
    },
    { ...reference, ...of },
  );

describe('the size of an effect', () => {
  it.each([
    ['equivalent', 0.42],
    ['undecided', 0.345],
    ['smaller', 0.2],
    ['smaller', -0.4],
    ['larger', 0.6],
  ])('is %s at a mean of %d beside .4', (outcome, mean) => {
    expect(sized(existence, about(mean))?.outcome).toBe(outcome);
    const less = { ...existence, direction: 'less', threshold: -0.1 } as const;
    expect(sized(less, about(-mean), { estimate: -0.4 })?.outcome).toBe(outcome);
  });

  it('differs, on whichever side, where no effect is claimed', () => {
    for (const mean of [-0.3, 0.3])
      expect(sized(equivalence, about(mean), { estimate: 0.01 })?.outcome).toBe('differs');
    expect(sized(equivalence, about(0.02), { estimate: 0.01 })?.outcome).toBe('equivalent');
  });

  it('is that of last level minus first for a trend', () => {
    const rows = about(0.4).map((value) => [0.1, 0.2, 0.3, 0.1 + value]);
    expect(sized(trend, rows)?.difference.estimate).toBeCloseTo(0, 12);
  });

  it('is none of a pattern, of a dispersion, of an invalid part, and beside a single seed', () => {
    expect(sized(fewBeyond(0.5, [0, 0.1]), about(0.4))).toBeNull();
    expect(
      sized(
        pattern,
        about(0.4).map((value) => [value, 0, 0]),
      ),
    ).toBeNull();
    expect(
      sized(
        existence,
        about(0.4).map(() => 0.4),
      ),
    ).toBeNull();
    expect(sized(existence, about(0.4), { seeds: 1 })).toBeNull();
    expect(sized(existence, about(0.4), { seeds: 2 })).not.toBeNull();
  });

  it('is about the seeds up to where the part was decided', () => {
    const rule = { ...existence, design: SEQUENTIAL };
    const size = sized(rule, [...about(0.4), ...about(9)]);
    expect(decide(rule, [...about(0.4), ...about(9)]).seeds).toBe(8);
    expect(size).toEqual(sized(rule, about(0.4)));
  });

  law.prop([fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: 0.001, max: 1, noNaN: true })])(
    'follows from its interval, and mirrors',
    (mean, margin) => {
      const size = sized({ ...existence, design: FIXED }, about(mean), { margin });
      const { low = 0, high = 0 } = size?.difference ?? {};
      const inside = low >= -margin && high <= margin;
      expect(size?.outcome).toBe(inside ? 'equivalent' : low > 0 ? 'larger' : high < 0 ? 'smaller' : 'undecided');
      const less = { ...existence, direction: 'less', threshold: -0.1 } as const;
      const mirrored = sized(
        less,
        about(mean).map((value) => -value),
        { margin, estimate: -0.4 },
      );
      expect(mirrored?.outcome).toBe(size?.outcome);
    },
  );
});

describe('the effects of the independent implementation', () => {
  const effects = referenceEffects();

  it('are each that of one part of one registered test', () => {
    for (const effect of effects) {
      const claim = CLAIMS.find(({ id }) => id === effect.claim);
      const tests = (claim?.tests ?? []).filter(({ task, design }) =>
        effects.some((one) => one === referenceFor({ claim: effect.claim, task, design }, effect.part, [effect])),
      );
      expect(tests, `${effect.claim} on ${effect.task}`).toHaveLength(1);
      expect(tests[0]?.parts[effect.part]?.rule.kind).toMatch(/existence|equivalence|trend/);
    }
    expect(new Set(effects.map(({ claim, task, part }) => `${claim} ${task} ${part}`)).size).toBe(effects.length);
  });

  it('are of the registered experiments alone, and of the pictures that come with the package', () => {
    expect(referencesFor({ imagesFolder: null })).toHaveLength(effects.length);
    expect(referencesFor({ imagesFolder: null, catalogue: CLAIMS })).toEqual([]);
    const tasks = new Set(referencesFor({ imagesFolder: 'mnist' }).map(({ task }) => task));
    expect([...tasks]).toEqual(['digit-grid/symbols', 'alias-text']);
  });

  const folder = mkdtempSync(join(tmpdir(), 'iml-effects-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('are refused where the file is damaged', () => {
    const file = join(folder, 'effects.json');
    for (const text of [
      '{',
      JSON.stringify({ what: '', seeds: '', margins: '', effects: [{ ...reference, seeds: '8' }] }),
    ]) {
      writeFileSync(file, text);
      expect(() => referenceEffects(file)).toThrow(/The effects of the independent implementation are damaged/);
    }
  });
});

describe('a document', () => {
  const verdict = sampleDocument.verdicts.find(({ verdict: word }) => word === 'reproduced') as Verdict;
  const { claim, task } = verdict;

  it('has sizes where there is a reference and the verdict answers its question', () => {
    const of = [{ ...reference, claim, task }];
    const sizes = (one: Verdict) => withSizes([one], of)[0]?.parts.map(({ size }) => size?.outcome);
    expect(sizes(verdict)?.[0]).toBeDefined();
    expect(sizes(verdict)?.slice(1)).toEqual(verdict.parts.slice(1).map(() => undefined));
    const { effect: _, power: __, ...shared } = verdict as SoundVerdict;
    expect(sizes({ ...shared, verdict: 'invalid' })?.[0]).toBeUndefined();
    expect(withSizes([verdict], [{ ...reference, claim, task, design: 'another one' }])).toEqual([verdict]);
  });
});
