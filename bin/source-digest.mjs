// What a build is made from, as one digest: scripts/package/build.ts leaves it in dist/, and iml.mjs asks whether it still is the
// sources'. Contents count, not dates, since git and copying change those.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SETTINGS = ['package.json', 'tsconfig.json', 'tsconfig.build.json'];

/** Where a build keeps it; written last, so that half a build has none. */
export const DIGEST_FILE = 'dist/source-digest.txt';

/** @param {string} root the folder of the package */
export function sourceDigest(root) {
  const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .sort();
  const hash = createHash('sha256');
  for (const file of [...SETTINGS, ...sources]) {
    const bytes = readFileSync(join(root, file));
    hash.update(`${file} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex');
}

/** Whether dist/ holds what the sources say now. */
export function isBuildFresh(root) {
  try {
    return readFileSync(join(root, DIGEST_FILE), 'utf8').trim() === sourceDigest(root);
  } catch {
    return false;
  }
}
