// What evaluation asks about named entities (experiments.md 2E): attributes and the entity itself by the alias, definitions by
// their tag, and what Stage 0 taught: the facts of entities and the use of aliases that were only defined (`held`).
import type { GroupMembers } from '../../groups.ts';
import { DEFINED_GROUPS, GROUP_NAMES, GROUPS, type GroupName, TAG_ROLES, type TagRole } from '../../groups.ts';
import { type Question, questionSet } from '../question-set.ts';
import type { DocumentRow, TextQuestions } from '../text-world.ts';
import type { AskedAttributes } from '../trained-attributes.ts';
import type { AliasEntityConfig } from './alias-entity-config.ts';
import type { EntityKnowledge } from './entity-knowledge.ts';

/** What is drawn for one seed, and how its documents are written. */
export interface EntityScene {
  readonly config: AliasEntityConfig;
  readonly knowledge: EntityKnowledge;
  readonly members: GroupMembers;
  readonly asked: readonly AskedAttributes[];
  /** Entity that the alias's definition names. */
  readonly definedEntity: readonly number[];
  readonly definition: (alias: number, role: TagRole) => DocumentRow;
  readonly question: (alias: number, attribute: number) => DocumentRow;
  readonly attribution: (alias: number) => DocumentRow;
}

export function entityQuestions(scene: EntityScene): readonly TextQuestions[] {
  const { knowledge, members, config, definition } = scene;
  const { tokens, facts, held, forms } = knowledge;
  const always = (name: string, group: string, questions: readonly Question[]) =>
    questionSet({ name, group, asked: 'always' }, questions);
  return [
    ...GROUP_NAMES.flatMap((group) => always('qa', group, attributeQuestions(scene, group))),
    ...GROUP_NAMES.flatMap((group) => always('who', group, whoQuestions(scene, group))),
    ...always('qa', 'held', aboutAll(scene, held)),
    ...always(
      'qa',
      'facts',
      tokens.entities.flatMap((token, entity) =>
        (facts[entity] as readonly number[]).map((value, attribute) =>
          unopposed(forms.question([token], attribute, value), tokens.values[attribute] as readonly number[]),
        ),
      ),
    ),
    ...(asksByTag(config) ? DEFINED_GROUPS : []).flatMap((group) =>
      TAG_ROLES.flatMap((role) =>
        questionSet(
          { name: role, group, asked: 'retrieval' },
          members[group].map((alias) => unopposed(definition(alias, role), tokens.entities)),
        ),
      ),
    ),
  ];
}

/** A definition answers with its last token: the entity must come last, and definitions must have been trained as documents. */
function asksByTag({ wordOrder, inContext }: AliasEntityConfig): boolean {
  return wordOrder.endsWith('E') && !inContext;
}

const unopposed = (row: DocumentRow, candidates: readonly number[]): Question => ({
  row,
  candidates: [candidates],
  definitionAnswer: null,
});

function attributeQuestions(scene: EntityScene, group: GroupName): Question[] {
  const { members, asked, definedEntity, knowledge } = scene;
  if (!GROUPS[group].asked) return aboutAll(scene, members[group]);
  return members[group].flatMap((alias) =>
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

function whoQuestions({ members, knowledge, definedEntity, attribution }: EntityScene, group: GroupName): Question[] {
  const { entities } = knowledge.tokens;
  return members[group].map((alias) => ({
    row: attribution(alias),
    candidates: [entities],
    definitionAnswer: GROUPS[group].defined === 1 ? (entities[definedEntity[alias] as number] as number) : null,
  }));
}
