// Makes src/tensors/core-gradients.ts where it is missing or another tfjs-core's: before sources run, whoever runs them. Not a script of
// npm's installation, since many forbid those.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const FILE = fileURLToPath(new URL('../../src/tensors/core-gradients.ts', import.meta.url));

export async function makeGradients() {
  const { version } = createRequire(import.meta.url)('@tensorflow/tfjs-core/package.json');
  if (existsSync(FILE) && readFileSync(FILE, 'utf8').includes(`@tensorflow/tfjs-core ${version},`)) return;
  const { tsImport } = await import('tsx/esm/api');
  await tsImport('./main.ts', import.meta.url);
}
