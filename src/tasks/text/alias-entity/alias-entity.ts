// The world of named entities of one seed (experiments.md 2E, the paper's own form): a definition says which entity an alias
// stands for, and questions ask for the entity's attributes by the alias, or for the entity itself.
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import {
  type Cast,
  countAliases,
  dealRoles,
  exchanged,
  GROUP_NAMES,
  GROUPS,
  type GroupName,
  type TagRole,
  tagRoleOf,
  tagsByRole,
} from '../../groups.ts';
import { aliasPositions } from '../alias-names.ts';
import {
  type AskedAttributes,
  drawOthers,
  drawTrainedAttributes,
  type Question,
  questionSet,
  questionSets,
} from '../question-set.ts';
import { type DocumentRow, type TextQuestions, type TextWorld, writeWorld } from '../text-world.ts';
import { type AliasEntityConfig, drawEntityKnowledge, type EntityKnowledge } from './entity-knowledge.ts';

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawAliasEntity(config: AliasEntityConfig, tree: SeedTree): TextWorld {
  const { aliasTokens, attributes, inContext } = config;
  const newAliases = countAliases(config.groups);
  const world = tree.child('world');
  const cast = dealRoles(config, world);
  const knowledge = drawEntityKnowledge({ ...config, newAliases }, world);
  const { tokens, forms, names, entityOf, facts } = knowledge;

  const byRole = tagsByRole(tokens.tags, cast.reliableTag);
  const wrong = drawOthers(entityOf.slice(0, newAliases), config.entities, world.child('wrong entities'));
  const definedEntity = entityOf.map((entity, alias) =>
    cast.inconsistent.has(alias) ? (wrong[alias] as number) : entity,
  );
  const asked = drawTrainedAttributes({ ...config, aliases: newAliases }, world.child('trained attributes'));

  const definition = (alias: number, role: TagRole) =>
    forms.definition(byRole[role], names[alias] as DocumentRow, definedEntity[alias] as number);
  const contextOf = inContext ? definitionsInContext(cast, definition) : () => [];
  const plainQuestion = (alias: number, attribute: number) =>
    forms.question(names[alias] as DocumentRow, attribute, facts[entityOf[alias] as number]?.[attribute] as number);
  const scene: EntityScene = {
    config,
    knowledge,
    cast,
    asked,
    definedEntity,
    definition,
    question: (alias, attribute) => [...contextOf(alias), ...plainQuestion(alias, attribute)],
    attribution: (alias) => [
      ...contextOf(alias),
      ...forms.attribution(names[alias] as DocumentRow, entityOf[alias] as number),
    ],
    bareAlias: (alias) => forms.bareAlias(names[alias] as DocumentRow, entityOf[alias] as number),
  };

  return writeWorld({
    vocabulary: knowledge.vocabulary,
    cast,
    // A definition and a question, whether or not they stand in one document: Stage 0 is shared, and with it the positions.
    maximumLength: aliasTokens + (config.linkWord ? 3 : 2) + aliasTokens + 3,
    pretraining: knowledge.documents,
    replay: config.replay,
    definition: (alias, role) => [definition(alias, role)],
    showsDefinitions: !inContext,
    trainedQuestions: (alias) =>
      (asked[alias] as AskedAttributes).trained.map((attribute) => scene.question(alias, attribute)),
    questionsAbout: (alias) => Array.from({ length: attributes }, (_, attribute) => scene.question(alias, attribute)),
    questions: entityQuestions(scene),
    probe: (alias) => plainQuestion(alias, 0),
    probePositions: ['ask', ...aliasPositions(aliasTokens), 'attribute'],
  });
}

/** What stands before each question about an alias; nothing for groups without definitions. */
function definitionsInContext(
  { members, mistagged }: Cast,
  definition: (alias: number, role: TagRole) => DocumentRow,
): (alias: number) => DocumentRow {
  const groupOf = new Map<number, GroupName>();
  for (const group of GROUP_NAMES) for (const alias of members[group]) groupOf.set(alias, group);
  return (alias) => {
    const group = groupOf.get(alias);
    const role = group === undefined ? null : tagRoleOf(group, false);
    return role === null ? [] : definition(alias, mistagged.has(alias) ? exchanged(role) : role);
  };
}

