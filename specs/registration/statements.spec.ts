// The coverage table credits no statement of the paper to a test of something else, keeps every statement in sight, and says of a world
// whose verdicts are known what they mean.
import { describe, expect, it } from 'vitest';
import { type Claim, type ClaimPart, changedParts, finding, findingAgainst, kindOf } from '../../src/claims/claim.ts';
import { declaredCoverage } from '../../src/claims/registry/declared-coverage.ts';
import { CLAIMS, claimById } from '../../src/claims/registry/registry.ts';
import { STATEMENTS, type StatementId } from '../../src/claims/registry/statements.ts';
import { coverageOf, isDecided } from '../../src/claims/verdicts/coverage.ts';
import type { Verdict, VerdictWord } from '../../src/claims/verdicts/verdict.ts';
import type { Outcome } from '../../src/decisions/decision.ts';
import { contradictionLines, describeCoverage } from '../../src/report/describe-coverage.ts';
import { OTHER_SETTINGS, sampleDocument } from '../report/sample-document.ts';
import { withPart } from './edited-claims.ts';
import { DESIGNS, mislabelled } from './statement-designs.ts';

/** The claim with all parts of the design changed. */
function relabelled(id: string, design: number, change: (part: ClaimPart) => ClaimPart): Claim {
  const claim = claimById(id);
  const tests = claim.tests.map((test, index) =>
    index === design ? { ...test, parts: changedParts(test, change) } : test,
  );
  return { ...claim, tests };
}

describe('the statements of the paper', () => {
  it('are credited to no test of something else', () => {
    expect(mislabelled(CLAIMS)).toEqual([]);
  });

  it.each<[string, Claim, string]>([
    [
      'a symbol MLP for a convnet',
      relabelled('iml-appears', 0, (part) => finding('C21', part)),
      'nothing here can speak to C21',
    ],
    [
      'symbols for set inclusion',
      relabelled('iml-appears', 0, (part) => finding('C20', part)),
      'digit-grid/symbols does not stand for what C20 is about',
    ],
    [
      'attribution for questions',
      relabelled('attribution-shows-more-iml', 0, (part) => finding('C4', part)),
      'C4 is not about "base after-stage-2/who/exact-match D5"',
    ],
    [
      'a third tag below D5 for one above',
      relabelled('third-tag-in-between', 1, (part) =>
        part.bearing?.statement === 'C8b' ? finding('C8b', part) : part,
      ),
      'is called as-in-paper and is not',
    ],
    [
      'what is asked as the paper has it for its opposite',
      relabelled('single-stage-iml', 0, (part) => findingAgainst('C12a', part)),
      'is called opposed and is not',
    ],
    [
      'a number after Stage 2 for one before',
      relabelled('iml-appears', 0, (part) => finding('C6a', part)),
      'C6a is not about "base after-stage-2/qa/accuracy D5"',
    ],
    [
      'no label at all',
      withPart(claimById('single-stage-iml'), () => ({ bearing: undefined as never })),
      'says nothing of the paper',
    ],
  ])('are not credited where a label says otherwise: %s', (_, claim, complaint) => {
    expect(mislabelled([claim]).join('\n')).toContain(complaint);
  });

  it('are each spoken to by a part, or have a reason why not', () => {
    for (const { id, tests, reason, state } of declaredCoverage(CLAIMS)) {
      const { untestedBecause } = STATEMENTS.find((one) => one.id === id) ?? {};
      expect([id, tests.length > 0], reason ?? '').toEqual([id, untestedBecause === undefined]);
      expect(state === 'test exists, not run').toBe(reason === null);
      expect(id in DESIGNS).toBe(untestedBecause === undefined);
    }
    const lost = declaredCoverage(CLAIMS.filter(({ id }) => id !== 'set-inclusion-iml')).find(({ id }) => id === 'C20');
    expect(lost).toMatchObject({ state: 'untested', reason: 'no part speaks to it' });
  });

  it('keep all of the 28 claims in the denominator', () => {
    const claims = new Set(STATEMENTS.map(({ id }) => Number(/^C(\d+)[a-d]?$/.exec(id)?.[1])));
    expect([...claims]).toEqual(Array.from({ length: 28 }, (_, index) => index + 1));
  });
});

