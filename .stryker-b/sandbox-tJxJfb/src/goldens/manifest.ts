// golden/manifest.json: every pool with its size and sha256, what each set of pools says of the claims, and the head of the history. A
// file of golden/pools that it does not list is no golden, and one that differs from what it lists is damaged.
import { type Static, Type } from 'typebox';
import { VerdictWordSchema } from '../claims/verdicts/verdict.ts';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import { checked } from '../schemas/checked.ts';
import { closed, Digest, orNull } from '../schemas/parts.ts';
import { canonicalValue, readLines } from './canonical-lines.ts';
import { EnvironmentSchema, type GoldenMachine, ProfileSchema, Words } from './pool-schema.ts';

export const GoldenVerdictSchema = closed({
  claim: Words,
  task: Words,
  design: Words,
  required: Type.Boolean(),
  verdict: VerdictWordSchema,
});
export type GoldenVerdict = Static<typeof GoldenVerdictSchema>;

/** What goldens keep of a verdict. */
export function keptVerdict({ claim, task, design, required, verdict }: GoldenVerdict): GoldenVerdict {
  return { claim, task, design, required, verdict };
}

export const PoolEntrySchema = closed({
  /** Below the golden folder. */
  path: Type.String({ pattern: '^pools/[a-z0-9-]+/[a-z]+/[A-Za-z0-9-]+\\.jsonl$' }),
  experimentHash: Digest,
  sha256: Digest,
  bytes: Type.Integer({ minimum: 1 }),
  seeds: Type.Integer({ minimum: 1 }),
});
export type PoolEntry = Static<typeof PoolEntrySchema>;

/** All pools of a profile in an environment: recorded, compared and accepted as a whole. */
export const GoldenSetSchema = closed({
  environment: EnvironmentSchema,
  profile: ProfileSchema,
  fingerprint: Digest,
  /** What the claims of the profile come to on these pools. */
  verdicts: Type.Array(GoldenVerdictSchema, { minItems: 1 }),
  pools: Type.Array(PoolEntrySchema, { minItems: 1 }),
});
export type GoldenSet = Static<typeof GoldenSetSchema>;

const format = 'iml-verify-goldens';
const version = 1;

export const ManifestSchema = closed({
  format: Type.Literal(format),
  version: Type.Literal(version),
  sets: Type.Array(GoldenSetSchema, { minItems: 1 }),
  /** Null in a candidate, which has none. */
  history: orNull(closed({ entries: Type.Integer({ minimum: 1 }), head: Digest })),
  /** Of the canonical JSON of all else. */
  sha256: Digest,
});
type ManifestFile = Static<typeof ManifestSchema>;
export type Manifest = Pick<ManifestFile, 'sets' | 'history'>;

const isManifest = checked<ManifestFile>(ManifestSchema);

/** Sets in the order of their names; pools and verdicts as given. */
export function encodeManifest({ sets, history }: Manifest): string {
  const inOrder = [...sets].sort((a, b) => (nameOfSet(a) < nameOfSet(b) ? -1 : 1));
  const content = { format, version, sets: inOrder, history };
  return written({ ...content, sha256: contentHash(content) });
}

/** Or in words why it is none. */
export function parseManifest(bytes: Uint8Array): Manifest | string {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    const lines = readLines(bytes);
    return typeof lines === 'string' ? lines : 'it is not JSON';
  }
  const found = Object(document) as Partial<Record<string, unknown>>;
  if (found.format === format && found.version !== version) {
    return `its format has version ${JSON.stringify(found.version)}; this harness reads version ${version}: use the one that wrote it`;
  }
  const file = canonicalValue(spelledCanonically(document), isManifest);
  if (typeof file === 'string') return file;
  const { sha256, ...content } = file;
  if (contentHash(content) !== sha256) return 'its contents do not match its sha256';
  if (!Buffer.from(written(file)).equals(bytes)) return 'its bytes are not the canonical ones of its contents';
  const { sets, history } = file;
  const names = sets.map(nameOfSet);
  if (names.some((name, index) => index > 0 && name <= (names[index - 1] as string)))
    return 'its sets are not in the order of their names, each once';
  const paths = sets.flatMap(({ pools }) => pools.map(({ path }) => path));
  return new Set(paths).size === paths.length ? { sets, history } : 'it lists a pool twice';
}

export function nameOfSet({ environment, profile }: Pick<GoldenSet, 'environment' | 'profile'>): string {
  return `${environment}/${profile}`;
}

/** A number that JSON cannot hold fails as it would on a line of its own. */
function spelledCanonically(document: unknown): string {
  try {
    return canonicalJson(document);
  } catch {
    return JSON.stringify(document) ?? '';
  }
}

/** For people and for small differences: keys in order, an item a line. */
function written(document: unknown): string {
  return `${JSON.stringify(JSON.parse(canonicalJson(document)), null, 1)}\n`;
}

/**
 * The environment that a set of goldens speaks for: the backend, and for engines that are compiled for a machine its platform too. Numbers
 * of two environments agree to rounding only, so each has pools of its own. `wasm`, `cpu`, `tensorflow-linux-x64`,
 * `tensorflow-gpu-linux-x64`: a folder's name.
 */
export function environmentName({
  backend,
  gpu,
  platform,
  arch,
}: Pick<GoldenMachine, 'backend' | 'gpu' | 'platform' | 'arch'>): string {
  if (backend === 'wasm' || backend === 'cpu') return backend;
  const engine = backend === 'tensorflow' && gpu ? 'tensorflow-gpu' : backend;
  return `${engine}-${platform}-${arch}`;
}
