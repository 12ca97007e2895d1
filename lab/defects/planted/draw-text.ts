import type { SeedTree } from '../../../src/randomness/seed-tree.ts';
import type { TextTaskConfig } from '../../../src/tasks/index.ts';
import { drawAliasEntity } from '../../../src/tasks/text/alias-entity/alias-entity.ts';
import { drawAliasText } from '../../../src/tasks/text/alias-text/alias-text.ts';
import { drawSetInclusion } from '../../../src/tasks/text/set-inclusion/set-inclusion.ts';
import type { TextWorld } from '../../../src/tasks/text/text-world.ts';

/** What the task writes for a seed. */
export function drawText(config: TextTaskConfig, tree: SeedTree): TextWorld {
  switch (config.kind) {
    case 'alias-text':
      return drawAliasText(config, tree);
    case 'alias-entity':
      return drawAliasEntity(config, tree);
    case 'set-inclusion':
      return drawSetInclusion(config, tree);
    case 'named-entities':
      throw new Error('No defect is planted in worlds of named entities.');
  }
}
