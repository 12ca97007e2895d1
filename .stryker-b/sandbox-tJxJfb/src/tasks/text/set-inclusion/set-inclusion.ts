// The set-inclusion world of one seed (paper.md 2.7): a definition says which number an alias stands for, and questions ask
// whether it is among the numbers listed.

import { type Static, Type } from 'typebox';
import { HarnessError } from '../../../errors/harness-error.ts';
import type { RandomStream } from '../../../randomness/random-stream.ts';
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { closed } from '../../../schemas/parts.ts';
import {
  ConsistentShareSchema,
  countAliases,
  dealRoles,
  GROUPS,
  type GroupName,
  GroupSizesSchema,
  type TagRole,
  tagsByRole,
} from '../../groups.ts';
import { aliasPositions, drawAliasNames, TokenList } from '../alias-names.ts';
import { drawOthers, questionSets } from '../question-set.ts';
import { type DocumentRow, type TextWorld, writeWorld } from '../text-world.ts';

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawSetInclusion(config: SetInclusionConfig, tree: SeedTree): TextWorld {
  return write(config, draw(config, tree));
}

/** Tokens, names, numbers, what definitions say of them, and the lists that are asked. */
function draw(config: SetInclusionConfig, tree: SeedTree) {
  const { numbers } = config;
  const aliases = countAliases(config.groups);
  const world = tree.child('world');
  const cast = dealRoles(config, world);

  const tokens = new TokenList();
  const ask = tokens.add('special', '<ask>');
  const byRole = tagsByRole(tokens.addTags(), cast.reliableTag);
  const [right, wrong] = [tokens.add('value', 'true'), tokens.add('value', 'false')];
  const numberTokens = tokens.addMany(numbers, 'value', String);
  const names = drawAliasNames({ ...config, aliases }, { tokens, tree: world.child('aliases') });

  const targetStream = world.child('numbers').stream();
  const targets = Array.from({ length: aliases }, () => targetStream.integerBelow(numbers));
  // Another number may be an anchor, but is never the target.
  const others = drawOthers(targets, numbers, world.child('wrong numbers'));
  const defined = targets.map((target, alias) => (cast.inconsistent.has(alias) ? others[alias] : target));
  const asked = drawSetQuestions(config, targets, world);
  return { cast, vocabulary: tokens.finish(), ask, byRole, right, wrong, numberTokens, names, defined, asked };
}

function write({ aliasTokens, listed }: SetInclusionConfig, drawn: ReturnType<typeof draw>): TextWorld {
  const { cast, vocabulary, ask, right, wrong, numberTokens, names, defined, asked, byRole } = drawn;
  const { members } = cast;
  const tokenOf = (number: number) => numberTokens[number] as number;
  const nameOf = (alias: number) => names[alias] as DocumentRow;
  const askedAbout = (alias: number) => asked[alias] as SetQuestions;
  const definition = (alias: number, role: TagRole): DocumentRow => [
    byRole[role],
    ...nameOf(alias),
    tokenOf(defined[alias] as number),
  ];
  const question = (alias: number, { list, answer }: SetQuestion): DocumentRow => [
    ask,
    ...nameOf(alias),
    ...list.map(tokenOf),
    answer ? right : wrong,
  ];
  const definitionSays = (alias: number, { list }: SetQuestion) =>
    list.includes(defined[alias] as number) ? right : wrong;
  const questionsOf = (group: GroupName) =>
    members[group].flatMap((alias) =>
      askedAbout(alias).test.map((test) => ({
        row: question(alias, test),
        candidates: [[right, wrong]],
        definitionAnswer: GROUPS[group].defined === 1 ? definitionSays(alias, test) : null,
      })),
    );
  const retrievalOf = (group: GroupName, role: TagRole) =>
    members[group].map((alias) => ({
      row: definition(alias, role),
      candidates: [numberTokens],
      definitionAnswer: null,
    }));

  return writeWorld({
    ...{ vocabulary, cast },
    maximumLength: aliasTokens + listed + 2,
    definition: (alias, role) => [definition(alias, role)],
    trainedQuestions: (alias) => askedAbout(alias).training.map((training) => question(alias, training)),
    questionsAbout: (alias) =>
      [...askedAbout(alias).training, ...askedAbout(alias).test].map((each) => question(alias, each)),
    questions: questionSets(questionsOf, retrievalOf),
    // The first test question is a true one, so that the answer is the same for every alias.
    probe: (alias) => question(alias, askedAbout(alias).test[0] as SetQuestion),
    probePositions: [
      'ask',
      ...aliasPositions(aliasTokens),
      ...Array.from({ length: listed }, (_, place) => `number ${place + 1}`),
    ],
  });
}

interface SetQuestion {
  readonly list: readonly number[];
  /** Whether the alias's number is in the list. */
  readonly answer: boolean;
}

interface SetQuestions {
  /** Target first. */
  readonly anchors: readonly number[];
  /** First the true ones, then the false ones, as many of each. */
  readonly training: readonly SetQuestion[];
  readonly test: readonly SetQuestion[];
}

// The lists that questions of the set-inclusion task ask about (paper.md 2.7). A list is a set: no alias is asked about the
// same numbers twice, in whatever order, so that no test question was trained.

