// Claims that move after the data: each change is refused when the registry is loaded.
import type { Claim, ClaimTest } from '../../../src/claims/claim.ts';
import { DECLARED_CLAIMS, powered } from '../../../src/claims/declared-claims.ts';
import { answers, BEFORE, iml, minus } from '../../../src/claims/estimands.ts';
import { registered } from '../../../src/claims/registry/declaration.ts';
import type { Declared } from '../../../src/claims/registry/registration-of.ts';
import { registrationOf } from '../../../src/claims/registry/registration-of.ts';
import { REGISTRATIONS } from '../../../src/claims/registry/registrations.ts';
import { claimById } from '../../../src/claims/registry/registry.ts';
import { CONFIRM_POOL } from '../../../src/claims/registry/seed-pools.ts';
import { withRules } from '../../../src/claims/rules.ts';
import { asRegistered } from '../../../src/claims/spelled-out.ts';
import type { DecisionRule } from '../../../src/decisions/decision.ts';
import { registeredVersions } from '../../../src/execution/campaign/verdict-board.ts';
import { errorOf } from '../planted/error-of.ts';
import { defectsOf, type Finding, type Planted, type Sound } from './defect.ts';

/** The registry as it is loaded, with one claim changed. */
function loaded(id: string, change: (claim: Claim) => Claim) {
  return errorOf(() =>
    registered(
      powered(DECLARED_CLAIMS.map(asRegistered).map((claim) => (claim.id === id ? change(claim) : claim))),
      REGISTRATIONS,
    ),
  );
}

const inFirstTest =
  (change: (test: ClaimTest) => ClaimTest) =>
  (claim: Claim): Claim => ({ ...claim, tests: claim.tests.map((test, index) => (index === 0 ? change(test) : test)) });
const inRules = (change: (rule: DecisionRule) => DecisionRule) => inFirstTest((test) => withRules(test, change));

function moved(id: string, what: string, claim: string, change: (claim: Claim) => Claim): Planted {
  const because = new RegExp(`The claim "${claim}" is not what was registered before the data`);
  return { id, what, mustBe: 'unregistered-change', because, run: () => loaded(claim, change) };
}

export const SOUND_REGISTRATIONS: readonly Sound[] = [
  {
    id: 'claims-as-registered',
    what: 'The claims as they are registered.',
    mustBe: 'unnoticed',
    run: () => loaded('iml-appears', (claim) => claim),
  },
  {
    id: 'runs-as-registered',
    what: 'Runs that were made when the claim was declared as it is.',
    mustBe: 'confirmatory',
    run: async () =>
      standingOver({ 'uninformative-tags-no-iml': REGISTRATIONS['uninformative-tags-no-iml']?.hash ?? '' }),
  },
];

/** What a claim says over runs that were made while it was declared otherwise. */
function standingOver(declared: Declared): Finding {
  const claim = claimById('uninformative-tags-no-iml');
  const { standing, reason } = registrationOf({
    claim,
    task: 'digit-grid/symbols',
    version: REGISTRATIONS[claim.id]?.version ?? null,
    isOwn: false,
    settings: { seeds: null },
    seeds: [CONFIRM_POOL],
    declared: [declared],
    versions: () => registeredVersions()(claim.id),
  });
  return { outcome: standing, reason: reason ?? 'as registered' };
}

