// Claims cannot move after the data, at the time of judging: runs that were made under another declaration of a claim, or before it
// was declared, detach. The verdict is invalid, says so, and shows what changed; new seeds or a new ledger bring it back. Some 20 s: whole reports
// are judged again under each change.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { tinyExperiment } from '../../lab/defects/fabricated/tiny-experiment.ts';
import { withChanges } from '../../scripts/register/history.ts';
import { unchanged } from '../../src/claims/arms/arm.ts';
import { experimentsOf } from '../../src/claims/arms/experiments-of.ts';
import type { Claim, ClaimTest } from '../../src/claims/claim.ts';
import { half } from '../../src/claims/estimands.ts';
import { declarationOf } from '../../src/claims/registry/declaration.ts';
import { parseHistory } from '../../src/claims/registry/registration-history.ts';
import { declaredReaders, ownKey, registrationOf } from '../../src/claims/registry/registration-of.ts';
import { CLAIMS, claimById } from '../../src/claims/registry/registry.ts';
import { beaconSeed, CONFIRM_POOL, GOLDEN_POOL, NIGHTLY_POOL } from '../../src/claims/registry/seed-pools.ts';
import { exitCodeOfVerdicts } from '../../src/cli/exit-codes.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import type { VerifyRequest } from '../../src/execution/campaign/verify-request.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import { experimentHash } from '../../src/experiments/experiment.ts';
import { CLEAR, plant, plantedClaim, verifyPlanted } from '../execution/planted-claims.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { withPart, withRule, withTest } from './edited-claims.ts';

const root = sharedFolder('exploratory');
let folders = 0;
const newFolder = () => join(root, String(folders++));

/** Planted runs in a real ledger, through the whole of a verification. */
async function verify(claims: readonly Claim[], ledgerFolder: string, changes: Partial<VerifyRequest> = {}) {
  const document = await verifyPlanted({
    catalogue: claims,
    firstSeed: CONFIRM_POOL,
    ledgerFolder,
    train: plant((_, seed) => CLEAR[seed % 8] as number),
    ...changes,
  });
  const [verdict] = document.verdicts;
  if (verdict === undefined) throw new Error('no verdict');
  return { document, verdict, code: exitCodeOfVerdicts(document.verdicts) };
}

const claim = plantedClaim('planted', 16);

describe('runs of a claim that changed', () => {
  it.each([
    ['the threshold', withRule(claim, { threshold: 0.01 })],
    ['alpha', withRule(claim, { alpha: 0.02 })],
    ['what was planned', withRule(claim, { planned: { effect: 0.4, standardDeviation: 0.1 } })],
    ['the seeds', withTest(claim, () => ({ seeds: { quick: 16 } }))],
    ['the say in the exit code', withTest(claim, () => ({ required: false }))],
    ['the words', { ...claim, statement: 'It is there.' }],
  ])('are exploratory where %s changed, and no pass', async (_, changed) => {
    const ledger = newFolder();
    expect(await verify([claim], ledger)).toMatchObject({
      verdict: { verdict: 'reproduced', registration: { version: null, standing: 'confirmatory', differences: [] } },
      code: 0,
    });
    const { verdict, code } = await verify([changed], ledger);
    expect(verdict).toMatchObject({ verdict: 'invalid', registration: { standing: 'exploratory' } });
    expect(verdict.reason).toMatch(/^Exploratory: .*Without that it would be reproduced: /);
    expect(verdict.reason).toContain('`--first-seed` on seeds that were never used');
    expect(code).toBe(12);
    // The runs stay for the claim that they were made for.
    expect((await verify([claim], ledger)).code).toBe(0);
  });

  it('count again with new seeds, and with a new ledger', async () => {
    const ledger = newFolder();
    const changed = withRule(claim, { threshold: 0.01 });
    await verify([claim], ledger);
    const onNewSeeds = await verify([changed], ledger, { firstSeed: CONFIRM_POOL + 1000 });
    expect([onNewSeeds.verdict.registration?.standing, onNewSeeds.code]).toEqual(['confirmatory', 0]);
    expect((await verify([changed], newFolder())).code).toBe(0);
  });

  it('are exploratory for a claim that was declared after them, if its rules are no registered ones', async () => {
    const ledger = newFolder();
    await verify([claim], ledger);
    const later = await verify([{ ...claim, id: 'an-afterthought' }], ledger);
    expect([later.verdict.verdict, later.code]).toEqual(['invalid', 12]);
    expect(later.verdict.reason).toContain('was declared after these runs were made');
  });

  it('serve a claim whose title alone is another', async () => {
    const ledger = newFolder();
    await verify([claim], ledger);
    expect((await verify([{ ...claim, title: 'Other words' }], ledger)).code).toBe(0);
  });

  it('are taken as they were where their files hold no declarations', async () => {
    const ledger = newFolder();
    const asBefore = plant((_, seed) => CLEAR[seed % 8] as number);
    const train: typeof asBefore = (request) =>
      asBefore({ ...request, cohorts: request.cohorts.map(({ declared: _, ...cohort }) => cohort) });
    await verify([claim], ledger, { train });
    const { code, verdict } = await verify([withRule(claim, { threshold: 0.01 })], ledger);
    expect([code, verdict.registration?.standing]).toEqual([0, 'confirmatory']);
  });
});

