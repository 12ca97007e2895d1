// `import { defineConfig } from 'iml-verify/config'` in iml.config.ts: types, and nothing else, so that it loads at once.
import type { ProjectConfig } from './configuration-schema.ts';

export type { ConfigurationFile, ProjectConfig } from './configuration-schema.ts';

export function defineConfig(config: ProjectConfig): ProjectConfig {
  return config;
}
