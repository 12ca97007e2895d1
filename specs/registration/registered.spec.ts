// Claims cannot move after the data: each planted change is refused when the registry is loaded, the difference is named, and
// golden/registrations.json holds what src/claims/registry/registrations.ts says.
import { readFileSync } from 'node:fs';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { changesSince, latestOf, renderRegistrations, withChanges } from '../../scripts/register/history.ts';
import { symbolArms } from '../../src/claims/arms/digit-grid.ts';
import type { Claim, ClaimTest } from '../../src/claims/claim.ts';
import { iml } from '../../src/claims/estimands.ts';
import { type Declaration, declarationOf, projectionOf, registered } from '../../src/claims/registry/declaration.ts';
import {
  differencesBetween,
  inWords,
  parseHistory,
  type RegisteredVersion,
} from '../../src/claims/registry/registration-history.ts';
import { ownKey, registrationOf } from '../../src/claims/registry/registration-of.ts';
import { REGISTRATIONS } from '../../src/claims/registry/registrations.ts';
import { CLAIMS, claimById } from '../../src/claims/registry/registry.ts';
import { pretrained } from '../../src/claims/rules.ts';
import { STRICT } from '../../src/decisions/design.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import { refusal } from '../refusal.ts';
import { withPart, withRule, withTest } from './edited-claims.ts';

const file = new URL('../../golden/registrations.json', import.meta.url);
const text = readFileSync(file, 'utf8');
const history = parseHistory(text, 'golden/registrations.json');

const claim = claimById('uninformative-tags-no-iml');
const version = REGISTRATIONS[claim.id]?.version;

