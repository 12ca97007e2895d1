// Configurations of all tasks in text, told apart by `kind`.
import type { Static } from 'typebox';
import { AliasEntityConfigSchema } from './alias-entity-config.ts';
import { AliasTextConfigSchema } from './alias-text-config.ts';
import { SetInclusionConfigSchema } from './set-inclusion-config.ts';

/** Each by its kind. */
export const TEXT_TASK_SCHEMAS = {
  'alias-text': AliasTextConfigSchema,
  'alias-entity': AliasEntityConfigSchema,
  'set-inclusion': SetInclusionConfigSchema,
} as const;

export type TextTaskConfig = Static<(typeof TEXT_TASK_SCHEMAS)[keyof typeof TEXT_TASK_SCHEMAS]>;
