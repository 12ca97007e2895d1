import type { SeedTree } from '../../../src/randomness/seed-tree.ts';
import type { TextTaskConfig } from '../../../src/tasks/index.ts';
import { drawAliasEntity } from '../../../src/tasks/text/alias-entity/alias-entity.ts';
import { drawAliasText } from '../../../src/tasks/text/alias-text/alias-text.ts';
import { drawSetInclusion } from '../../../src/tasks/text/set-inclusion/set-inclusion.ts';
import type { TextWorld } from '../../../src/tasks/text/text-world.ts';

/** What the task writes for a seed. */
export function drawText(config: TextTaskConfig, tree: SeedTree): TextWorld {
  if (config.kind === 'alias-text') return drawAliasText(config, tree);
  return config.kind === 'alias-entity' ? drawAliasEntity(config, tree) : drawSetInclusion(config, tree);
}
