// Configurations of all tasks in text, told apart by `kind`.
import { type Static, Type } from 'typebox';
import { AliasEntityConfigSchema } from './alias-entity-config.ts';
import { AliasTextConfigSchema } from './alias-text-config.ts';
import { SetInclusionConfigSchema } from './set-inclusion-config.ts';

export const TextTaskConfigSchema = Type.Union([
  AliasTextConfigSchema,
  AliasEntityConfigSchema,
  SetInclusionConfigSchema,
]);

export type TextTaskConfig = Static<typeof TextTaskConfigSchema>;
