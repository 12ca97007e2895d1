// Goldens of fabricated runs for a small catalogue of claims: in the real format, checked by the real code, and trained by nobody.
import { unchanged } from '../../../src/claims/arms/arm.ts';
import type { Claim, ClaimTest } from '../../../src/claims/claim.ts';
import { at, minus } from '../../../src/claims/estimands.ts';
import { moreThan } from '../../../src/claims/rules.ts';
import { contentHash } from '../../../src/experiments/content-hash.ts';
import { type Experiment, experimentHash, type GridExperiment } from '../../../src/experiments/experiment.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import { acceptanceOf, summariseRecords } from '../../../src/goldens/acceptance.ts';
import { sha256Of } from '../../../src/goldens/canonical-lines.ts';
import type { GoldenFiles } from '../../../src/goldens/golden-files.ts';
import { goldenExperiments, goldenTests, judgePools } from '../../../src/goldens/golden-tests.ts';
import { encodeEntry, type HistoryEntry } from '../../../src/goldens/history.ts';
import { encodeManifest, type GoldenSet, type GoldenVerdict, keptVerdict } from '../../../src/goldens/manifest.ts';
import { encodeSet } from '../../../src/goldens/pool-file.ts';
import type { Pool, PoolHeader } from '../../../src/goldens/pool-schema.ts';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import { recordAsDeclared } from './record-as-declared.ts';
import { tinyExperiment } from './tiny-experiment.ts';

export const fingerprint = 'fedcba9876543210'.repeat(4);
export const commit = '0123456789'.repeat(4);
export const scope = { profile: 'quick', environment: 'wasm', imagesDigest: 'a'.repeat(64) } as const;
export const GOLDEN_SEEDS = Array.from({ length: 40 }, (_, index) => 32_000 + index);

/** Experiments are told apart by their batches. */
export function exampleExperiment(batchSize: number): Experiment {
  const experiment = tinyExperiment();
  experiment.protocol.stage1.batchSize = batchSize;
  return experiment;
}

const accuracyOf = (arm: string) => at(arm, 'after-stage-2/qa/accuracy', 'D5');

const effect: ClaimTest = {
  task: 'digit-grid/symbols',
  seeds: { quick: 12 },
  design: 'fabricated',
  rung: 'R1',
  required: true,
  arms: unchanged({ base: exampleExperiment(16) }),
  gates: [{ description: 'accuracy (arm "base")', minimum: 0.2, estimand: accuracyOf('base') }],
  assay: [],
  parts: [{ name: 'accuracy', unit: 'accuracy', rule: moreThan(0.1, [0.5, 0.05]), estimands: [accuracyOf('base')] }],
  context: [{ name: 'base: accuracy', estimand: accuracyOf('base') }],
  plots: () => [],
};

const claimWith = (id: string, test: ClaimTest): Claim => ({
  id,
  title: id,
  statement: `${id}.`,
  source: 'fabricated',
  tests: [test],
});

/** The effect alone: one experiment. */
export const smallCatalogue: readonly Claim[] = [claimWith('effect', effect)];

/** And a difference between two experiments, one of them shared. */
export const catalogue: readonly Claim[] = [
  ...smallCatalogue,
  claimWith('difference', {
    ...effect,
    arms: unchanged({ base: exampleExperiment(16), other: exampleExperiment(32) }),
    parts: [
      {
        name: 'base - other',
        unit: 'accuracy',
        rule: moreThan(0.05, [0.3, 0.1]),
        estimands: [minus(accuracyOf('base'), accuracyOf('other'))],
      },
    ],
  }),
];

/** And two that lean on the difference: a negative control, and a claim behind it. */
export const leaningCatalogue: readonly Claim[] = [
  ...catalogue,
  claimWith('control', { ...effect, assay: ['difference'] }),
  { ...claimWith('behind', effect), behind: 'difference' },
];

export interface FabricatedWorld {
  /** Added to every accuracy. */
  readonly shift?: number;
  /** By which batches of 16 are more accurate than others; 0 is an honest null of the claim on the difference. */
  readonly difference?: number;
}

/** .5 for batches of 16, .2 for others, and noise that the seed alone draws. */
export function fabricatedRun(
  experiment: Experiment,
  seed: number,
  { shift = 0, difference = 0.3 }: FabricatedWorld = {},
): RunRecord {
  const { batchSize } = experiment.protocol.stage1;
  const noise = seedTree(seed).child(`fabricated ${batchSize}`).stream().normal();
  const accuracy = asShare((batchSize === 16 ? 0.5 : 0.5 - difference) + shift + 0.03 * noise);
  const { roles, training } = recordAsDeclared(experiment as GridExperiment, seed);
  const facts = Object.entries(training).map(([stage, one]) => {
    const finalLoss = stage === 'stage 1' ? 0.5 - accuracy / 10 : 0.25;
    return [stage, { ...one, finalLoss }] as const;
  });
  return {
    seed,
    roles,
    training: Object.fromEntries(facts),
    values: { 'after-stage-2/qa/accuracy': { D5: accuracy, D6: 0.125 } },
    curves: { 'stage 1/loss by epoch': { x: [1, 2], y: [1, accuracy] } },
  };
}

