// `npm run build`: src/ as JavaScript with declarations in dist/. The old dist/ goes first: a file that src/ no longer has would
// still be packed.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { execa } from 'execa';
import { DIGEST_FILE, sourceDigest } from '../../bin/source-digest.mjs';

const root = join(import.meta.dirname, '../..');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

// Before the compiler reads them: what is changed meanwhile is not in the build.
const digest = sourceDigest(root);
const stamp = join(root, DIGEST_FILE);
// A build of the same sources stays: processes that run from it still load parts of it.
if (!existsSync(stamp) || readFileSync(stamp, 'utf8').trim() !== digest) await build();

async function build(): Promise<void> {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const built = await execa(process.execPath, [compiler, '--project', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
    reject: false,
  });
  if (built.exitCode === 0) writeFileSync(stamp, `${digest}\n`);
  process.exitCode = built.exitCode ?? 1;
}
