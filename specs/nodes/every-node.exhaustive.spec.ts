// Every supported major of Node.js trains a claim through the command line, its workers and the ledger: on WebAssembly to the
// digits of the goldens, on native TensorFlow (whose digits depend on the processor) to those of the Node that runs this spec.
// Two trainings of four seconds a Node and backend, and the start of three processes for them: minutes in all.
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { GOLDEN_POOL } from '../../src/claims/registry/seed-pools.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import { poolOf, requireGoldens } from '../../src/goldens/load-goldens.ts';
import { hasNativeBuild, nativeFolder } from '../../src/tensors/native/native-files.ts';
import { sharedFolder } from '../temporary-folder.ts';

const root = join(import.meta.dirname, '../..');
const script = join(root, 'bin/iml.mjs');
const { dependencies } = JSON.parse(readFileSync(join(root, 'scripts/nodes/pinned/package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
const nodes = Object.entries(dependencies).map(([name, pinned]) => ({
  version: `v${pinned.split('@').at(-1)}`,
  path: join(root, '.nodes/node_modules', name, 'bin/node'),
}));
const missing = nodes.filter(({ path }) => !existsSync(path));
const hasNative = hasNativeBuild(join(nativeFolder(), 'cpu'));

type Digests = Readonly<Record<string, Readonly<Record<number, string>>>>;

const folder = sharedFolder('nodes');

/** Trains the claim on golden seeds; the digests of the records, by experiment and seed. */
async function train(node: string, backend: string, seeds: number): Promise<Digests> {
  const place = mkdtempSync(join(folder, 'run-'));
  const ledger = join(place, 'ledger');
  const words = ['--claim', 'iml-appears', '--task', 'digit-grid/symbols', '--design', 'fixed', '--processes', '2'];
  const pool = ['--seeds', String(seeds), '--first-seed', String(GOLDEN_POOL), '--backend', backend];
  const { exitCode, stderr } = await execa(node, [script, 'run', ...words, ...pool, '--ledger', ledger], {
    cwd: place,
    reject: false,
  });
  // Golden seeds, and so few of them, confirm nothing.
  expect([exitCode, stderr]).toEqual([18, expect.not.stringContaining('Warning')]);
  return digestsIn(ledger);
}

function digestsIn(ledger: string): Digests {
  const found: Record<string, Record<number, string>> = {};
  for (const file of readdirSync(ledger, { recursive: true, encoding: 'utf8' })) {
    if (!/cohort-\d+\.json$/.test(file)) continue;
    const { payload } = JSON.parse(readFileSync(join(ledger, file), 'utf8')) as {
      readonly payload: { readonly experimentHash: string; readonly records: readonly { readonly seed: number }[] };
    };
    const digests = payload.records.map((record) => [record.seed, contentHash(record)]);
    found[payload.experimentHash] = { ...found[payload.experimentHash], ...Object.fromEntries(digests) };
  }
  return found;
}

function goldenDigests({ experiments, seeds }: { experiments: readonly string[]; seeds: number }): Digests {
  const goldens = requireGoldens({
    folder: join(root, 'golden'),
    environment: 'wasm',
    profile: 'quick',
    claims: CLAIMS,
    imagesDigest: loadImages(null).digest,
  });
  const firstOf = (hash: string) => [...(poolOf(goldens, hash)?.digests ?? [])].slice(0, seeds);
  return Object.fromEntries(experiments.map((hash) => [hash, Object.fromEntries(firstOf(hash))]));
}

const reason =
  missing.length === 0 ? '' : ` (not here: ${missing.map(({ version }) => version).join(', ')}; \`npm run nodes\`)`;

describe.skipIf(missing.length > 0)(`every supported Node.js${reason}`, { timeout: 300_000 }, () => {
  it.each(nodes)('is there as $version', async ({ path, version }) => {
    expect((await execa(path, ['--version'])).stdout).toBe(version);
  });

  it.each(nodes)('trains to the digits of the goldens on WebAssembly, in $version', async ({ path }) => {
    const trained = await train(path, 'wasm', 2);
    const experiments = Object.keys(trained);
    expect(experiments.length).toBeGreaterThan(0);
    expect(trained).toEqual(goldenDigests({ experiments, seeds: 2 }));
  });

  it.skipIf(!hasNative)('trains to the same digits on native TensorFlow (needs `npm run native`)', async () => {
    const here = await train(process.execPath, 'tensorflow', 4);
    expect(Object.values(here).map((seeds) => Object.keys(seeds).length)).toEqual([4]);
    for (const { path, version } of nodes)
      expect([version, await train(path, 'tensorflow', 4)]).toEqual([version, here]);
  });
});
