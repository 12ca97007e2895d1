// The parts of gpu-evidence that train: golden seeds on two backends, and seeds of the claim on WebGPU.
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { experimentsOf } from '../../src/claims/arms/experiments-of.ts';
import type { ClaimTest } from '../../src/claims/claim.ts';
import { evaluate } from '../../src/claims/estimands.ts';
import { valuesOf } from '../../src/claims/verdicts/stopping.ts';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { loaderOptions } from '../../src/execution/workers/worker-process.ts';
import { contentHash } from '../../src/experiments/content-hash.ts';
import { type Experiment, experimentHash, isText } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { pairedT } from '../../src/statistics/paired-t.ts';
import { sampleMoments } from '../../src/statistics/sample-moments.ts';
import type { BackendName } from '../../src/tensors/backend-name.ts';
import type { StageConfig } from '../../src/training/protocol-config.ts';
import type { ClaimEvidence, GoldenEvidence, Trained } from './evidence-schema.ts';
import type { TrainAnswer, TrainRequest } from './train-child.ts';

/** The first seeds of every golden pool. */
export const GOLDEN_SEEDS: readonly number[] = [32_000, 32_001];

export interface TrainingRequest {
  readonly task: string;
  readonly arm: string;
  readonly experiment: Experiment;
  readonly signal: AbortSignal;
  /** Variables beside those of this process. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** The one arm of a test of `iml-appears`, with its stages cut short where that is asked for. */
export function armOfTest(
  { arms }: ClaimTest,
  imagesDigest: string,
  steps: number | null,
): { arm: string; experiment: Experiment } {
  const [entry] = Object.entries(experimentsOf(arms, imagesDigest));
  if (entry === undefined) throw new HarnessError('internal', { what: 'A test of the claim has no arm.' });
  const [arm, experiment] = entry;
  return { arm, experiment: steps === null ? experiment : shortened(experiment, steps) };
}

/** No stage longer than so many steps; answers are measured, and nothing else. */
export function shortened(experiment: Experiment, steps: number): Experiment {
  const cut = (stage: StageConfig): StageConfig => ({ ...stage, length: { kind: 'steps', steps } });
  const { protocol } = experiment;
  return {
    ...experiment,
    protocol: {
      ...protocol,
      ...(protocol.stage0 === undefined ? {} : { stage0: cut(protocol.stage0) }),
      stage1: cut(protocol.stage1),
      stage2: protocol.stage2 === null ? null : cut(protocol.stage2),
      swappedStage2: false,
      curveEverySteps: null,
    },
    // The gates of text ask definitions by their tags, which is part of the retrieval matrix.
    measurements: { retrieval: isText(experiment), probes: null, gradientAlignment: null },
  } as Experiment;
}

export async function measureGolden(request: TrainingRequest): Promise<GoldenEvidence> {
  const [wasm, webgpu] = [await train('wasm', GOLDEN_SEEDS, request), await train('webgpu', GOLDEN_SEEDS, request)];
  return {
    task: request.task,
    experiment: experimentHash(request.experiment),
    wasm: wasm.trained,
    webgpu: webgpu.trained,
    largestDifference: largestDifferences(wasm.records, webgpu.records),
  };
}

export async function measureClaim(test: ClaimTest, seeds: number, request: TrainingRequest): Promise<ClaimEvidence> {
  const { trained, records } = await train('webgpu', [...Array(seeds).keys()], request);
  const runs = records.map((record) => ({ [request.arm]: record }));
  const mean = (values: readonly number[]) => sampleMoments(values).mean;
  return {
    task: request.task,
    experiment: experimentHash(request.experiment),
    webgpu: trained,
    gates: test.gates.map(({ description, minimum, estimand }) => {
      return { description, minimum, mean: mean(runs.map((run) => evaluate(estimand, run))) };
    }),
    parts: test.parts.map((part) => {
      const { name, unit, rule } = part;
      const values = runs.flatMap((run) => valuesOf(part, run));
      const threshold = rule.kind === 'existence' ? rule.threshold : 0;
      const { statistic = null, pGreater = null } = pairedT(values, threshold) ?? {};
      return { name, unit, threshold, values, mean: mean(values), t: statistic, p: pGreater };
    }),
  };
}

export async function train(
  backend: BackendName,
  seeds: readonly number[],
  { experiment, signal, environment = {} }: Pick<TrainingRequest, 'experiment' | 'signal' | 'environment'>,
): Promise<{ readonly trained: Trained; readonly records: readonly RunRecord[] }> {
  const name = import.meta.url.endsWith('.ts') ? './train-child.ts' : './train-child.js';
  const file = fileURLToPath(new URL(name, import.meta.url));
  const input = JSON.stringify({ backend, experiment, seeds } satisfies TrainRequest);
  const child = await execa(process.execPath, [...loaderOptions(file), file], {
    input,
    env: environment,
    reject: false,
    cancelSignal: signal,
    maxBuffer: 1e9,
  });
  if (signal.aborted)
    throw new HarnessError('interrupted', { what: 'Interrupted, or out of time. Nothing was written.' });
  const answer = answerOf(child.stdout);
  if (answer === null || 'error' in answer) {
    const got =
      answer?.error ??
      `the process ended (${child.signal ?? child.exitCode}): ${child.stderr.trim().split('\n').at(-1) ?? ''}`;
    throw new HarnessError('backend-unavailable', { what: `Training on ${backend} failed.`, got });
  }
  const { records, ...facts } = answer;
  const runs = records.map((record) => {
    const { seed, training, values } = record;
    return { seed, training, values, record: contentHash(record) };
  });
  return { trained: { ...facts, runs }, records };
}

function answerOf(stdout: string): TrainAnswer | null {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as TrainAnswer;
  } catch {
    return null;
  }
}

export function largestDifferences(one: readonly RunRecord[], other: readonly RunRecord[]): Record<string, number> {
  const largest: Record<string, number> = {};
  const note = (name: string, left: number | undefined, right: number | undefined) => {
    const difference = Math.abs((left ?? Number.NaN) - (right ?? Number.NaN));
    if (Number.isNaN(difference))
      throw new HarnessError('internal', { what: 'Two backends measured different things.', where: name });
    largest[name] = Math.max(largest[name] ?? 0, difference);
  };
  for (const [index, record] of one.entries()) {
    const second = other[index];
    for (const [name, groups] of Object.entries(record.values)) {
      for (const [group, value] of Object.entries(groups)) note(name, value, second?.values[name]?.[group]);
    }
    for (const [name, { y }] of Object.entries(record.curves).filter(([name]) => name.endsWith('/loss by epoch'))) {
      const opposite = second?.curves[name]?.y;
      note(`${name}, first`, y[0], opposite?.[0]);
      note(`${name}, last`, y.at(-1), opposite?.at(-1));
    }
  }
  return largest;
}
