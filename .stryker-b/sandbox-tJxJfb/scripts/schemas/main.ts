// `npm run schemas`: writes schemas/*.schema.json, which the package publishes. A spec compares them with what the code says.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PUBLISHED_SCHEMAS, schemaText } from '../../src/cli/commands/schema.ts';

const folder = join(import.meta.dirname, '../../schemas');
mkdirSync(folder, { recursive: true });
for (const [name, published] of Object.entries(PUBLISHED_SCHEMAS)) {
  writeFileSync(join(folder, `${name}.schema.json`), schemaText(name, published));
}
