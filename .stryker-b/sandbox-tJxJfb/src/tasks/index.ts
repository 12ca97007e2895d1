// All tasks by kind: how each is configured, what its documents are made of, and how a seed draws its world. A task is a folder and a
// line here.
import type { Static, TSchema } from 'typebox';
import type { SeedTree } from '../randomness/seed-tree.ts';
import { type DigitGridConfig, DigitGridConfigSchema } from './grid/digit-grid.ts';
import type { DigitImagePool } from './grid/digit-images.ts';
import { drawGridWorld } from './grid/grid-world.ts';
import { drawAliasEntity } from './text/alias-entity/alias-entity.ts';
import { AliasEntityConfigSchema } from './text/alias-entity/entity-knowledge.ts';
import { AliasTextConfigSchema, drawAliasText } from './text/alias-text/alias-text.ts';
import { drawSetInclusion, SetInclusionConfigSchema } from './text/set-inclusion/set-inclusion.ts';
import type { TextWorld } from './text/text-world.ts';
import { worldOfText } from './text/world-of-text.ts';
import type { World } from './world.ts';

export const TASKS = {
  'digit-grid': { schema: DigitGridConfigSchema, form: 'grid', draw: drawGridWorld },
  'alias-text': textTask(AliasTextConfigSchema, drawAliasText),
  'alias-entity': textTask(AliasEntityConfigSchema, drawAliasEntity),
  'set-inclusion': textTask(SetInclusionConfigSchema, drawSetInclusion),
} as const;

export type TaskKind = keyof typeof TASKS;
export type TaskConfig = Static<(typeof TASKS)[TaskKind]['schema']>;
export type TextTaskConfig = Exclude<TaskConfig, DigitGridConfig>;

interface Task {
  readonly schema: TSchema;
  readonly form: 'grid' | 'text';
  draw(config: TaskConfig, tree: SeedTree, images: DigitImagePool | null): World;
}

/** @param write draws what the task says of a seed */
function textTask<Schema extends TSchema>(
  schema: Schema,
  write: (config: Static<Schema>, tree: SeedTree) => TextWorld,
) {
  const draw = (config: Static<Schema>, tree: SeedTree) => worldOfText(write(config, tree));
  return { schema, form: 'text', draw } as const;
}

/**
 * @param tree the run's seed tree; the world uses its children `world/*` only
 * @param images pictures for handwriting, asked for when the first is shown
 */
export function drawWorld(config: TaskConfig, tree: SeedTree, images: DigitImagePool | null = null): World {
  const task: Task = TASKS[config.kind];
  return task.draw(config, tree, images);
}
