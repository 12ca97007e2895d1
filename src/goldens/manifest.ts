// golden/manifest.json: every pool with its size and sha256, what each set of pools says of the claims, and the head of the history. A
// file of golden/pools that it does not list is no golden, and one that differs from what it lists is damaged.
import { type Static, Type } from 'typebox';
import type { VerdictWord } from '../claims/verdicts/verdict.ts';
import { canonicalJson, contentHash } from '../experiments/content-hash.ts';
import { checked } from '../schemas/checked.ts';
import { canonicalValue, readLines } from './canonical-lines.ts';
import { Digest, EnvironmentSchema, type GoldenMachine, ProfileSchema } from './pool-schema.ts';

// The verdict words as a list, for schemas.
export const VERDICT_WORDS = [
  'reproduced',
  'not-reproduced',
  'inconclusive',
  'invalid',
  'not-run',
] as const satisfies readonly VerdictWord[];

const closed = { additionalProperties: false } as const;
const Text = Type.String({ minLength: 1 });

export const GoldenVerdictSchema = Type.Object(
  { claim: Text, task: Text, design: Text, required: Type.Boolean(), verdict: Type.Enum([...VERDICT_WORDS]) },
  closed,
);
export type GoldenVerdict = Static<typeof GoldenVerdictSchema>;

export const PoolEntrySchema = Type.Object(
  {
    /** Below the golden folder. */
    path: Type.String({ pattern: '^pools/[a-z0-9-]+/[a-z]+/[A-Za-z0-9-]+\\.jsonl$' }),
    experimentHash: Digest,
    sha256: Digest,
    bytes: Type.Integer({ minimum: 1 }),
    seeds: Type.Integer({ minimum: 1 }),
  },
  closed,
);
export type PoolEntry = Static<typeof PoolEntrySchema>;

/** All pools of a profile in an environment: recorded, compared and accepted as a whole. */
export const GoldenSetSchema = Type.Object(
  {
    environment: EnvironmentSchema,
    profile: ProfileSchema,
    fingerprint: Digest,
    /** What the claims of the profile come to on these pools. */
    verdicts: Type.Array(GoldenVerdictSchema, { minItems: 1 }),
    pools: Type.Array(PoolEntrySchema, { minItems: 1 }),
  },
  closed,
);
export type GoldenSet = Static<typeof GoldenSetSchema>;

const format = 'iml-verify-goldens';
const version = 1;

const contents = {
  format: Type.Literal(format),
  version: Type.Literal(version),
  sets: Type.Array(GoldenSetSchema, { minItems: 1 }),
  /** Null in a candidate, which has none. */
  history: Type.Union([Type.Object({ entries: Type.Integer({ minimum: 1 }), head: Digest }, closed), Type.Null()]),
};
/** `sha256`: of the canonical JSON of all else. */
export const ManifestSchema = Type.Object({ ...contents, sha256: Digest }, closed);
type ManifestFile = Static<typeof ManifestSchema>;
export type Manifest = Pick<ManifestFile, 'sets' | 'history'>;

const isManifest = checked<ManifestFile>(ManifestSchema);

export type ParsedManifest =
  | { readonly kind: 'manifest'; readonly manifest: Manifest }
  | { readonly kind: 'refused'; readonly reason: string };

/** Sets in the order of their names; pools and verdicts as given. */
export function encodeManifest({ sets, history }: Manifest): string {
  const inOrder = [...sets].sort((a, b) => (nameOfSet(a) < nameOfSet(b) ? -1 : 1));
  const content = { format, version, sets: inOrder, history };
  return written({ ...content, sha256: contentHash(content) });
}

export function parseManifest(bytes: Uint8Array): ParsedManifest {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    const read = readLines(bytes);
    return refused(read.kind === 'unreadable' ? read.reason : 'it is not JSON');
  }
  const found = Object(document) as Partial<Record<string, unknown>>;
  if (found.format === format && found.version !== version) {
    return refused(
      `its format has version ${JSON.stringify(found.version)}; this harness reads version ${version}: use the one that wrote it`,
    );
  }
  const spelled = spelledCanonically(document);
  const checked = canonicalValue(spelled, isManifest);
  if (checked.kind === 'refused') return refused(checked.reason);
  const { sha256, ...content } = checked.value;
  if (contentHash(content) !== sha256) return refused('its contents do not match its sha256');
  if (!Buffer.from(written(checked.value)).equals(bytes))
    return refused('its bytes are not the canonical ones of its contents');
  const { sets, history } = checked.value;
  const names = sets.map(nameOfSet);
  if (names.some((name, index) => index > 0 && name <= (names[index - 1] as string)))
    return refused('its sets are not in the order of their names, each once');
  const paths = sets.flatMap(({ pools }) => pools.map(({ path }) => path));
  if (new Set(paths).size !== paths.length) return refused('it lists a pool twice');
  return { kind: 'manifest', manifest: { sets, history } };
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

function refused(reason: string): ParsedManifest {
  return { kind: 'refused', reason };
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
