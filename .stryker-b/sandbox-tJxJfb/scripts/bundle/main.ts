// `npm run bundle`: the harness as one file for Linux x64 without a network, Node included (docs/guides/bundle.md).
import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { bundleOf } from './header.ts';
import { layOut } from './lay-out.ts';
import { filesBelow } from './needed-files.ts';

const LIMIT_MB = 45;
const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    output: { type: 'string', default: 'iml-bundle.run' },
    node: { type: 'string', default: process.execPath },
  },
});
const say = (words: string) => process.stderr.write(`[bundle] ${words}\n`);

if (process.platform !== 'linux' || process.arch !== 'x64') {
  throw new Error(
    `The bundle is made on Linux x64, where it can be tried; this is ${process.platform} ${process.arch}.`,
  );
}
const output = resolve(values.output);
const folder = mkdtempSync(join(tmpdir(), 'iml-bundle-'));
try {
  const node = realpathSync(values.node);
  const inside = join(folder, 'inside');
  await layOut({ root, folder: inside, node, say });
  const { stdout: nodeVersion } = await execa(join(inside, 'node'), ['--version']);
  const payload = join(folder, 'payload.tar.xz');
  say('xz: a minute or two');
  await pack(inside, payload);
  const bytes = readFileSync(payload);
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string };
  const unpackedBytes = filesBelow(inside).reduce((sum, file) => sum + statSync(join(inside, file)).size, 0);
  const whole = bundleOf({ payload: bytes, unpackedBytes, version, nodeVersion });
  // Beside its place first, so that no half of it is ever taken for the bundle.
  writeFileSync(`${output}.part`, whole);
  chmodSync(`${output}.part`, 0o755);
  renameSync(`${output}.part`, output);
  const megabytes = whole.length / 1e6;
  say(`${output}: ${megabytes.toFixed(1)} MB, with Node.js ${nodeVersion}`);
  if (megabytes > LIMIT_MB) {
    say(`more than ${LIMIT_MB} MB`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** One order, one owner and one time, so that the same contents give the same bytes. `complete` comes last. */
async function pack(inside: string, payload: string): Promise<void> {
  const names = ['LICENCES.txt', 'app', 'node', 'complete'];
  const settled = ['--sort=name', '--owner=0', '--group=0', '--numeric-owner', '--mtime=@0', '--format=gnu'];
  await execa('tar', [...settled, '-I', 'xz -9e', '-cf', payload, ...names], { cwd: inside });
}
