// `import { defineConfig } from 'iml-verify/config'` in iml.config.ts: types, and nothing else, so that it loads at once.
import type { ProjectConfig } from './project-schema.ts';

export type { ConfigurationFile } from './configuration-schema.ts';
export type { ProjectConfig } from './project-schema.ts';

export function defineConfig(config: ProjectConfig): ProjectConfig {
  return config;
}
