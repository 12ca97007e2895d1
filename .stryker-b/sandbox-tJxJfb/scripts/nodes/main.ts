// `npm run nodes`: the versions of Node.js that specs/nodes trains on, into .nodes/ (Linux on x64). npm checks them against the
// digests of pinned/package-lock.json.
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';

const folder = join(import.meta.dirname, '../../.nodes');
mkdirSync(folder, { recursive: true });
for (const file of ['package.json', 'package-lock.json'])
  copyFileSync(join(import.meta.dirname, 'pinned', file), join(folder, file));
const npm = process.env.npm_execpath;
if (npm === undefined) throw new Error('This is started by npm: `npm run nodes`.');
const words = ['ci', '--no-audit', '--no-fund', '--ignore-scripts'];
const { exitCode } = await execa(process.execPath, [npm, ...words], { cwd: folder, stdio: 'inherit', reject: false });
process.exitCode = exitCode ?? 1;