describe('settings that are not declared', () => {
  it.each([
    ['as declared', {}, 'confirmatory', null],
    ['one look at the declared number', { design: 'fixed' }, 'confirmatory', 'Looks once'],
    ['other seeds of the pool', { firstSeed: CONFIRM_POOL + 500 }, 'confirmatory', null],
    ['seeds of a night', { firstSeed: NIGHTLY_POOL }, 'confirmatory', null],
    ['seeds that a public text draws', { firstSeed: beaconSeed('a text') }, 'confirmatory', null],
    ['a number of seeds', { seeds: 10 }, 'other-settings', '10 seeds a claim'],
    ['seeds of development', { firstSeed: 0 }, 'other-settings', 'the pool for development'],
    ['seeds of the goldens', { firstSeed: GOLDEN_POOL }, 'other-settings', 'the pool that goldens are made from'],
    ['seeds that reach into the goldens', { firstSeed: GOLDEN_POOL - 2 }, 'other-settings', 'goldens'],
  ] as const)('are named, and are no pass: %s', async (_, changes, standing, words) => {
    const { verdict, code } = await verify([claim], newFolder(), changes);
    const expected = standing === 'confirmatory' ? 0 : 18;
    expect([verdict.verdict, verdict.registration?.standing, code]).toEqual(['reproduced', standing, expected]);
    if (words === null) expect(verdict.registration?.reason).toBeNull();
    else expect(verdict.registration?.reason).toContain(words);
  });
});

const history = parseHistory(
  readFileSync(new URL('../../golden/registrations.json', import.meta.url), 'utf8'),
  'golden/registrations.json',
);

/** What a registered claim says over runs that were made while the registry was another. */
function over(then: Claim, now: Claim, task: string) {
  const grown = withChanges(withChanges(history, [then], registering), [now], registering);
  return registrationOf({
    claim: now,
    task,
    version: grown[now.id]?.length ?? 0,
    isOwn: false,
    settings: { seeds: null },
    seeds: [CONFIRM_POOL],
    declared: [{ [then.id]: contentHash(declarationOf(then)) }],
    versions: () => grown[now.id] ?? [],
  });
}
const registering = { date: '2030-01-01', reason: 'because' };

