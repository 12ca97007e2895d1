// The "source statements" world of one seed (experiments.md 2A): aliases of several tokens with attributes, and definitions
// that state the value of each attribute under a tag. The digit grid as text; nothing is known before Stage 1.
import { type Static, Type } from 'typebox';
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
import { type AskedAttributes, drawTrainedAttributes, questionSets } from '../question-set.ts';
import { type DocumentRow, type TextWorld, writeWorld } from '../text-world.ts';

export const AliasTextConfigSchema = closed({
  kind: Type.Literal('alias-text'),
  /** Tokens of an alias, each from an alphabet of its own; 1: a token of its own for each alias. */
  aliasTokens: Type.Integer({ minimum: 1, maximum: 6 }),
  /** Letters of each alphabet. */
  symbols: Type.Integer({ minimum: 2, maximum: 26 }),
  attributes: Type.Integer({ minimum: 1, maximum: 100 }),
  /** Values of an attribute, the same tokens for all attributes. */
  values: Type.Integer({ minimum: 2, maximum: 1000 }),
  /** Attributes of each Stage-1 alias whose question is trained; the others are held out. */
  trainedAttributes: Type.Integer({ minimum: 0, maximum: 100 }),
  groups: GroupSizesSchema,
  consistentShare: ConsistentShareSchema,
  /** Where the tag stands, and in questions the word that asks. */
  wordOrder: Type.Union([Type.Literal('tag-first'), Type.Literal('alias-first')]),
});

export type AliasTextConfig = Static<typeof AliasTextConfigSchema>;

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawAliasText(config: AliasTextConfig, tree: SeedTree): TextWorld {
  return write(config, draw(config, tree));
}

/** Tokens, names, facts, and what definitions say of them. */
function draw(config: AliasTextConfig, tree: SeedTree) {
  const { attributes, values } = config;
  const aliases = countAliases(config.groups);
  const world = tree.child('world');
  const cast = dealRoles(config, world);

  const tokens = new TokenList();
  const ask = tokens.add('special', '<ask>');
  const byRole = tagsByRole(tokens.addTags(), cast.reliableTag);
  const attributeTokens = tokens.addMany(attributes, 'attribute', (attribute) => `attribute ${attribute + 1}`);
  const valueTokens = tokens.addMany(values, 'value', (value) => `value ${value + 1}`);
  const names = drawAliasNames({ ...config, aliases }, { tokens, tree: world.child('aliases') });

  const truth = drawValues(aliases, config, world.child('facts'));
  const wrong = drawValues(aliases, config, world.child('wrong facts'));
  const defined = truth.map((values, alias) => (cast.inconsistent.has(alias) ? wrong[alias] : values));
  const asked = drawTrainedAttributes({ ...config, aliases }, world.child('trained attributes'));
  return { cast, vocabulary: tokens.finish(), ask, byRole, attributeTokens, valueTokens, names, truth, defined, asked };
}

function write(config: AliasTextConfig, drawn: ReturnType<typeof draw>): TextWorld {
  const { aliasTokens, attributes, wordOrder } = config;
  const { cast, vocabulary, ask, attributeTokens, valueTokens, names, truth, defined, asked, byRole } = drawn;
  const { members } = cast;
  const all = Array.from({ length: attributes }, (_, attribute) => attribute);
  /** `<first> a1 a2 a3 attribute value`, or with the alias first. */
  const statement = (first: number, alias: number, [attribute, value]: readonly [number, number]): DocumentRow => {
    const name = names[alias] as DocumentRow;
    const start = wordOrder === 'tag-first' ? [first, ...name] : [...name, first];
    return [...start, attributeTokens[attribute] as number, valueTokens[value] as number];
  };
  const said = (labels: readonly (readonly number[] | undefined)[], alias: number, attribute: number) =>
    labels[alias]?.[attribute] as number;
  const question = (alias: number, attribute: number) =>
    statement(ask, alias, [attribute, said(truth, alias, attribute)]);
  const stated = (first: number, alias: number) =>
    all.map((attribute) => statement(first, alias, [attribute, said(defined, alias, attribute)]));

  const questionsOf = (group: GroupName) =>
    members[group].flatMap((alias) => {
      const { heldOut } = asked[alias] as AskedAttributes;
      return (GROUPS[group].asked ? heldOut : all).map((attribute) => ({
        row: question(alias, attribute),
        candidates: [valueTokens],
        definitionAnswer: GROUPS[group].defined === 1 ? (valueTokens[said(defined, alias, attribute)] as number) : null,
      }));
    });
  const retrievalOf = (group: GroupName, role: TagRole) =>
    members[group].flatMap((alias) =>
      stated(byRole[role], alias).map((row) => ({ row, candidates: [valueTokens], definitionAnswer: null })),
    );
  const namePositions = aliasPositions(aliasTokens);

  return writeWorld({
    ...{ vocabulary, cast },
    maximumLength: aliasTokens + 3,
    definition: (alias, role) => stated(byRole[role], alias),
    trainedQuestions: (alias) =>
      (asked[alias] as AskedAttributes).trained.map((attribute) => question(alias, attribute)),
    questionsAbout: (alias) => all.map((attribute) => question(alias, attribute)),
    questions: questionSets(questionsOf, retrievalOf),
    probe: (alias) => question(alias, 0),
    probePositions: [
      ...(wordOrder === 'tag-first' ? ['ask', ...namePositions] : [...namePositions, 'ask']),
      'attribute',
    ],
  });
}

/** [aliases][attributes], independent and uniform. */
function drawValues(
  aliases: number,
  { attributes, values }: AliasTextConfig,
  tree: SeedTree,
): readonly (readonly number[])[] {
  const stream = tree.stream();
  return Array.from({ length: aliases }, () => Array.from({ length: attributes }, () => stream.integerBelow(values)));
}