/** @param targets the number that each alias stands for */
export function drawSetQuestions(
  config: SetInclusionConfig,
  targets: readonly number[],
  world: SeedTree,
): readonly SetQuestions[] {
  checkLists(config);
  return targets.map((target, alias) =>
    drawForAlias(config, target, (name) => world.child(name).child(alias).stream()),
  );
}

function drawForAlias(
  { numbers, listed, intersection, trainQuestions, testQuestions }: SetInclusionConfig,
  target: number,
  streamNamed: (name: string) => RandomStream,
): SetQuestions {
  const others = allBut(numbers, [target]);
  const anchors = [
    target,
    ...streamNamed('anchors')
      .choice(others.length, intersection - 1)
      .map((place) => others[place] as number),
  ];
  const seen = new Set<string>();
  const lists = (count: number, parts: Omit<ListParts, 'listed' | 'seen'>) =>
    Array.from({ length: count / 2 }, () => drawList({ ...parts, listed, seen }));
  const asked = (count: number, fixed: readonly number[], name: string) => {
    const stream = streamNamed(name);
    const pool = allBut(numbers, fixed);
    return [
      ...lists(count, { fixed, pool, stream }).map((list) => ({ list, answer: true })),
      ...lists(count, { fixed: [], pool, stream }).map((list) => ({ list, answer: false })),
    ];
  };
  return {
    anchors,
    training: asked(trainQuestions, anchors, 'training lists'),
    test: asked(testQuestions, [target], 'test lists'),
  };
}

interface ListParts {
  readonly fixed: readonly number[];
  /** Where the rest of the list comes from. */
  readonly pool: readonly number[];
  readonly listed: number;
  /** Lists of the alias so far; the new one is added. */
  readonly seen: Set<string>;
  readonly stream: RandomStream;
}

/** Uniform over the sets that are new, in random order. */
function drawList({ fixed, pool, listed, seen, stream }: ListParts): readonly number[] {
  for (;;) {
    const rest = stream.choice(pool.length, listed - fixed.length).map((place) => pool[place] as number);
    const list = [...fixed, ...rest];
    const key = [...list].sort((a, b) => a - b).join();
    if (seen.has(key)) continue;
    seen.add(key);
    return stream.permutation(listed).map((place) => list[place] as number);
  }
}

const allBut = (numbers: number, left: readonly number[]) =>
  Array.from({ length: numbers }, (_, number) => number).filter((number) => !left.includes(number));

/** There must be as many different lists of each sort as are asked. */
function checkLists({ numbers, listed, intersection, trainQuestions, testQuestions }: SetInclusionConfig): void {
  const all = (trainQuestions + testQuestions) / 2;
  for (const [sort, wanted, available] of [
    ['true training', trainQuestions / 2, combinations(numbers - intersection, listed - intersection)],
    ['false training', trainQuestions / 2, combinations(numbers - intersection, listed)],
    ['true', all, combinations(numbers - 1, listed - 1)],
    ['false', all, combinations(numbers - 1, listed)],
  ] as const) {
    if (wanted > available) {
      throw new HarnessError('invalid-experiment', {
        what: `There are too few different lists for the ${sort} questions about an alias.`,
        got: `${wanted} questions, ${available} lists of ${listed} out of ${numbers} numbers`,
        expected: 'at least as many lists as questions',
        next: 'change `numbers`, `listed`, `intersection`, `trainQuestions` or `testQuestions`',
      });
    }
  }
}

/** Sets of `chosen` out of `items`; 0 where there are none. */
function combinations(items: number, chosen: number): number {
  if (chosen < 0 || chosen > items) return 0;
  let count = 1;
  for (let factor = 1; factor <= chosen; factor += 1) count = (count * (items - chosen + factor)) / factor;
  return Math.round(count);
}

/** Half of the questions are true, half false. */
const EvenCount = (minimum: number) => Type.Integer({ minimum, maximum: 1000, multipleOf: 2 });

export const SetInclusionConfigSchema = closed({
  kind: Type.Literal('set-inclusion'),
  /** Tokens of an alias, each from an alphabet of its own; 1: a token of its own for each alias. */
  aliasTokens: Type.Integer({ minimum: 1, maximum: 6 }),
  /** Letters of each alphabet; unused where an alias is one token. */
  symbols: Type.Integer({ minimum: 2, maximum: 26 }),
  /** Aliases stand for 0 to numbers - 1. */
  numbers: Type.Integer({ minimum: 2, maximum: 1000 }),
  /** Numbers that a question lists. */
  listed: Type.Integer({ minimum: 1, maximum: 100 }),
  /** Anchors: numbers of an alias that all its true training questions list, and no false one; its own among them. */
  intersection: Type.Integer({ minimum: 1, maximum: 100 }),
  /** Of each Stage-1 alias. */
  trainQuestions: EvenCount(0),
  /** Of every alias; never the list of a training question. */
  testQuestions: EvenCount(2),
  groups: GroupSizesSchema,
  consistentShare: ConsistentShareSchema,
});

// Configuration of the set-inclusion task (paper.md 2.7, experiments.md 2C): an alias stands for a number, and questions ask
// whether it is among those listed.
export type SetInclusionConfig = Static<typeof SetInclusionConfigSchema>;
