// A toy task whose answers are two tokens: an alias has a colour and a number. Definitions (`<tag> NAME colour number`) and what
// evaluation asks (`<ask> NAME colour number`) answer with both, trained questions (`<count> NAME number`) with one.
import type { SeedTree } from '../../../../src/randomness/seed-tree.ts';
import {
  countAliases,
  dealGroups,
  GROUP_NAMES,
  type GroupName,
  type GroupSizes,
  occupiedGroups,
  runRoles,
  type TagRole,
  tagsByRole,
} from '../../../../src/tasks/groups.ts';
import { TokenList } from '../../../../src/tasks/text/alias-names.ts';
import { questionSet } from '../../../../src/tasks/text/question-set.ts';
import { stageDocuments } from '../../../../src/tasks/text/stage-documents.ts';
import { type DocumentRow, packDocuments, type TextWorld } from '../../../../src/tasks/text/text-world.ts';

export function drawTwoTokenAnswers(
  { groups, values }: { readonly groups: GroupSizes; readonly values: number },
  tree: SeedTree,
): TextWorld {
  const world = tree.child('world');
  const tokens = new TokenList();
  const [ask, count] = [tokens.add('special', '<ask>'), tokens.add('special', '<count>')];
  const tags = [1, 2, 3].map((tag) => tokens.add('special', `<tag ${tag}>`)) as [number, number, number];
  const colours = tokens.addMany(values, 'value', (value) => `colour ${value + 1}`);
  const numbers = tokens.addMany(values, 'value', (value) => `number ${value + 1}`);
  const names = tokens.addMany(countAliases(groups), 'alias', (alias) => `alias ${alias + 1}`);
  const reliableTag = world.child('reliable tag').stream().coin() ? 1 : 0;
  const members = dealGroups(groups, world.child('groups'));
  const stream = world.child('facts').stream();
  const facts = names.map(() => [colours, numbers].map((list) => list[stream.integerBelow(values)] as number));
  const statement = (first: number, alias: number): DocumentRow => [
    first,
    names[alias] as number,
    ...(facts[alias] as number[]),
  ];
  const counted = (alias: number): DocumentRow => [count, names[alias] as number, facts[alias]?.[1] as number];
  const answerLength = (row: DocumentRow) => row.length - 2;
  const packed = (rows: readonly DocumentRow[]) => packDocuments(rows, rows.map(answerLength));
  const definition = (alias: number, role: TagRole) => [statement(tagsByRole(tags, reliableTag)[role], alias)];
  const asked = (group: GroupName) =>
    members[group].map((alias) => ({
      row: statement(ask, alias),
      candidates: [colours, numbers],
      definitionAnswer: null,
    }));
  return {
    vocabulary: tokens.finish(),
    maximumLength: 4,
    roles: runRoles(members, reliableTag),
    members: occupiedGroups(members),
    documents: stageDocuments({
      ...{ members, pretraining: [], replay: false, definition, answerLength },
      trainedQuestions: (alias) => [counted(alias)],
    }),
    questions: GROUP_NAMES.flatMap((group) => questionSet({ name: 'qa', group, asked: 'always' }, asked(group))),
    probeDocuments: (aliases) => packed(aliases.map((alias) => statement(ask, alias))),
    probePositions: ['ask', 'alias', 'colour'],
    definitionOf: (alias, role) => packed(definition(alias, role)),
    questionsAbout: (alias) => packed([statement(ask, alias), counted(alias)]),
  };
}
