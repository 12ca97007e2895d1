// All tasks by kind: how each is configured, what its documents are made of, and how a seed draws its world. A task is a folder and a
// line here.
import type { Static, TSchema } from 'typebox';
import { HarnessError } from '../errors/harness-error.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import { type DigitGridConfig, DigitGridConfigSchema } from './grid/digit-grid.ts';
import type { DigitImagePool } from './grid/digit-images.ts';
import { drawGridWorld } from './grid/grid-world.ts';
import { drawAliasEntity } from './text/alias-entity/alias-entity.ts';
import { AliasEntityConfigSchema } from './text/alias-entity/entity-knowledge.ts';
import { AliasTextConfigSchema, drawAliasText } from './text/alias-text/alias-text.ts';
import { drawNamedEntities, type LanguageAssets } from './text/named-entities/named-entities.ts';
import { type NamedEntitiesConfig, NamedEntitiesConfigSchema } from './text/named-entities/named-entities-config.ts';
import { drawSetInclusion, SetInclusionConfigSchema } from './text/set-inclusion/set-inclusion.ts';
import type { TextWorld } from './text/text-world.ts';
import { worldOfText } from './text/world-of-text.ts';
import type { World } from './world.ts';

export const TASKS = {
  'digit-grid': { schema: DigitGridConfigSchema, form: 'grid', draw: drawGrid },
  'alias-text': textTask(AliasTextConfigSchema, drawAliasText),
  'alias-entity': textTask(AliasEntityConfigSchema, drawAliasEntity),
  'set-inclusion': textTask(SetInclusionConfigSchema, drawSetInclusion),
  'named-entities': { schema: NamedEntitiesConfigSchema, form: 'text', draw: drawNamed },
} as const;

export type TaskKind = keyof typeof TASKS;
export type TaskConfig = Static<(typeof TASKS)[TaskKind]['schema']>;
export type TextTaskConfig = Exclude<TaskConfig, DigitGridConfig>;
/** Tasks whose words are made up, so that a seed alone draws their worlds. */
export type SyntheticTextConfig = Exclude<TextTaskConfig, NamedEntitiesConfig>;

/** What of a world no seed draws. */
export interface WorldAssets {
  /** Pictures for handwriting, asked for when the first is shown; left out for symbols and text. */
  readonly images?: DigitImagePool | null;
  /** Tokenizer and facts for named entities; left out for all else. */
  readonly language?: LanguageAssets | null;
}

interface Task {
  readonly schema: TSchema;
  readonly form: 'grid' | 'text';
  draw(config: TaskConfig, tree: SeedTree, assets: WorldAssets): World;
}

/** @param write draws what the task says of a seed */
function textTask<Schema extends TSchema>(
  schema: Schema,
  write: (config: Static<Schema>, tree: SeedTree) => TextWorld,
) {
  const draw = (config: Static<Schema>, tree: SeedTree) => worldOfText(write(config, tree));
  return { schema, form: 'text', draw } as const;
}

function drawGrid(config: DigitGridConfig, tree: SeedTree, { images = null }: WorldAssets) {
  return drawGridWorld(config, tree, images);
}

function drawNamed(config: NamedEntitiesConfig, tree: SeedTree, { language }: WorldAssets) {
  if (language) return drawNamedEntities(config, tree, language);
  throw new HarnessError('invalid-experiment', {
    what: 'Named entities need the tokenizer of a pretrained model, and facts.',
    where: '/task/kind',
    got: `"${config.kind}" without them`,
    next: 'take a model that was pretrained, or another task',
  });
}

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawWorld(config: TaskConfig, tree: SeedTree, assets: WorldAssets = {}): World {
  const task: Task = TASKS[config.kind];
  return task.draw(config, tree, assets);
}