describe('every claim of the registry', () => {
  it('is a finding or a harness check in each of its tests, and checks are those that its design implies', () => {
    const checks = CLAIMS.filter(({ tests }) => tests.every((test) => kindOf(test) === 'harness-check'));
    expect(checks.map(({ id }) => id)).toEqual([
      'tags-swapped-flips-iml',
      'before-stage-2-no-difference',
      'misleading-tags-reverse-iml',
    ]);
    for (const { tests } of CLAIMS) for (const test of tests) expect(kindOf(test)).toBeDefined();
  });
});

const [sample] = sampleDocument.verdicts;
const decided = sample?.parts[0]?.decision;

/** @param outcomes of the parts, the last for all that follow */
function verdictOf(claim: Claim, design: number, outcomes: readonly Outcome[], word?: VerdictWord): Verdict {
  const test = claim.tests[design] as Claim['tests'][number];
  const parts = test.parts.map(({ name, unit, rule, bearing }, index) => {
    const outcome = outcomes[index] ?? outcomes.at(-1);
    return { name, unit, rule, decision: { ...decided, outcome }, perSeed: [], ...(bearing && { bearing }) };
  });
  const worst = (['invalid', 'not-reproduced', 'inconclusive'] as const).find((one) =>
    parts.some(({ decision }) => decision.outcome === one),
  );
  const { task, design: inWords, required } = test;
  const verdict = word ?? worst ?? 'reproduced';
  return { ...sample, claim: claim.id, task, design: inWords, required, verdict, parts } as Verdict;
}

/** All is reproduced but for what the evidence says otherwise: outcomes by claim and design. */
function world(otherwise: Readonly<Record<string, readonly Outcome[]>>): Verdict[] {
  return CLAIMS.flatMap((claim) =>
    claim.tests.map((_, design) => verdictOf(claim, design, otherwise[`${claim.id} ${design}`] ?? ['reproduced'])),
  );
}

const EVIDENCE = {
  'iml-appears 7': ['invalid'],
  'full-batch-iml 1': ['not-reproduced'],
  'full-batch-iml 2': ['not-reproduced'],
  'smaller-batches-more-iml 5': ['not-reproduced'],
  'set-inclusion-iml 0': ['invalid'],
  'three-stages-iml 0': ['not-reproduced'],
} as const;

const statusIn = (verdicts: readonly Verdict[], id: StatementId) =>
  coverageOf(verdicts, CLAIMS).statements.find((row) => row.id === id)?.status;