describe('runs of an earlier version of a registered claim', () => {
  const registered = claimById('uninformative-tags-no-iml');
  const onSymbols = 'digit-grid/symbols';

  it('detach with the dates, the reason and the difference', () => {
    const found = over(registered, withRule(registered, { margin: 0.5 } as Partial<DecisionRule>), onSymbols);
    expect(found).toMatchObject({
      standing: 'exploratory',
      differences: ['tests.0.parts.0.rule.margin: 0.05 -> 0.5'],
    });
    expect(found.reason).toMatch(
      /as version \d+ of 2026-.*it now is version \d+ of 2030-01-01, with the reason "because"/,
    );
  });

  it('stay where what changed is a test on another task', () => {
    const [first, ...others] = registered.tests as [ClaimTest, ...ClaimTest[]];
    const without = { ...registered, tests: others.filter(({ task }) => task !== onSymbols).slice(1) };
    const grown = { ...registered, tests: [first, ...without.tests] };
    expect(over(grown, registered, onSymbols).standing).toBe('confirmatory');
  });

  it('name every claim that read them, and only those, when they are made', () => {
    const readers = declaredReaders({ imagesDigest: 'pictures' });
    for (const one of CLAIMS) {
      for (const test of one.tests) {
        for (const experiment of Object.values(experimentsOf(test.arms, 'pictures'))) {
          expect(readers.get(experimentHash(experiment))?.[one.id]).toBe(contentHash(declarationOf(one)));
        }
      }
    }
    expect(readers.get(experimentHash(tinyExperiment()))).toBeUndefined();
    const own = declaredReaders({ imagesDigest: 'pictures', catalogue: [claim] });
    const { base } = experimentsOf(claim.tests[0]?.arms ?? {}, '');
    expect(Object.keys(own.get(experimentHash(base as never)) ?? {})).toEqual([ownKey(claim)]);
  });
});

const changedNumber = fc.double({ min: 0.001, max: 0.4, noNaN: true });
const anyClaim = fc.constantFrom(...CLAIMS);
const edits: Readonly<Record<string, (claim: Claim, number: number) => Claim>> = {
  alpha: (one, number) => withRule(one, { alpha: number }),
  planned: (one, number) => withRule(one, { planned: { effect: number, standardDeviation: number } }),
  'threshold or margin': (one, number) =>
    withPart(one, ({ rule }) => {
      const moved = {
        existence: { threshold: number },
        equivalence: { margin: number },
        dispersion: { margin: number },
        trend: { endpointThreshold: number },
        pattern: { margin: number },
      }[rule.kind];
      return { rule: { ...rule, ...moved } as DecisionRule };
    }),
  'most seeds': (one, number) =>
    withPart(one, ({ rule }) => {
      const design = { ...(rule.design as { kind: 'sequential' }), mostSeeds: 33 + Math.floor(number * 100) };
      return { rule: { ...rule, design } as DecisionRule };
    }),
  'gate minimum': (one, minimum) =>
    withTest(one, ({ gates }) => ({
      gates: [...gates.map((gate) => ({ ...gate, minimum })), { description: 'new', minimum, estimand: 1 }],
    })),
  'what is computed': (one) => withPart(one, ({ estimands: [first] }) => ({ estimands: [half(first)] })),
  'what a gate asks': (one) =>
    withTest(one, ({ gates }) => ({ gates: gates.map((gate) => ({ ...gate, estimand: half(gate.estimand) })) })),
  seeds: (one, number) => withTest(one, () => ({ seeds: { quick: 100 + Math.floor(number * 100) } })),
  range: (one, number) => withPart(one, () => ({ range: { low: -number, high: number } })),
  assay: (one) => withTest(one, ({ assay }) => ({ assay: [...assay, 'another-claim'] })),
  experiment: (one, number) =>
    withTest(one, ({ arms }) => ({
      arms: {
        ...arms,
        ...unchanged({ another: tinyExperiment({ model: { width: 5 + Math.floor(number * 100) } }) }),
      },
    })),
  gate: (one) => ({ ...one, behind: 'another-claim' }),
};

describe('any edit of what is declared', () => {
  law.prop([anyClaim, fc.constantFrom(...Object.keys(edits)), changedNumber])(
    'changes the hash and detaches older runs',
    (one, field, number) => {
      const edited = edits[field]?.(one, number) ?? one;
      const [before, now] = [one, edited].map((each) => contentHash(declarationOf(each)));
      const found = over(one, edited, one.tests[0]?.task ?? '');
      // The number drawn may be the one that was there.
      const same = before === now;
      expect([found.hash === before, found.standing]).toEqual([same, same ? 'confirmatory' : 'exploratory']);
      if (!same) expect(found.differences.length).toBeGreaterThan(0);
    },
  );

  law.prop([anyClaim, fc.string(), fc.string()])('is no edit of its title or source', (one, title, source) => {
    const renamed = { ...one, title, source };
    expect(over(one, renamed, one.tests[0]?.task ?? '')).toMatchObject({ standing: 'confirmatory', differences: [] });
  });
});
