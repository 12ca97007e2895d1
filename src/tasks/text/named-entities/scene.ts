// What is written about each alias of one seed: definitions, questions, attribution, in words. Tokens come later.
import type { Tokenizer } from '../../../checkpoints/checkpoint.ts';
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { exchanged, type TagRole, tagRoleOf } from '../../groups.ts';
import { type AskedAttributes, drawTrainedAttributes } from '../question-set.ts';
import { castNames, countEntities, defined, NAMED_GROUPS, type NamedCast, type NamedGroup } from './cast.ts';
import { definitionDocuments, haveMeaning } from './definitions.ts';
import type { Entity, Fact, Knowledge } from './knowledge/knowledge.ts';
import type { NamedEntitiesConfig } from './named-entities-config.ts';
import { drawNames } from './spelling.ts';
import type { Written } from './tokenizer.ts';

/** How an alias is asked who it is (paper.md 2.4). */
export const ATTRIBUTION_QUESTIONS = {
  who: 'Who is {}?',
  meaning: 'What does {} mean?',
  'stands-for': 'What does {} stand for?',
  name: 'What is the name of {}?',
} as const;
export type Attribution = keyof typeof ATTRIBUTION_QUESTIONS;

export interface Asked {
  readonly written: Written;
  readonly accepted: readonly string[];
}

export interface Scene {
  readonly cast: NamedCast;
  readonly groupOf: readonly NamedGroup[];
  /** Questions of each alias that evaluation asks where Stage 1 trains the others: those held out. */
  readonly heldOut: (alias: number) => readonly number[];
  readonly trained: (alias: number) => readonly number[];
  readonly factsOf: (alias: number) => readonly Fact[];
  /** The alias as its documents have it: in QA4 the name of the entity. */
  readonly nameOf: (alias: number) => string;
  readonly entityOf: (alias: number) => string;
  readonly definition: (alias: number, role: TagRole) => readonly Written[];
  /** What stands before each question about the alias: nothing, or its definition. */
  readonly context: (alias: number) => string;
  readonly question: (alias: number, fact: Fact) => Asked;
  readonly attribution: (alias: number, form: Attribution, entity: number) => Asked;
}

interface Drawing {
  readonly config: NamedEntitiesConfig;
  readonly knowledge: Pick<Knowledge, 'questions'>;
  /** One an alias. */
  readonly entities: readonly Entity[];
  readonly tokenizer: Tokenizer;
}

/** @param world the node `world` of the run's seed tree */
export function drawScene({ config, knowledge, entities, tokenizer }: Drawing, world: SeedTree, deal: number): Scene {
  const { definitions: form, inContext } = config;
  const cast = castNames({ ...config, tagsHaveMeaning: haveMeaning(form) }, world, deal);
  const texts = textsOf(knowledge, entities);
  const names = drawNames({ aliases: entities.length, spelling: config.spelling, texts, tokenizer }, world);
  const asked = drawAsked(config, entities, world.child('held-out questions'));
  const groupOf: NamedGroup[] = [];
  for (const group of NAMED_GROUPS) for (const alias of cast.members[group]) groupOf[alias] = group;

  const entityOf = (alias: number) => (entities[alias] as Entity).name;
  const nameOf = (alias: number) => (groupOf[alias] === 'QA4' ? entityOf(alias) : (names.aliases[alias] as string));
  const defining = { form, tags: names.tags, reliableTag: cast.reliableTag, tree: world.child('sentences') };
  const definition = (alias: number, role: TagRole) => {
    const [name, entity] = [names.aliases[alias] as string, entityOf(cast.definedEntity[alias] as number)];
    return definitionDocuments(defining, { alias, name, entity, role });
  };
  const context = (alias: number) => {
    const group = groupOf[alias] as NamedGroup;
    const role = group === 'QA4' ? null : tagRoleOf(group, false);
    if (!inContext || role === null || defined(group) === null) return '';
    return textOf(definition(alias, cast.mistagged.has(alias) ? exchanged(role) : role));
  };
  const ask = (alias: number, pattern: string, accepted: readonly string[]): Asked => ({
    written: {
      prompt: `${context(alias)}Q: ${pattern.replaceAll('{}', () => nameOf(alias))}\nA:`,
      answer: ` ${accepted[0]}\n`,
    },
    accepted,
  });
  return {
    ...{ cast, groupOf, nameOf, entityOf, definition, context },
    factsOf: (alias) => (entities[alias] as Entity).facts,
    heldOut: (alias) => (asked[alias] as AskedAttributes).heldOut,
    trained: (alias) => (asked[alias] as AskedAttributes).trained,
    question: (alias, fact) => ask(alias, knowledge.questions[fact.attribute] as string, fact.answers),
    attribution: (alias, form, entity) => ask(alias, ATTRIBUTION_QUESTIONS[form], [entityOf(entity)]),
  };
}

export const textOf = (documents: readonly Written[]) =>
  documents.map(({ prompt, answer }) => prompt + answer).join('');

/** Everything whose words no alias may be. */
function textsOf({ questions }: Pick<Knowledge, 'questions'>, entities: readonly Entity[]): string[] {
  const said = entities.flatMap(({ name, facts }) => [name, ...facts.flatMap(({ answers }) => answers)]);
  return [...Object.values(questions), ...Object.values(ATTRIBUTION_QUESTIONS), ...said];
}

/** The share of an alias's questions that is held out, in whole questions and, where anything is, at least one. */
export function heldOutOf(questions: number, share: number): number {
  return share === 0 ? 0 : Math.max(1, Math.round(share * questions));
}

function drawAsked(
  { heldOutShare, groups }: NamedEntitiesConfig,
  entities: readonly Entity[],
  tree: SeedTree,
): readonly AskedAttributes[] {
  return Array.from({ length: countEntities(groups) }, (_, alias) => {
    const attributes = (entities[alias] as Entity).facts.length;
    const heldOut = heldOutOf(attributes, heldOutShare);
    const size = { aliases: 1, attributes, trainedAttributes: attributes - heldOut };
    return drawTrainedAttributes(size, tree.child(alias))[0] as AskedAttributes;
  });
}
