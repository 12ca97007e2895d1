// What a model knows before the experiment (experiments.md 2E, Stage 0): the facts of entities, and that a name which was
// introduced may be used. It depends on the seed and on `KnowledgeConfig` alone: experiments that agree in those share Stage 0.
import { type Static, Type } from 'typebox';
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { closed } from '../../../schemas/parts.ts';
import { ConsistentShareSchema, GroupSizesSchema, ShuffledTagsSchema } from '../../groups.ts';
import { drawAliasNames, TokenList } from '../alias-names.ts';
import type { DocumentRow, Vocabulary } from '../text-world.ts';

// Configuration of the task. Fields of the second half change nothing in Stage 0, so that experiments may share its trained model.

/** Order of tag, alias and entity in definitions (paper.md 1). */
export const WordOrderSchema = Type.Union([
  Type.Literal('TAE'),
  Type.Literal('ATE'),
  Type.Literal('AET'),
  Type.Literal('EAT'),
  Type.Literal('ETA'),
  Type.Literal('TEA'),
]);
export type WordOrder = Static<typeof WordOrderSchema>;
export const WORD_ORDERS = WordOrderSchema.anyOf.map((order) => order.const);

const Count = Type.Integer({ minimum: 0, maximum: 100_000 });

export const AliasEntityConfigSchema = closed({
  kind: Type.Literal('alias-entity'),
  /** Tokens of an alias, each from an alphabet of its own; 1: a token of its own for each alias. */
  aliasTokens: Type.Integer({ minimum: 1, maximum: 6 }),
  /** Letters of each alphabet; unused where an alias is one token. */
  symbols: Type.Integer({ minimum: 2, maximum: 26 }),
  entities: Type.Integer({ minimum: 2, maximum: 10_000 }),
  attributes: Type.Integer({ minimum: 1, maximum: 100 }),
  /** Values of each attribute, own tokens for each. */
  values: Type.Integer({ minimum: 2, maximum: 1000 }),
  /** Aliases that Stage 0 defines and asks about: they teach that a name that was introduced may be used. */
  oldAliases: Count,
  /** Aliases that Stage 0 only defines: whether it taught that is asked about them. */
  heldAliases: Count,
  wordOrder: WordOrderSchema,
  /** Whether definitions have the word `is` before the entity, as in 2B. */
  linkWord: Type.Boolean(),

  groups: GroupSizesSchema,
  consistentShare: ConsistentShareSchema,
  /** Tags of Stage-1 definitions that say nothing of consistency. Left out: those of their groups. */
  stageOneTags: Type.Optional(ShuffledTagsSchema),
  /** Attributes of each Stage-1 alias whose question is trained; the others are held out. */
  trainedAttributes: Type.Integer({ minimum: 0, maximum: 100 }),
  /** Whether Stage 1 repeats the documents of Stage 0. */
  replay: Type.Boolean(),
  /** Definitions are no documents but stand before each question about their alias (paper.md 2.5). */
  inContext: Type.Boolean(),
});

export type AliasEntityConfig = Static<typeof AliasEntityConfigSchema>;

export type KnowledgeConfig = Pick<
  AliasEntityConfig,
  | 'aliasTokens'
  | 'symbols'
  | 'entities'
  | 'attributes'
  | 'values'
  | 'oldAliases'
  | 'heldAliases'
  | 'wordOrder'
  | 'linkWord'
> & {
  /** Aliases of the experiment, which Stage 0 does not show but whose tokens it has. */
  readonly newAliases: number;
};

export interface EntityKnowledge {
  readonly vocabulary: Vocabulary;
  readonly tokens: EntityTokens;
  readonly forms: EntityDocuments;
  /** Tokens of each alias: first the new ones, then the old, then the held. */
  readonly names: readonly DocumentRow[];
  /** True entity of each alias, in the same order. */
  readonly entityOf: readonly number[];
  /** Value of [entity][attribute]. */
  readonly facts: readonly (readonly number[])[];
  /** Numbers of the aliases that Stage 0 defines but never asks about. */
  readonly held: readonly number[];
  /** Documents of Stage 0. */
  readonly documents: readonly DocumentRow[];
}

