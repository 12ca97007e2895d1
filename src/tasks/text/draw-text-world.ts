// The world of one seed, whichever task in text it is.
import type { SeedTree } from '../../randomness/seed-tree.ts';
import { drawAliasText } from './alias-text.ts';
import type { TextTaskConfig } from './text-task-config.ts';
import type { TextWorld } from './text-world.ts';

export function drawTextWorld(config: TextTaskConfig, tree: SeedTree): TextWorld {
  return drawAliasText(config, tree);
}