export const REGISTRATION_DEFECTS = defectsOf('registration', [
  {
    id: 'registered-after-the-data',
    what: 'A claim is registered anew with a wider margin, and judged on the runs that suggested it.',
    mustBe: 'exploratory',
    because: /these runs were made when the claim was declared otherwise/,
    run: async () => standingOver({ 'uninformative-tags-no-iml': 'e'.repeat(64) }),
  },
  {
    id: 'claim-younger-than-its-runs',
    what: 'A claim is declared after its runs were made.',
    mustBe: 'exploratory',
    because: /the claim was declared after these runs were made/,
    run: async () => standingOver({}),
  },
  moved(
    'margin-ten-times',
    'The margin of a negative control is ten times as wide.',
    'before-stage-2-no-difference',
    inRules((rule) => (rule.kind === 'equivalence' ? { ...rule, margin: 10 * rule.margin } : rule)),
  ),
  moved(
    'alpha-ten-times',
    'Alpha is ten times as large.',
    'iml-appears',
    inRules((rule) => ({ ...rule, alpha: 0.1 })),
  ),
  moved(
    'threshold-a-tenth',
    'The smallest effect that counts is a tenth of the registered one.',
    'iml-appears',
    inRules((rule) => (rule.kind === 'existence' ? { ...rule, threshold: 0.01 } : rule)),
  ),
  moved(
    'more-seeds-at-most',
    'A claim that stayed undecided may look at more seeds.',
    'iml-appears',
    inRules((rule) =>
      rule.design?.kind === 'sequential' ? { ...rule, design: { ...rule.design, mostSeeds: 40 } } : rule,
    ),
  ),
  moved(
    'looks-earlier',
    'A claim may stop after fewer seeds.',
    'iml-appears',
    inRules((rule) =>
      rule.design?.kind === 'sequential' ? { ...rule, design: { ...rule.design, fewestSeeds: 7 } } : rule,
    ),
  ),
  moved(
    'gate-removed',
    'A validity gate that failed is taken away.',
    'iml-appears',
    inFirstTest((test) => ({ ...test, gates: [] })),
  ),
  moved(
    'gate-lowered',
    'A validity gate is lowered until the runs pass it.',
    'iml-appears',
    inFirstTest((test) => ({ ...test, gates: test.gates.map((gate) => ({ ...gate, minimum: 0.5 })) })),
  ),
  moved(
    'gate-of-another-group',
    'A validity gate asks a group that answers better.',
    'iml-appears',
    inFirstTest((test) => ({
      ...test,
      gates: test.gates.map((gate) => ({ ...gate, estimand: answers('base', 'D2QA2', BEFORE) })),
    })),
  ),
  moved(
    'computed-otherwise',
    'The number of a claim is computed from other groups, under the same name and rule.',
    'iml-appears',
    inFirstTest((test) => {
      const [first, ...others] = test.parts;
      return {
        ...test,
        parts: [{ ...first, estimands: [minus(iml('base'), iml('base', BEFORE))] }, ...others],
      };
    }),
  ),
  moved(
    'assay-removed',
    'A negative control no longer asks whether the harness could see anything.',
    'uninformative-tags-no-iml',
    inFirstTest((test) => ({ ...test, assay: [] })),
  ),
  moved(
    'part-removed',
    'The part of a claim that failed is left out.',
    'iml-appears',
    inFirstTest((test) => ({ ...test, parts: [test.parts[0]] })),
  ),
  moved(
    'claim-no-longer-required',
    'A claim that failed no longer counts for the exit code.',
    'iml-appears',
    inFirstTest((test) => ({ ...test, required: false })),
  ),
  moved(
    'experiment-exchanged',
    'The experiment is trained longer, since the effect was too small.',
    'iml-appears',
    inFirstTest((test) => ({
      ...test,
      arms: Object.fromEntries(
        Object.entries(test.arms).map(([name, arm]) => {
          const { protocol } = arm.change;
          const stage1 = { ...protocol?.stage1, length: { kind: 'epochs', epochs: 64 } } as const;
          return [name, { ...arm, change: { ...arm.change, protocol: { ...protocol, stage1 } } }];
        }),
      ),
    })),
  ),
  moved('claim-reworded', 'The statement of a claim is weakened to what was found.', 'iml-appears', (claim) => ({
    ...claim,
    statement: `${claim.statement} Or worse.`,
  })),
  moved(
    'gatekeeper-removed',
    'A claim no longer stands behind the claim that must hold first.',
    'tags-swapped-flips-iml',
    ({ behind: _, ...claim }) => claim,
  ),
  moved('design-removed', 'The design on which a claim failed is left out.', 'iml-appears', (claim) => ({
    ...claim,
    tests: claim.tests.slice(1),
  })),
  {
    id: 'never-registered',
    what: 'A claim is added after the data, without registration.',
    mustBe: 'unregistered-change',
    because: /never registered/,
    run: () => errorOf(() => registered([{ ...(DECLARED_CLAIMS[0] as Claim), id: 'found-afterwards' }], REGISTRATIONS)),
  },
  {
    id: 'planned-effect-too-small',
    what: 'A claim is declared whose design could hardly find the effect that it plans for.',
    mustBe: 'under-powered',
    because: /too small to find what it looks for/,
    run: () =>
      loaded(
        'iml-appears',
        inRules((rule) => ({ ...rule, planned: { effect: 0.11, standardDeviation: 0.1 } })),
      ),
  },
]);