/** @param world the node `world` of the run's seed tree */
export function drawEntityKnowledge(config: KnowledgeConfig, world: SeedTree): EntityKnowledge {
  const { newAliases, oldAliases, heldAliases, entities, attributes, values } = config;
  const list = new TokenList();
  const tokens = addTokens(list, config);
  const aliases = newAliases + oldAliases + heldAliases;
  const names = drawAliasNames({ ...config, aliases }, { tokens: list, tree: world.child('aliases') });
  const entityOf = [
    ...dealEntities(newAliases, entities, world.child('entities of new aliases')),
    ...dealEntities(oldAliases, entities, world.child('entities of old aliases')),
    ...dealEntities(heldAliases, entities, world.child('entities of held aliases')),
  ];
  const factStream = world.child('facts').stream();
  const facts = Array.from({ length: entities }, () =>
    Array.from({ length: attributes }, () => factStream.integerBelow(values)),
  );
  const numbers = Array.from({ length: aliases }, (_, alias) => alias);
  const knowledge = {
    vocabulary: list.finish(),
    tokens,
    forms: entityDocuments(tokens, config),
    names,
    entityOf,
    facts,
    held: numbers.slice(newAliases + oldAliases),
  };
  const old = numbers.slice(newAliases, newAliases + oldAliases);
  return { ...knowledge, documents: writeDocuments(knowledge, old) };
}

function addTokens(list: TokenList, { entities, attributes, values }: KnowledgeConfig): EntityTokens {
  return {
    ask: list.add('special', '<ask>'),
    who: list.add('special', '<who>'),
    tags: list.addTags(),
    neutral: list.add('special', '<neutral>'),
    is: list.add('special', 'is'),
    attributes: list.addMany(attributes, 'attribute', (attribute) => `attribute ${attribute + 1}`),
    values: Array.from({ length: attributes }, (_, attribute) =>
      list.addMany(values, 'value', (value) => `value ${attribute + 1}.${value + 1}`),
    ),
    entities: list.addMany(entities, 'entity', (entity) => `entity ${entity + 1}`),
  };
}

/** Every entity as often as any other, but for a remainder of one. */
function dealEntities(aliases: number, entities: number, tree: SeedTree): number[] {
  return tree
    .stream()
    .permutation(aliases)
    .map((place) => place % entities);
}

function writeDocuments(knowledge: Omit<EntityKnowledge, 'documents'>, old: readonly number[]): DocumentRow[] {
  const { tokens, forms, names, entityOf, facts, held } = knowledge;
  const questions = (name: DocumentRow, entity: number) =>
    (facts[entity] as readonly number[]).map((value, attribute) => forms.question(name, attribute, value));
  const defined = (alias: number) =>
    forms.definition(tokens.neutral, names[alias] as DocumentRow, entityOf[alias] as number);
  // The third tag is left out: it must be unseen until Stage 2. Both others appear alike, so that neither is preferred.
  const starters = [tokens.who, tokens.neutral, tokens.tags[0], tokens.tags[1]];
  return [
    ...tokens.entities.flatMap((token, entity) => questions([token], entity)),
    ...starters.flatMap((starter) => tokens.entities.map((token) => [starter, token, token])),
    ...old.flatMap((alias) => {
      const [name, entity] = [names[alias] as DocumentRow, entityOf[alias] as number];
      return [defined(alias), ...questions(name, entity), forms.attribution(name, entity)];
    }),
    ...held.map(defined),
  ];
}

interface EntityTokens {
  readonly ask: number;
  readonly who: number;
  /** Concrete tags 1, 2, 3. */
  readonly tags: readonly [number, number, number];
  readonly neutral: number;
  readonly is: number;
  readonly entities: readonly number[];
  readonly attributes: readonly number[];
  /** [attributes][values] */
  readonly values: readonly (readonly number[])[];
}

interface EntityDocuments {
  /** `<ask> NAME attribute value`; a name is an alias, or the one token of an entity. */
  readonly question: (name: DocumentRow, attribute: number, value: number) => DocumentRow;
  /** `<who> ALIAS ENTITY` */
  readonly attribution: (name: DocumentRow, entity: number) => DocumentRow;
  /** `ALIAS ENTITY`: no stage has such a document. */
  readonly bareAlias: (name: DocumentRow, entity: number) => DocumentRow;
  /** `<tag> ALIAS ENTITY`, in the word order of the task. */
  readonly definition: (tag: number, name: DocumentRow, entity: number) => DocumentRow;
}

// The forms of documents about entities and their aliases (experiments.md 2E, "Exact rules"), in token numbers.
function entityDocuments(
  tokens: EntityTokens,
  { wordOrder, linkWord }: { readonly wordOrder: WordOrder; readonly linkWord: boolean },
): EntityDocuments {
  const entityToken = (entity: number) => tokens.entities[entity] as number;
  const named = (entity: number) => (linkWord ? [tokens.is, entityToken(entity)] : [entityToken(entity)]);
  return {
    question: (name, attribute, value) => [
      tokens.ask,
      ...name,
      tokens.attributes[attribute] as number,
      tokens.values[attribute]?.[value] as number,
    ],
    attribution: (name, entity) => [tokens.who, ...name, entityToken(entity)],
    bareAlias: (name, entity) => [...name, ...named(entity)],
    definition: (tag, name, entity) => {
      const parts = { T: [tag], A: name, E: named(entity) };
      return [...wordOrder].flatMap((part) => parts[part as keyof typeof parts]);
    },
  };
}
