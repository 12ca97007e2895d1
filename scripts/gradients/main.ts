// `npm run gradients`: gathers the gradients of tfjs-core into src/tensors/core-gradients.ts. `npm ci` runs it; git holds no copy, since
// the code is not ours.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleGradients } from './bundle-gradients.ts';

writeFileSync(join(import.meta.dirname, '../../src/tensors/core-gradients.ts'), await bundleGradients());