export interface ExampleOptions extends FabricatedWorld {
  readonly claims?: readonly Claim[];
  readonly environment?: string;
  readonly seeds?: readonly number[];
}

export function examplePools({
  claims = catalogue,
  environment = scope.environment,
  seeds = GOLDEN_SEEDS,
  ...world
}: ExampleOptions = {}): Pool[] {
  return goldenExperiments(goldenTests({ ...scope, claims })).map(({ experiment, hash, task, label }) => {
    const records = seeds.map((seed) => {
      const { curves, ...kept } = fabricatedRun(experiment, seed, world);
      return { ...kept, record: contentHash({ ...kept, curves }) };
    });
    const header: PoolHeader = {
      format: 'iml-verify-golden-pool',
      version: 1,
      environment,
      profile: 'quick',
      task,
      label,
      experimentHash: hash,
      experiment: { ...experiment },
      fingerprint,
      machine: {
        backend: environment.split('-')[0] as string,
        device: 'none',
        gpu: false,
        node: 'v20',
        v8: '11',
        platform: 'linux',
        arch: 'x64',
        processor: 'none',
        cohortSize: 1,
      },
      recorded: { date: '2026-11-26T16:00:00.000Z', commit, clean: true, harnessVersion: '0.1.0' },
      accepted: { date: '2026-11-26T17:00:00.000Z', author: 'A Person', reason: 'the first ones' },
      acceptance: acceptanceOf(experiment, { profile: 'quick', count: records.length }),
      summary: summariseRecords(records),
    };
    return { header, records };
  });
}

export function verdictsOf(pools: readonly Pool[], claims: readonly Claim[] = catalogue): GoldenVerdict[] {
  return judgePools(goldenTests({ ...scope, claims }), pools).map(keptVerdict);
}

/** A golden folder around these sets, with checksums that fit whatever they hold: what a forger would make, too. */
export function sealed(
  ...sets: readonly { readonly pools: readonly Pool[]; readonly verdicts: readonly GoldenVerdict[] }[]
): Map<string, Uint8Array> {
  return sealedAs(sets.map(({ pools, verdicts }) => encodeSet(pools, verdicts)));
}

export function sealedAs(
  sets: readonly { readonly set: GoldenSet; readonly texts: ReadonlyMap<string, string> }[],
): Map<string, Uint8Array> {
  const texts = new Map<string, string>();
  const lines: string[] = [];
  for (const { set, texts: pools } of sets) {
    for (const [path, text] of pools) texts.set(path, text);
    lines.push(encodeEntry(entryOf(set, lines.at(-1) ?? null)));
  }
  texts.set('history.jsonl', lines.join(''));
  const head = sha256Of((lines.at(-1) ?? '').trimEnd());
  texts.set(
    'manifest.json',
    encodeManifest({ sets: sets.map(({ set }) => set), history: { entries: lines.length, head } }),
  );
  return new Map([...texts].map(([path, text]) => [path, Buffer.from(text, 'utf8')]));
}

export function entryOf(set: GoldenSet, before: string | null): HistoryEntry {
  return {
    format: 'iml-verify-golden-history',
    version: 1,
    previous: before === null ? null : sha256Of(before.trimEnd()),
    date: '2026-11-26T17:00:00.000Z',
    author: 'A Person',
    reason: 'the first ones',
    commit,
    environment: set.environment,
    profile: set.profile,
    fingerprint: set.fingerprint,
    evidence: {
      startedAt: '2026-11-26T16:30:00.000Z',
      sha256: 'b'.repeat(64),
      replay: 'iml run',
      verdicts: set.verdicts,
    },
    pools: set.pools.map(({ path, sha256 }) => ({ path, before: null, after: sha256 })),
    change: {
      pools: { identical: 0, changed: 0, added: set.pools.length, removed: 0 },
      numbers: { identical: 0, close: 0, equivalent: 0, different: 0, added: 3 },
      largest: null,
      flips: [],
    },
  };
}

export function exampleGoldens(options: ExampleOptions = {}): Map<string, Uint8Array> {
  const pools = examplePools(options);
  return sealed({ pools, verdicts: verdictsOf(pools, options.claims) });
}

export function changed(files: GoldenFiles, path: string, bytes: Uint8Array | string | null): GoldenFiles {
  const others = [...files].filter(([name]) => name !== path);
  return new Map(bytes === null ? others : [...others, [path, Buffer.from(bytes)]]);
}

export const poolPathOf = (files: GoldenFiles) => [...files.keys()].find((path) => path.startsWith('pools/')) as string;

export const hashOf = (batchSize: number) => experimentHash(exampleExperiment(batchSize));

/** As it is, but for the ends: drawn out so that it never leaves 0 to 1, and two never become one. */
function asShare(value: number): number {
  const end = 0.05;
  if (value > 0.5) return 1 - asShare(1 - value);
  return value < end ? end * Math.exp(value / end - 1) : value;
}