/** What is drawn for one seed, and how its documents are written. */
interface EntityScene {
  readonly config: AliasEntityConfig;
  readonly knowledge: EntityKnowledge;
  readonly cast: Cast;
  readonly asked: readonly AskedAttributes[];
  /** Entity that the alias's definition names. */
  readonly definedEntity: readonly number[];
  readonly definition: (alias: number, role: TagRole) => DocumentRow;
  readonly question: (alias: number, attribute: number) => DocumentRow;
  readonly attribution: (alias: number) => DocumentRow;
  /** Nothing before it, not even a definition in context. */
  readonly bareAlias: (alias: number) => DocumentRow;
}

// What evaluation asks about named entities (experiments.md 2E): attributes and the entity itself by the alias, definitions by
// their tag, what a bare alias is completed with, and what Stage 0 taught: the facts of entities and the use of aliases that were only defined (`held`).
function entityQuestions(scene: EntityScene): readonly TextQuestions[] {
  const { knowledge, cast, config, definition } = scene;
  const { tokens, facts, held, forms } = knowledge;
  const always = (name: string, group: string, questions: readonly Question[]) =>
    questionSet({ name, group, asked: 'always' }, questions);
  const retrievalOf = (group: GroupName, role: TagRole) =>
    cast.members[group].map((alias) => unopposed(definition(alias, role), tokens.entities));
  const factQuestions = tokens.entities.flatMap((token, entity) =>
    (facts[entity] as readonly number[]).map((value, attribute) =>
      unopposed(forms.question([token], attribute, value), tokens.values[attribute] as readonly number[]),
    ),
  );
  return questionSets(cast, {
    questionsOf: (group, aliases) => attributeQuestions(scene, group, aliases),
    retrievalOf: asksByTag(config) ? retrievalOf : () => [],
    others: [
      ...GROUP_NAMES.flatMap((group) => always('who', group, entityAsked(scene, group, scene.attribution))),
      ...always('qa', 'held', aboutAll(scene, held)),
      ...always('qa', 'facts', factQuestions),
      ...GROUP_NAMES.flatMap((group) =>
        questionSet({ name: 'bare-alias', group, asked: 'bare-alias' }, entityAsked(scene, group, scene.bareAlias)),
      ),
    ],
  });
}

/** A definition answers with its last token: the entity must come last, and definitions must have been trained as documents. */
export function asksByTag({ wordOrder, inContext }: Pick<AliasEntityConfig, 'wordOrder' | 'inContext'>): boolean {
  return wordOrder.endsWith('E') && !inContext;
}

const unopposed = (row: DocumentRow, candidates: readonly number[]): Question => ({
  row,
  candidates: [candidates],
  definitionAnswer: null,
});

function attributeQuestions(scene: EntityScene, group: GroupName, aliases: readonly number[]): Question[] {
  const { asked, definedEntity, knowledge } = scene;
  if (!GROUPS[group].asked) return aboutAll(scene, aliases);
  return aliases.flatMap((alias) =>
    (asked[alias] as AskedAttributes).heldOut.map((attribute) => {
      const candidates = knowledge.tokens.values[attribute] as readonly number[];
      const value = knowledge.facts[definedEntity[alias] as number]?.[attribute] as number;
      return {
        row: scene.question(alias, attribute),
        candidates: [candidates],
        definitionAnswer: GROUPS[group].defined === 1 ? (candidates[value] as number) : null,
      };
    }),
  );
}

function aboutAll({ knowledge, question }: EntityScene, aliases: readonly number[]): Question[] {
  return aliases.flatMap((alias) =>
    knowledge.tokens.values.map((candidates, attribute) => unopposed(question(alias, attribute), candidates)),
  );
}

/** Whatever comes before the entity, with which the row ends. */
function entityAsked(
  { cast, knowledge, definedEntity }: EntityScene,
  group: GroupName,
  rowOf: (alias: number) => DocumentRow,
): Question[] {
  const { entities } = knowledge.tokens;
  return cast.members[group].map((alias) => ({
    row: rowOf(alias),
    candidates: [entities],
    definitionAnswer: GROUPS[group].defined === 1 ? (entities[definedEntity[alias] as number] as number) : null,
  }));
}
