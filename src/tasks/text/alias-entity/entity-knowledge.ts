// What a model knows before the experiment (experiments.md 2E, Stage 0): the facts of entities, and that a name which was
// introduced may be used. It depends on the seed and on `KnowledgeConfig` alone: experiments that agree in those share Stage 0.
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { drawAliasNames } from '../alias-names.ts';
import type { DocumentRow, Vocabulary } from '../text-world.ts';
import { TokenList } from '../token-list.ts';
import type { AliasEntityConfig } from './alias-entity-config.ts';
import { type EntityDocuments, type EntityTokens, entityDocuments } from './entity-documents.ts';

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