describe('the coverage of a world whose verdicts are known', () => {
  const coverage = coverageOf(world(EVIDENCE), CLAIMS);

  it.each<[StatementId, string]>([
    ['C1a', 'reproduced'],
    ['C2', 'exploratory'],
    ['C4', 'reproduced'],
    ['C8a', 'reproduced'],
    ['C8b', 'contradicted'],
    ['C8c', 'reproduced'],
    ['C13', 'exploratory'],
    ['C15a', 'design-dependent'],
    ['C15b', 'design-dependent'],
    ['C16b', 'reproduced'],
    ['C20', 'invalid'],
    ['C21', 'untested'],
    ['C24b', 'reproduced'],
    ['C17', 'exploratory'],
    ['C27a', 'exploratory'],
    ['C27b', 'untested'],
  ])('has %s as %s', (id, status) => {
    expect(coverage.statements.find((row) => row.id === id)?.status).toBe(status);
  });

  it('counts as tested what is decided, and nothing else', () => {
    const decidedRows = coverage.statements.filter(({ status }) => isDecided(status));
    expect(coverage.tested).toBe(decidedRows.length);
    expect(coverage.tested).toBe(Object.keys(DESIGNS).length - ['C2', 'C13', 'C17', 'C20', 'C27a'].length);
    expect(describeCoverage(coverage)).toContain('1 contradicted (C8b), 2 depend on the design (C15a, C15b).');
    expect(contradictionLines(coverage)).toMatchInlineSnapshot(`
      [
        "C8b is contradicted, or smaller than the smallest effect of interest: On attribution the third tag is above D5 (against it: third-tag-in-between, alias-entity).",
        "C15a depends on the design: Smaller batches show more IML (against it: smaller-batches-more-iml, alias-text, not required; for it: smaller-batches-more-iml, digit-grid/symbols, not required; smaller-batches-more-iml, digit-grid/symbols; smaller-batches-more-iml, digit-grid/handwriting; smaller-batches-more-iml, digit-grid/handwriting, not required; smaller-batches-more-iml, alias-text; smaller-batches-more-iml, alias-text, not required).",
        "C15b depends on the design: Full-batch training removes IML (against it: full-batch-iml, digit-grid/symbols, not required; for it: full-batch-iml, digit-grid/symbols, not required).",
      ]
    `);
  });

  it('credits a statement on no task that does not stand for it, whatever a part says', () => {
    const claimed = relabelled('iml-appears', 0, (part) => finding('C21', part));
    expect(statusIn([verdictOf(claimed, 0, ['reproduced'])], 'C21')).toBe('untested');
  });

  const third = claimById('third-tag-in-between');
  const appears = claimById('iml-appears');
  const notFirst = claimById('not-when-tag-first');
  it.each<[string, Verdict[], StatementId, string]>([
    [
      'the opposite that is not there shows nothing',
      [verdictOf(third, 1, ['reproduced', 'reproduced', 'not-reproduced'])],
      'C8b',
      'undecided',
    ],
    [
      'one part of a test that fails leaves the others',
      [verdictOf(third, 1, ['reproduced', 'reproduced', 'not-reproduced', 'reproduced'])],
      'C8a',
      'reproduced',
    ],
    [
      'one of two parts on it is enough against it',
      [verdictOf(appears, 0, ['reproduced', 'not-reproduced'])],
      'C4',
      'contradicted',
    ],
    [
      'a null of which single models prefer a tag, though their mean is 0',
      [verdictOf(claimById('uninformative-tags-no-iml'), 0, ['reproduced', 'reproduced', 'not-reproduced'])],
      'C16b',
      'contradicted',
    ],
    [
      'a probe that is at chance in one layer and not in all',
      [verdictOf(notFirst, 0, ['reproduced']), verdictOf(notFirst, 1, ['not-reproduced', 'reproduced'])],
      'C24b',
      'design-dependent',
    ],
    [
      'required tests that disagree',
      [verdictOf(appears, 0, ['reproduced']), verdictOf(appears, 5, ['not-reproduced'])],
      'C4',
      'design-dependent',
    ],
    [
      'a required test that is open is not decided by one that is not required',
      [verdictOf(appears, 0, ['inconclusive']), verdictOf(appears, 7, ['reproduced'])],
      'C4',
      'undecided',
    ],
    [
      'a family that asks for more than all its parts have',
      [verdictOf(appears, 0, ['reproduced'], 'inconclusive')],
      'C4',
      'undecided',
    ],
    [
      'one of several designs, none of which has more say than another',
      [verdictOf(claimById('full-batch-iml'), 0, ['reproduced'])],
      'C15b',
      'undecided',
    ],
    [
      'a single design without a say',
      [verdictOf(claimById('set-inclusion-iml'), 0, ['reproduced'])],
      'C20',
      'reproduced',
    ],
    ['a test that failed its gate', [verdictOf(appears, 0, ['reproduced'], 'invalid')], 'C4', 'invalid'],
    ['a test that was not asked', [verdictOf(appears, 0, ['reproduced'], 'not-run')], 'C4', 'untested'],
    [
      'seeds that were chosen',
      [{ ...verdictOf(appears, 0, ['reproduced']), registration: OTHER_SETTINGS }],
      'C4',
      'exploratory',
    ],
  ])('%s', (_, verdicts, id, status) => {
    expect(statusIn(verdicts, id)).toBe(status);
  });
});
