// `npm run gradients`: gathers the gradients of tfjs-core into src/tensors/core-gradients.ts. To be run with every new tfjs-core.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleGradients } from './bundle-gradients.ts';

writeFileSync(join(import.meta.dirname, '../../src/tensors/core-gradients.ts'), await bundleGradients());
