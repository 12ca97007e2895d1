// What a test must compute to speak to a statement of the paper: said a second time, apart from the claims and from the statements, so that
// a label that was put on the wrong part is seen. Numbers are named "arm measurement group".
import type { Claim, ClaimPart, TaskName } from '../../src/claims/claim.ts';
import type { Estimand } from '../../src/claims/estimands.ts';
import { STATEMENTS } from '../../src/claims/registry/statements.ts';

interface StatementDesign {
  readonly on: readonly TaskName[];
  /** Everything that it reads. */
  readonly reads: RegExp;
  /** What the paper has more of: the first of these that is read at all. */
  readonly more: readonly RegExp[];
  /** 1: the paper says there is more of it; 0: no difference; null: the paper gives no result. */
  readonly says: 1 | 0 | null;
}

const LANGUAGE: readonly TaskName[] = [
  'named-entities',
  'alias-entity',
  'alias-text',
  'digit-grid/symbols',
  'digit-grid/handwriting',
];
const ENTITIES: readonly TaskName[] = ['named-entities', 'alias-entity'];
const IN_CONTEXT: readonly TaskName[] = ['alias-entity'];
const MECHANISM: readonly TaskName[] = ['alias-text', 'digit-grid/symbols'];

const AFTER = 'after-stage-2(-swapped)?(-deal-\\d+)?';
const NEW = /after-stage-2(-deal-\d+)?\/qa\/\S+ D5$/;
const questions = (moment: string, groups: string) => new RegExp(`^\\w+ ${moment}/qa/\\S+ (${groups})$`);
const attribution = (moment: string, groups: string) => new RegExp(`^\\w+ ${moment}/(who|name)/\\S+ (${groups})$`);

