// `npm run build`: src/ as JavaScript with declarations in dist/. The old dist/ goes first: a file that src/ no longer has would
// still be counted among the code that makes numbers (src/execution/numerics-fingerprint.ts).
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { execa } from 'execa';

const root = join(import.meta.dirname, '../..');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
const built = await execa(process.execPath, [compiler, '--project', 'tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
  reject: false,
});
process.exitCode = built.exitCode ?? 1;
