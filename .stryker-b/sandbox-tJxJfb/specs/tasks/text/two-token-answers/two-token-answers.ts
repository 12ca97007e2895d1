// A toy task whose answers are two tokens: an alias has a colour and a number. Definitions (`<tag> NAME colour number`) and what
// evaluation asks (`<ask> NAME colour number`) answer with both, trained questions (`<count> NAME number`) with one.
import type { SeedTree } from '../../../../src/randomness/seed-tree.ts';
import {
  countAliases,
  dealRoles,
  GROUP_NAMES,
  type GroupName,
  type GroupSizes,
  tagsByRole,
} from '../../../../src/tasks/groups.ts';
import { TokenList } from '../../../../src/tasks/text/alias-names.ts';
import { questionSet } from '../../../../src/tasks/text/question-set.ts';
import { type DocumentRow, type TextWorld, writeWorld } from '../../../../src/tasks/text/text-world.ts';

export function drawTwoTokenAnswers(
  { groups, values }: { readonly groups: GroupSizes; readonly values: number },
  tree: SeedTree,
): TextWorld {
  const world = tree.child('world');
  const tokens = new TokenList();
  const [ask, count] = [tokens.add('special', '<ask>'), tokens.add('special', '<count>')];
  const tags = tokens.addTags();
  const colours = tokens.addMany(values, 'value', (value) => `colour ${value + 1}`);
  const numbers = tokens.addMany(values, 'value', (value) => `number ${value + 1}`);
  const names = tokens.addMany(countAliases(groups), 'alias', (alias) => `alias ${alias + 1}`);
  const cast = dealRoles({ groups, consistentShare: { reliable: 1, unreliable: 0 } }, world);
  const stream = world.child('facts').stream();
  const facts = names.map(() => [colours, numbers].map((list) => list[stream.integerBelow(values)] as number));
  const statement = (first: number, alias: number): DocumentRow => [
    first,
    names[alias] as number,
    ...(facts[alias] as number[]),
  ];
  const counted = (alias: number): DocumentRow => [count, names[alias] as number, facts[alias]?.[1] as number];
  const asked = (group: GroupName) =>
    cast.members[group].map((alias) => ({
      row: statement(ask, alias),
      candidates: [colours, numbers],
      definitionAnswer: null,
    }));
  return writeWorld({
    vocabulary: tokens.finish(),
    maximumLength: 4,
    cast,
    definition: (alias, role) => [statement(tagsByRole(tags, cast.reliableTag)[role], alias)],
    trainedQuestions: (alias) => [counted(alias)],
    questionsAbout: (alias) => [statement(ask, alias), counted(alias)],
    questions: GROUP_NAMES.flatMap((group) => questionSet({ name: 'qa', group, asked: 'always' }, asked(group))),
    probe: (alias) => statement(ask, alias),
    probePositions: ['ask', 'alias', 'colour'],
    answerLength: (row) => row.length - 2,
  });
}
