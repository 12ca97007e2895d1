// Versions of Node.js that train a claim through the command line, its workers and the ledger, where `npm run nodes` brought them; and the
// digests of what they trained beside those of the goldens.
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { describe, expect } from 'vitest';
import { CLAIMS } from '../../src/claims/registry/registry.ts';
import { GOLDEN_POOL } from '../../src/claims/registry/seed-pools.ts';
import { loadImages } from '../../src/execution/inputs/load-images.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import { poolOf, requireGoldens } from '../../src/goldens/load-goldens.ts';

const root = join(import.meta.dirname, '../..');
const script = join(root, 'bin/iml.mjs');
const { dependencies } = JSON.parse(readFileSync(join(root, 'scripts/nodes/pinned/package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
/** Oldest first. */
export const NODES = Object.entries(dependencies).map(([name, pinned]) => ({
  version: `v${pinned.split('@').at(-1)}`,
  path: join(root, '.nodes/node_modules', name, 'bin/node'),
}));
type Digests = Readonly<Record<string, Readonly<Record<number, string>>>>;

interface Training {
  readonly node: string;
  readonly backend: string;
  readonly seeds: number;
}

/** Trains the claim on golden seeds, in a new folder below the given one. @returns digests of the records, by experiment and seed */
export async function train(folder: string, { node, backend, seeds }: Training): Promise<Digests> {
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

export async function expectGoldenDigests(folder: string, node: string): Promise<void> {
  const trained = await train(folder, { node, backend: 'wasm', seeds: 2 });
  const experiments = Object.keys(trained);
  expect(experiments.length).toBeGreaterThan(0);
  expect(trained).toEqual(goldenDigests({ experiments, seeds: 2 }));
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

/** Skipped, with the reason, where one is missing. */
export function describeNodes(title: string, specs: () => void): void {
  const missing = NODES.filter(({ path }) => !existsSync(path)).map(({ version }) => version);
  const reason = missing.length === 0 ? '' : ` (not here: ${missing.join(', ')}; \`npm run nodes\`)`;
  describe.skipIf(missing.length > 0)(`${title}${reason}`, { timeout: 300_000 }, specs);
}
