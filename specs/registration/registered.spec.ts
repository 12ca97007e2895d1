// Claims cannot move after the data: each planted change is refused when the registry is loaded, the difference is named, and
// golden/registrations.json holds what src/claims/registrations.ts says.
import { readFileSync } from 'node:fs';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { changesSince, latestOf, renderRegistrations, withChanges } from '../../scripts/register/history.ts';
import { symbolArms } from '../../src/claims/arms/digit-grid.ts';
import type { Claim, ClaimTest } from '../../src/claims/claim.ts';
import { differencesBetween, inWords } from '../../src/claims/differences-between.ts';
import { registered } from '../../src/claims/registered.ts';
import { parseHistory } from '../../src/claims/registration-history.ts';
import { REGISTRATIONS } from '../../src/claims/registrations.ts';
import { CLAIMS, claimById } from '../../src/claims/registry.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { STRICT } from '../../src/decisions/design.ts';

const file = new URL('../../golden/registrations.json', import.meta.url);
const text = readFileSync(file, 'utf8');
const history = parseHistory(text, 'golden/registrations.json');

const claim = claimById('uninformative-tags-no-iml');
const version = REGISTRATIONS[claim.id]?.version;
const withTest = (change: (test: ClaimTest) => ClaimTest): Claim => ({
  ...claim,
  tests: claim.tests.map((test, index) => (index === 0 ? change(test) : test)),
});
const withRule = (change: Partial<DecisionRule>): Claim =>
  withTest((test) => {
    const [first, ...others] = test.parts;
    return { ...test, parts: [{ ...first, rule: { ...first.rule, ...change } as DecisionRule }, ...others] };
  });

describe('a claim that is not what was registered', () => {
  it.each([
    ['another alpha', withRule({ alpha: 0.05 }), 'tests.0.parts.0.rule.alpha: 0.01 -> 0.05'],
    ['a margin off by ten', withRule({ margin: 0.5 }), 'tests.0.parts.0.rule.margin: 0.05 -> 0.5'],
    ['another design', withRule({ design: STRICT }), 'rule.design.evidence: "t-mixture" -> "sign-symmetry"'],
    [
      'a planned effect that fits what was found',
      withRule({ planned: { effect: 0.01, standardDeviation: 0.02 } }),
      'planned',
    ],
    ['fewer seeds', withTest((test) => ({ ...test, seeds: { ...test.seeds, quick: 6 } })), 'seeds.quick: 12 -> 6'],
    ['no say in the exit code', withTest((test) => ({ ...test, required: false })), 'required: true -> false'],
    ['no assay', withTest((test) => ({ ...test, assay: [] })), 'assay.0: "iml-appears" -> nothing'],
    [
      'other experiments',
      withTest((test) => ({ ...test, arms: { uninformative: symbolArms.bothReliable } })),
      'experiments.uninformative',
    ],
    ['a part less', withTest((test) => ({ ...test, parts: [test.parts[0]] })), 'tests.0.parts.1'],
    ['other words', { ...claim, statement: 'There may be a gap.' }, 'statement'],
    ['a gate less to pass', { ...claim, behind: 'iml-appears' }, 'behind: null -> "iml-appears"'],
  ] as const)('is refused: %s', (_, changed, words) => {
    expect(() => registered([changed], REGISTRATIONS)).toThrow(
      expect.objectContaining({ code: 'unregistered-change', message: expect.stringContaining(`version ${version}`) }),
    );
    const [change] = changesSince(history, [changed]);
    expect(change?.differences.map(inWords).join('\n')).toContain(words);
  });

  it('is refused if it was never registered', () => {
    const stranger = { ...claim, id: 'stranger' };
    expect(() => registered([stranger], REGISTRATIONS)).toThrow('never registered');
    expect(changesSince(history, [stranger])).toEqual([{ id: 'stranger', from: null, differences: [] }]);
  });

  it('gets a new version with its reason, and keeps the old one', () => {
    const changed = withRule({ alpha: 0.005 });
    const grown = withChanges(history, [changed], { date: '2030-01-01', reason: 'two more claims share the alpha' });
    expect(grown[claim.id]?.slice(0, -1)).toEqual(history[claim.id]);
    expect(grown[claim.id]?.at(-1)).toMatchObject({
      version: (history[claim.id]?.length ?? 0) + 1,
      reason: 'two more claims share the alpha',
    });
    expect(registered([changed], latestOf(grown, [changed]))).toEqual([changed]);
    expect(parseHistory(JSON.stringify(grown), 'grown')).toEqual(grown);
  });
});

describe('the registrations', () => {
  it('are those of the history, and the claims are as registered', () => {
    expect(changesSince(history, CLAIMS)).toEqual([]);
    expect(latestOf(history, CLAIMS)).toEqual(REGISTRATIONS);
    const source = readFileSync(new URL('../../src/claims/registrations.ts', import.meta.url), 'utf8');
    expect(renderRegistrations(REGISTRATIONS)).toBe(source);
  });

  it.each([
    ['no JSON', '{'],
    ['another form', '{"iml-appears": []}'],
    ['a declaration that was touched', text.replace('"threshold": 0.1', '"threshold": 0.01')],
    ['a version that is gone', text.replace('"version": 1', '"version": 2')],
  ])('are not read from a damaged history: %s', (_, damaged) => {
    expect(damaged).not.toBe(text);
    expect(() => parseHistory(damaged, 'history')).toThrow(expect.objectContaining({ code: 'invalid-fixture' }));
  });

  law.prop([fc.jsonValue(), fc.jsonValue()])('differ where their values differ, and nowhere else', (before, now) => {
    const [left, right] = [before, now].map((value) => JSON.parse(JSON.stringify(value)) as unknown);
    expect(differencesBetween(left, structuredClone(left))).toEqual([]);
    const isSame = JSON.stringify(left) === JSON.stringify(right);
    if (isSame) expect(differencesBetween(left, right)).toEqual([]);
    for (const { path } of differencesBetween(left, right)) expect(typeof path).toBe('string');
  });
});
