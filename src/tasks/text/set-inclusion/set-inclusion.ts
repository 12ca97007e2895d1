// The set-inclusion world of one seed (paper.md 2.7): a definition says which number an alias stands for, and questions ask
// whether it is among the numbers listed.

import type { SeedTree } from '../../../randomness/seed-tree.ts';
import {
  checkConsistentShare,
  countAliases,
  dealGroups,
  GROUPS,
  type GroupName,
  inconsistentAliases,
  occupiedGroups,
  runRoles,
  type TagRole,
  tagsByRole,
} from '../../groups.ts';
import { aliasPositions, drawAliasNames } from '../alias-names.ts';
import { questionSets } from '../question-set.ts';
import { stageDocuments } from '../stage-documents.ts';
import type { TextWorld } from '../text-world.ts';
import { type DocumentRow, packDocuments } from '../text-world.ts';
import { TokenList } from '../token-list.ts';
import type { SetInclusionConfig } from './set-inclusion-config.ts';
import { drawSetQuestions, type SetQuestion, type SetQuestions } from './set-questions.ts';

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawSetInclusion(config: SetInclusionConfig, tree: SeedTree): TextWorld {
  return write(config, draw(config, tree));
}

/** Tokens, names, numbers, what definitions say of them, and the lists that are asked. */
function draw(config: SetInclusionConfig, tree: SeedTree) {
  const { numbers, groups, consistentShare } = config;
  checkConsistentShare(consistentShare, groups);
  const aliases = countAliases(groups);
  const world = tree.child('world');

  const tokens = new TokenList();
  const ask = tokens.add('special', '<ask>');
  const tags = [1, 2, 3].map((tag) => tokens.add('special', `<tag ${tag}>`)) as [number, number, number];
  const [right, wrong] = [tokens.add('value', 'true'), tokens.add('value', 'false')];
  const numberTokens = tokens.addMany(numbers, 'value', String);
  const names = drawAliasNames({ ...config, aliases }, { tokens, tree: world.child('aliases') });

  const reliableTag = world.child('reliable tag').stream().coin() ? 1 : 0;
  const members = dealGroups(groups, world.child('groups'));
  const targetStream = world.child('numbers').stream();
  const targets = Array.from({ length: aliases }, () => targetStream.integerBelow(numbers));
  const defined = [...targets];
  const others = drawOtherNumbers(targets, numbers, world.child('wrong numbers'));
  for (const alias of inconsistentAliases(consistentShare, members)) defined[alias] = others[alias] as number;
  const asked = drawSetQuestions(config, targets, world);

  return {
    ...{ vocabulary: tokens.finish(), ask, right, wrong, numberTokens, names, defined, asked, members },
    byRole: tagsByRole(tags, reliableTag),
    roles: runRoles(members, reliableTag),
  };
}

function write({ aliasTokens, listed }: SetInclusionConfig, drawn: ReturnType<typeof draw>): TextWorld {
  const { ask, right, wrong, numberTokens, names, defined, asked, members, byRole } = drawn;
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

  return {
    vocabulary: drawn.vocabulary,
    maximumLength: aliasTokens + listed + 2,
    roles: drawn.roles,
    members: occupiedGroups(members),
    documents: stageDocuments({
      members,
      pretraining: [],
      replay: false,
      definition: (alias, role) => [definition(alias, role)],
      trainedQuestions: (alias) => askedAbout(alias).training.map((training) => question(alias, training)),
    }),
    questions: questionSets(questionsOf, retrievalOf),
    // The first test question is a true one, so that the answer is the same for every alias.
    probeDocuments: (list) =>
      packDocuments(list.map((alias) => question(alias, askedAbout(alias).test[0] as SetQuestion))),
    probePositions: [
      'ask',
      ...aliasPositions(aliasTokens),
      ...Array.from({ length: listed }, (_, place) => `number ${place + 1}`),
    ],
    definitionOf: (alias, role) => packDocuments([definition(alias, role)]),
    questionsAbout: (alias) =>
      packDocuments([...askedAbout(alias).training, ...askedAbout(alias).test].map((each) => question(alias, each))),
  };
}

/** Another number for each alias, uniform over all others; it may be an anchor, but not the target. */
function drawOtherNumbers(targets: readonly number[], numbers: number, tree: SeedTree): number[] {
  const stream = tree.stream();
  return targets.map((target) => (target + 1 + stream.integerBelow(numbers - 1)) % numbers);
}
