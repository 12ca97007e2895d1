// What a model knows before the experiment (experiments.md 2E, Stage 0): the facts of entities, and that a name which was
// introduced may be used. It depends on the seed and on `KnowledgeConfig` alone: experiments that agree in those share Stage 0.
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { drawAliasNames, TokenList } from '../alias-names.ts';
import type { DocumentRow, Vocabulary } from '../text-world.ts';
import type { AliasEntityConfig, WordOrder } from './alias-entity-config.ts';

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
    tags: [list.add('special', '<tag 1>'), list.add('special', '<tag 2>'), list.add('special', '<tag 3>')],
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
  /** `<tag> ALIAS ENTITY`, in the word order of the task. */
  readonly definition: (tag: number, name: DocumentRow, entity: number) => DocumentRow;
}

// The forms of documents about entities and their aliases (experiments.md 2E, "Exact rules"), in token numbers.
function entityDocuments(
  tokens: EntityTokens,
  { wordOrder, linkWord }: { readonly wordOrder: WordOrder; readonly linkWord: boolean },
): EntityDocuments {
  const entityToken = (entity: number) => tokens.entities[entity] as number;
  return {
    question: (name, attribute, value) => [
      tokens.ask,
      ...name,
      tokens.attributes[attribute] as number,
      tokens.values[attribute]?.[value] as number,
    ],
    attribution: (name, entity) => [tokens.who, ...name, entityToken(entity)],
    definition: (tag, name, entity) => {
      const parts = { T: [tag], A: name, E: linkWord ? [tokens.is, entityToken(entity)] : [entityToken(entity)] };
      return [...wordOrder].flatMap((part) => parts[part as keyof typeof parts]);
    },
  };
}
