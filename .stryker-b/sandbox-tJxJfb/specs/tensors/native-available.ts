// Whether this machine has the native build: specs of it are skipped elsewhere, and vitest says so.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { nativeFolder } from '../../src/tensors/native/native-files.ts';

export const HAS_NATIVE = existsSync(join(nativeFolder(), 'cpu', 'build.json'));
