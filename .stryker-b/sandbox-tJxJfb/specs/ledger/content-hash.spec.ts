// Canonical JSON and the hash of contents: one value, one text, and no value silently changed.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, contentHash } from '../../src/experiments/content-hash.ts';
import { refusalOf } from '../refusal.ts';

describe('canonical JSON', () => {
  it('sorts keys at each level and leaves out spaces', () => {
    expect(canonicalJson({ b: [1, { d: null, c: true }], a: 'é\n', B: -0 })).toBe(
      '{"B":0,"a":"é\\n","b":[1,{"c":true,"d":null}]}',
    );
  });

  it('is the same on the short way of what is in order already', () => {
    expect(canonicalJson([-0, 1e21, 5e-324, '\ud800', { a: [], b: {}, é: [null, true] }])).toBe(
      '[0,1e+21,5e-324,"\\ud800",{"a":[],"b":{},"é":[null,true]}]',
    );
    const ordered = { 'stage 1': { x: [0.1, -0], y: [] }, tag: 'é' };
    const { tag, ...rest } = ordered;
    expect(canonicalJson(ordered)).toBe(canonicalJson({ tag, ...rest }));
    expect(canonicalJson(Object.assign(Object.create(null), ordered))).toBe(canonicalJson(ordered));
  });

  it('keeps names that JavaScript treats in a special way', () => {
    const text = '{"10":1,"9":2,"__proto__":{"x":1},"constructor":3,"toJSON":4}';
    expect(canonicalJson(JSON.parse(text))).toBe(text);
  });

  // python3 -c "import json, hashlib; v = {'b': [1, 2.5, None], 'a': 'é'}
  // print(hashlib.sha256(json.dumps(v, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode()).hexdigest())"
  it('hashes to what Python gives for the same value', () => {
    const expected = 'd764fee2563da33e3d57334755404e635da33c995824b0adfabc4b6e1af4f608';
    expect(contentHash({ b: [1, 2.5, null], a: 'é' })).toBe(expected);
  });

  it('is JSON for the same value, whatever the order of keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(contentHash(value)).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
  });

  it('is different for different values', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = fc.stringify(JSON.parse(JSON.stringify(a))) === fc.stringify(JSON.parse(JSON.stringify(b)));
        if (same) expect(canonicalJson(a)).toBe(canonicalJson(b));
        if (canonicalJson(a) === canonicalJson(b))
          expect(JSON.parse(JSON.stringify(a))).toEqual(JSON.parse(JSON.stringify(b)));
      }),
    );
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'refuses %s and says where it is',
    (number) => {
      const error = refusalOf(() => canonicalJson({ values: { accuracy: [1, number] } }));
      expect(error.code).toBe('not-finite');
      expect(error.parts).toMatchObject({ where: '$.values.accuracy[1]', got: String(number) });
    },
  );

  const cycle: unknown[] = [];
  cycle.push({ cycle });
  it.each([
    ['undefined', { a: undefined }],
    ['a hole in a list', Array(1)],
    ['a function', { a: () => 1 }],
    ['a bigint', 1n],
    ['a symbol', Symbol.iterator],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['a typed array', Float32Array.of(1)],
    ['an object that contains itself', cycle],
  ])('refuses %s instead of leaving it out', (_, value) => {
    expect(refusalOf(() => canonicalJson(value)).code).toBe('invalid-argument');
  });

  it('allows one object at two places', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).reverse();
  return Object.fromEntries(entries.map(([key, member]) => [key, reversed(member)]));
}