export const DESIGNS: Readonly<Record<string, StatementDesign>> = {
  C1a: { on: LANGUAGE, reads: questions('before-stage-2', 'D1QA1|QA3'), more: [/ D1QA1$/], says: 1 },
  C1b: { on: LANGUAGE, reads: questions('before-stage-2', 'D1QA1|D2QA2'), more: [/ D1QA1$/], says: 1 },
  C2: { on: LANGUAGE, reads: questions('before-stage-2', 'QA3|D2QA2'), more: [/ QA3$/], says: 1 },
  C4: { on: LANGUAGE, reads: questions(AFTER, 'D5|D6'), more: [NEW], says: 1 },
  C5a: { on: LANGUAGE, reads: questions(AFTER, 'D5|QA7'), more: [/ D5$/], says: 1 },
  C5b: { on: LANGUAGE, reads: questions(AFTER, 'D6|QA7'), more: [/ D6$/], says: 1 },
  C6a: { on: LANGUAGE, reads: questions('before-stage-2', 'D5|D6'), more: [/ D5$/], says: 0 },
  C6b: { on: ENTITIES, reads: attribution('before-stage-2', 'D5|D6'), more: [/ D5$/], says: 0 },
  C7a: {
    on: ENTITIES,
    reads: attribution(AFTER, 'D5|D6'),
    more: [/after-stage-2(-deal-\d+)?\/(who|name)\/\S+ D5$/],
    says: 1,
  },
  C7b: {
    on: ENTITIES,
    reads: new RegExp(` ${AFTER}/(qa|who|name)/\\S+ (D5|D6)$`),
    more: [/after-stage-2(-deal-\d+)?\/(who|name)\/\S+ D5$/],
    says: 1,
  },
  C8a: { on: LANGUAGE, reads: questions('after-stage-2', 'D5|D6|D8'), more: [/ D5$/, / D8$/], says: 1 },
  C8b: { on: ENTITIES, reads: attribution('after-stage-2', 'D5|D8'), more: [/ D8$/], says: 1 },
  C8c: { on: ENTITIES, reads: attribution('after-stage-2', 'D6|D8'), more: [/ D8$/], says: 1 },
  C9: {
    on: MECHANISM,
    reads: / before-stage-2\/qa\/agreement-with-definition D2QA2$/,
    more: [/ D2QA2$/],
    says: 1,
  },
  C12a: { on: LANGUAGE, reads: questions('after-single-stage', 'D5|D6'), more: [/ D5$/], says: 1 },
  C13: { on: LANGUAGE, reads: /^threeStages after-stage-2\/qa\//, more: [/ D5$/], says: null },
  C14: {
    on: LANGUAGE,
    reads: questions(AFTER, 'D5|D6'),
    more: [/^(base|width32|large128) after-stage-2\/qa\/\S+ D5$/],
    says: 1,
  },
  C15a: {
    on: LANGUAGE,
    reads: questions(AFTER, 'D5|D6'),
    more: [/^(batch16|batch64|base|converged64) after-stage-2\/qa\/\S+ D5$/],
    says: 1,
  },
  C15b: { on: LANGUAGE, reads: /^fullBatch after-stage-2\/qa\/\S+ (D5|D6)$/, more: [/ D5$/], says: 0 },
  C16a: { on: LANGUAGE, reads: questions('after-stage-2', 'D5|D6'), more: [/^base .* D5$/], says: 1 },
  C16b: {
    on: LANGUAGE,
    reads: /^uninformative after-stage-2(-swapped)?\/qa\/\S+ (D5|D6)$/,
    more: [/ D5$/],
    says: 0,
  },
  C17: {
    on: MECHANISM,
    reads: /^nearlyReliable before-stage-2\/qa\/agreement-with-definition (D1QA1-inconsistent|D2QA2-consistent)$/,
    more: [/ D1QA1-inconsistent$/],
    says: 1,
  },
  C18a: { on: ENTITIES, reads: /^TAE after-stage-2\/who\/\S+ (D5|D6)$/, more: [/ D5$/], says: 1 },
  C18b: { on: ENTITIES, reads: attribution('after-stage-2', 'D5|D6'), more: [/^(TAE|ATE) .* D5$/], says: 1 },
  C18c: { on: ENTITIES, reads: /^(AET|EAT|ETA|TEA) after-stage-2\/who\/\S+ (D5|D6)$/, more: [/ D5$/], says: 0 },
  C19a: { on: IN_CONTEXT, reads: /^inContext after-single-stage\/qa\/\S+ (D5|D6)$/, more: [/ D5$/], says: 1 },
  C19b: { on: IN_CONTEXT, reads: /^inContext after-single-stage\/qa\/\S+ (D6|QA7)$/, more: [/ D6$/], says: 0 },
  C20: { on: ['set-inclusion'], reads: questions('after-stage-2', 'D5|D6'), more: [NEW], says: 1 },
  C24a: { on: MECHANISM, reads: /^aliasFirst before-stage-2\/probe-excess\//, more: [/probe-excess/], says: 1 },
  C24b: { on: MECHANISM, reads: /^(base|tagFirst) before-stage-2\/probe-excess\//, more: [/probe-excess/], says: 0 },
  C25: {
    on: MECHANISM,
    reads: /^(base before-stage-2|fromStart before-stage-[12])\/gradient-cosine (un)?reliable-tag$/,
    more: [/ before-stage-2\/gradient-cosine reliable-tag$/],
    says: 1,
  },
  C26: {
    on: MECHANISM,
    reads: / before-stage-2\/gradient-cosine (un)?reliable-tag$/,
    more: [/^(base|converged64) .* reliable-tag$/, /^(batch256|converged256) .* reliable-tag$/],
    says: 1,
  },
  C27a: { on: LANGUAGE, reads: /^randomTags after-stage-2\/qa\/\S+ (D5|D6)$/, more: [/ D5$/], says: null },
  C28: { on: ENTITIES, reads: attribution(AFTER, 'D6|QA7'), more: [/ D6$/], says: 1 },
};

/** How much of each number an estimand takes, by its name. */
function weightsIn(estimand: Estimand, weight = 1): (readonly [name: string, weight: number])[] {
  if (typeof estimand === 'number' || estimand.kind === 'final-loss') return [];
  if (estimand.kind === 'measured') return [[`${estimand.arm} ${estimand.measurement} ${estimand.group}`, weight]];
  const share = { minus: 1, half: 1 / 2, mean: 1 / estimand.of.length }[estimand.kind];
  return estimand.of.flatMap((operand, index) =>
    weightsIn(operand, weight * share * (estimand.kind === 'minus' && index === 1 ? -1 : 1)),
  );
}

/** What a part says of a statement: of a pattern, the cells that ask for what that says. */
function speaking({ rule, estimands }: ClaimPart, says: StatementDesign['says']): readonly Estimand[] {
  if (rule.kind !== 'pattern') return estimands;
  const expected = says === 0 ? 'chance' : 'above';
  return estimands.filter((_, index) => rule.cells[index]?.expected === expected);
}

/** 1: the part asks for more of it; -1: for less; 0: for no difference. */
function askedOf(part: ClaimPart, { more, says }: StatementDesign): number {
  const { rule } = part;
  const weights = speaking(part, says).flatMap((one) => weightsIn(one));
  const found = more.flatMap((pattern) => weights.filter(([name]) => pattern.test(name)))[0];
  const side = Math.sign(found?.[1] ?? Number.NaN);
  if (rule.kind === 'equivalence' || rule.kind === 'dispersion' || (rule.kind === 'pattern' && says === 0)) return 0;
  return rule.kind === 'existence' && rule.direction === 'less' ? -side : side;
}

/** What is wrong with the labels of parts; the same function judges the claims and the planted ones. */
export function mislabelled(claims: readonly Claim[]): string[] {
  return claims.flatMap(({ id, tests }) =>
    tests.flatMap(({ task, parts }) =>
      parts.flatMap((part) =>
        complaintsAbout(part, task).map((complaint) => `${id}, ${task}, ${part.name}: ${complaint}`),
      ),
    ),
  );
}

function complaintsAbout(part: ClaimPart, task: TaskName): string[] {
  const { bearing } = part;
  if (bearing === undefined) return ['says nothing of the paper'];
  if (bearing.statement === null) return [];
  const design = DESIGNS[bearing.statement];
  if (design === undefined) return [`nothing here can speak to ${bearing.statement}`];
  const { on, reads, says } = design;
  const standsFor = STATEMENTS.find(({ id }) => id === bearing.statement)?.tasks ?? [];
  const names = speaking(part, says).flatMap((one) => weightsIn(one).map(([name]) => name));
  const foreign = names.find((name) => !reads.test(name));
  const asked = askedOf(part, design);
  const agrees = says === null || (says === 0 ? asked === 0 : asked === 1);
  return [
    ...(on.includes(task) && standsFor.includes(task)
      ? []
      : [`${task} does not stand for what ${bearing.statement} is about`]),
    ...(foreign === undefined ? [] : [`${bearing.statement} is not about "${foreign}"`]),
    ...(agrees === (bearing.prediction === 'as-in-paper') ? [] : [`is called ${bearing.prediction} and is not`]),
  ];
}
