// `npm run gradients`: gathers the gradients of tfjs-core into src/tensors/core-gradients.ts. Sources make it themselves where it is
// missing (make-gradients.mjs); git holds no copy, since the code is not ours.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleGradients } from './bundle-gradients.ts';

const file = join(import.meta.dirname, '../../src/tensors/core-gradients.ts');
// Several processes may find it missing at once.
writeFileSync(`${file}.${process.pid}`, await bundleGradients());
renameSync(`${file}.${process.pid}`, file);
