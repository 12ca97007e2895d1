// The tasks in text, by the kind that their configurations name.
import { type AliasTextConfig, AliasTextConfigSchema } from './alias-text-config.ts';

export const TEXT_TASK_SCHEMAS = { 'alias-text': AliasTextConfigSchema } as const;

export type TextTaskConfig = AliasTextConfig;