describe('a claim that is not what was registered', () => {
  it.each([
    ['another alpha', withRule(claim, { alpha: 0.05 }), 'tests.0.parts.0.rule.alpha: 0.01 -> 0.05'],
    ['a margin off by ten', withRule(claim, { margin: 0.5 }), 'tests.0.parts.0.rule.margin: 0.05 -> 0.5'],
    ['another design', withRule(claim, { design: STRICT }), 'rule.design.evidence: "t-mixture" -> "sign-symmetry"'],
    [
      'a planned effect that fits what was found',
      withRule(claim, { planned: { effect: 0.01, standardDeviation: 0.02 } }),
      'planned',
    ],
    ['fewer seeds', withTest(claim, ({ seeds }) => ({ seeds: { ...seeds, quick: 6 } })), 'seeds.quick: 16 -> 6'],
    ['no say in the exit code', withTest(claim, () => ({ required: false })), 'required: true -> false'],
    ['no assay', withTest(claim, () => ({ assay: [] })), 'assay.0: "iml-appears" -> nothing'],
    [
      'other experiments',
      withTest(claim, () => ({ arms: { uninformative: symbolArms.bothReliable } })),
      'experiments.uninformative',
    ],
    ['another number', withPart(claim, () => ({ estimands: [iml('bothReliable')] })), 'parts.0.estimands.0.of.0.arm'],
    ['another side', withPart(claim, () => ({ predicted: 'greater' })), 'predicted: "none" -> "greater"'],
    [
      'a gate on another group',
      withTest(claim, () => ({ gates: [pretrained('uninformative')] })),
      'tests.0.gates.0.description: "Stage-1 loss in nats',
    ],
    ['a part less', withTest(claim, ({ parts: [first] }) => ({ parts: [first] })), 'tests.0.parts.1'],
    ['other words', { ...claim, statement: 'There may be a gap.' }, 'statement'],
    ['a gate less to pass', { ...claim, behind: 'iml-appears' }, 'behind: null -> "iml-appears"'],
  ] as const)('is refused: %s', (_, changed, words) => {
    expect(() => registered([changed], REGISTRATIONS)).toThrow(refusal('unregistered-change', `version ${version}`));
    const [change] = changesSince(history, [changed]);
    expect(change?.differences.map(inWords).join('\n')).toContain(words);
  });

  it('is refused if it was never registered', () => {
    const stranger = { ...claim, id: 'stranger' };
    expect(() => registered([stranger], REGISTRATIONS)).toThrow('never registered');
    expect(changesSince(history, [stranger])).toEqual([{ id: 'stranger', from: null, differences: [] }]);
  });

  it('gets a new version with its reason, and keeps the old one', () => {
    const changed = withRule(claim, { alpha: 0.005 });
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

describe('runs of the last version that did not say what is computed', () => {
  // It has not changed since.
  const kept = claimById('unreliable-definitions-still-leak');
  const formerOf = ({ id }: Claim) => history[id]?.findLast(({ declaration }) => 'rung' in (declaration as object));
  const registering = { date: '2030-01-01', reason: 'because' };
  const asked = { settings: { seeds: null }, seeds: [28_000], isOwn: false, version: null };
  const standing = (now: Claim, { task }: ClaimTest) => {
    const grown = withChanges(history, [now], registering);
    const declared = [{ [now.id]: formerOf(now)?.hash ?? '' }];
    return registrationOf({ claim: now, task, declared, versions: () => grown[now.id] ?? [], ...asked });
  };

  it('confirm every claim that has not changed since; the next version of each held all that was said then', () => {
    // Claims that came later never had that form.
    const carriedOver = CLAIMS.flatMap((one) => {
      const former = formerOf(one);
      return former === undefined ? [] : [{ one, former, later: history[one.id]?.slice(former.version) ?? [] }];
    });
    expect(carriedOver).toHaveLength(29);
    for (const { one, former, later } of carriedOver) {
      expect(contentHash(projectionOf(later[0]?.declaration as Declaration)), one.id).toBe(former.hash);
    }
    const unchanged = carriedOver.filter(({ later }) => later.length === 1);
    expect(unchanged.length).toBeGreaterThan(0);
    for (const { one } of unchanged) {
      for (const test of one.tests) expect(standing(one, test)).toMatchObject({ standing: 'confirmatory' });
    }
  });

  it("confirm claims of one's own until what the registered one computes is another", () => {
    const own = withTest(kept, () => ({ arms: { base: symbolArms.bothReliable } }));
    const declared = [{ [ownKey(own)]: contentHash(projectionOf(declarationOf(own))) }];
    const over = (versions: readonly RegisteredVersion[]) =>
      registrationOf({
        ...asked,
        isOwn: true,
        claim: own,
        task: 'digit-grid/symbols',
        declared,
        versions: () => versions,
      });
    const moved = withChanges(history, [withPart(kept, () => ({ estimands: [iml('base')] }))], registering);
    expect([history, moved].map((versions) => over(versions[kept.id] ?? []).standing)).toEqual([
      'confirmatory',
      'exploratory',
    ]);
  });

  it.each([
    ['a threshold', withRule(kept, { threshold: 0.5 }), 'tests.0.parts.0.rule.threshold: 0.05 -> 0.5'],
    [
      'what is computed',
      withPart(kept, () => ({ estimands: [iml('base')] })),
      'tests.0.parts.0.estimands.0.of.0.measurement',
    ],
    ['what a gate asks', withTest(kept, () => ({ gates: [pretrained('base')] })), 'tests.0.gates.0'],
  ])('detach where %s is another one', (_, now, words) => {
    const found = standing(now, kept.tests[0] as ClaimTest);
    expect(found.standing).toBe('exploratory');
    expect(found.differences.join('\n')).toContain(words);
    expect(contentHash(projectionOf(declarationOf(now))) === formerOf(now)?.hash).toBe(words.includes('estimands'));
  });
});

describe('the registrations', () => {
  it('are those of the history, and the claims are as registered', () => {
    expect(changesSince(history, CLAIMS)).toEqual([]);
    expect(latestOf(history, CLAIMS)).toEqual(REGISTRATIONS);
    const source = readFileSync(new URL('../../src/claims/registry/registrations.ts', import.meta.url), 'utf8');
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
