// The world of any task in text, from its configuration and a seed.
import type { SeedTree } from '../../randomness/seed-tree.ts';
import { drawAliasEntity } from './alias-entity.ts';
import { drawAliasText } from './alias-text.ts';
import { drawSetInclusion } from './set-inclusion.ts';
import type { TextTaskConfig } from './text-task-config.ts';
import type { TextWorld } from './text-world.ts';

/** @param tree the run's seed tree; the world uses its children `world/*` only */
export function drawTextWorld(config: TextTaskConfig, tree: SeedTree): TextWorld {
  switch (config.kind) {
    case 'alias-text':
      return drawAliasText(config, tree);
    case 'alias-entity':
      return drawAliasEntity(config, tree);
    case 'set-inclusion':
      return drawSetInclusion(config, tree);
  }
}
