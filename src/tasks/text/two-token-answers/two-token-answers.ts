// A toy task whose answers are two tokens: an alias has a colour and a number. Definitions (`<tag> NAME colour number`) and what
// evaluation asks (`<ask> NAME colour number`) answer with both, trained questions (`<count> NAME number`) with one.
import { type Static, Type } from 'typebox';
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { closed } from '../../../schemas/parts.ts';
import {
  ConsistentShareSchema,
  countAliases,
  dealRoles,
  GROUP_NAMES,
  type GroupName,
  GroupSizesSchema,
  tagsByRole,
} from '../../groups.ts';
import { TokenList } from '../alias-names.ts';
import { questionSet } from '../question-set.ts';
import { type DocumentRow, type TextWorld, writeWorld } from '../text-world.ts';

export const TwoTokenAnswersConfigSchema = closed({
  kind: Type.Literal('two-token-answers'),
  /** Colours, and as many numbers. */
  values: Type.Integer({ minimum: 2, maximum: 1000 }),
  groups: GroupSizesSchema,
  consistentShare: ConsistentShareSchema,
});

export type TwoTokenAnswersConfig = Static<typeof TwoTokenAnswersConfigSchema>;

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawTwoTokenAnswers(config: TwoTokenAnswersConfig, tree: SeedTree): TextWorld {
  const world = tree.child('world');
  const cast = dealRoles(config, world);

  const tokens = new TokenList();
  const [ask, count] = [tokens.add('special', '<ask>'), tokens.add('special', '<count>')];
  const byRole = tagsByRole(tokens.addTags(), cast.reliableTag);
  const colours = tokens.addMany(config.values, 'value', (value) => `colour ${value + 1}`);
  const numbers = tokens.addMany(config.values, 'value', (value) => `number ${value + 1}`);
  const names = tokens.addMany(countAliases(config.groups), 'alias', (alias) => `alias ${alias + 1}`);

  const drawFacts = (label: string) => {
    const stream = world.child(label).stream();
    return names.map(() => [colours, numbers].map((list) => list[stream.integerBelow(config.values)] as number));
  };
  const facts = drawFacts('facts');
  const wrong = drawFacts('wrong facts');
  const defined = facts.map((fact, alias) => (cast.inconsistent.has(alias) ? (wrong[alias] as number[]) : fact));
  const statement = (first: number, alias: number, said = facts): DocumentRow => [
    first,
    names[alias] as number,
    ...(said[alias] as number[]),
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
    definition: (alias, role) => [statement(byRole[role], alias, defined)],
    trainedQuestions: (alias) => [counted(alias)],
    questionsAbout: (alias) => [statement(ask, alias), counted(alias)],
    questions: GROUP_NAMES.flatMap((group) => questionSet({ name: 'qa', group, asked: 'always' }, asked(group))),
    probe: (alias) => statement(ask, alias),
    probePositions: ['ask', 'alias', 'colour'],
    answerLength: (row) => row.length - 2,
  });
}
