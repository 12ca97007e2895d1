// One cohort of an experiment, end to end: worlds, initial parameters, stages, measurements, records (design, "run").
// Every draw of a seed comes from that seed's own tree, so stacked or alone a seed gives the same numbers to rounding.
import { HarnessError } from '../errors/harness-error.ts';
import { type Measured, measureAnswers } from '../measurements/measure-answers.ts';
import { measureGradients } from '../measurements/measure-gradients.ts';
import { measureProbes } from '../measurements/measure-probes.ts';
import type { TrainedCohort } from '../measurements/model-answers.ts';
import { initialParameters, type Model, residualMlp } from '../models/residual-mlp.ts';
import { type SeedTree, seedTree } from '../randomness/seed-tree.ts';
import { drawDigitGrid } from '../tasks/digit-grid.ts';
import { GROUP_NAMES } from '../tasks/digit-grid-config.ts';
import { type DigitImagePool, splitDigitImages } from '../tasks/digit-images.ts';
import {
  type Documents,
  outputCount,
  singleStageDocuments,
  stageOneDocuments,
  stageTwoDocuments,
} from '../tasks/documents.ts';
import { handwritingRendering } from '../tasks/handwriting-rendering.ts';
import { symbolRendering } from '../tasks/symbol-rendering.ts';
import { eagerEngine, type StepEngine } from '../tensors/step-engine.ts';
import { dispose, memory, type Tensor, tensor } from '../tensors/tensorflow.ts';
import type { SeedTask } from '../training/batch-inputs.ts';
import type { StageConfig } from '../training/protocol-config.ts';
import { type StageRequest, type StageResult, trainStage } from '../training/train-stage.ts';
import type { Experiment } from './experiment.ts';
import type { RunRecord } from './run-record.ts';

export interface CohortRequest {
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
  /** Pictures for handwriting; null for symbols. */
  readonly images: DigitImagePool | null;
  /** Called from time to time with the steps done since the last call, summed over seeds. */
  readonly onSteps?: (steps: number) => void;
  /** What runs the steps: the backend's (src/tensors/backend.ts). Op by op where none is given; the numbers are the same. */
  readonly engine?: StepEngine;
}

interface CohortSeed {
  readonly seed: number;
  readonly tree: SeedTree;
  readonly task: SeedTask;
}

/** @returns one record a seed, in order */
export async function runCohort(request: CohortRequest): Promise<RunRecord[]> {
  const { experiment, seeds, images, onSteps, engine = eagerEngine } = request;
  const { protocol, measurements } = experiment;
  const before = memory().numTensors;
  const members = seeds.map((seed) => cohortSeed(experiment, seed, images));
  const model = buildModel(experiment, members[0] as CohortSeed);
  const drafts = members.map(draftRecord);
  const add = (measured: readonly Measured[]) => {
    for (const [index, values] of measured.entries()) Object.assign((drafts[index] as RunRecord).values, values);
  };
  const cohort = (parameters: Tensor): TrainedCohort => ({ model, parameters, seeds: members });

  const held: Tensor[] = [];
  const hold = (parameters: Tensor) => {
    held.push(parameters);
    return parameters;
  };
  try {
    await trainAndMeasure();
  } finally {
    dispose(held);
  }
  if (memory().numTensors !== before) {
    throw new HarnessError('internal', {
      what: 'A cohort left tensors behind.',
      got: `${memory().numTensors - before}`,
    });
  }
  for (const record of drafts) refuseNonFinite(record);
  return drafts;

  async function trainAndMeasure(): Promise<void> {
    const initial = hold(stackInitial(model, members));
    const single = protocol.stages === 'single';
    const first = await train('stage 1', {
      parameters: initial,
      config: protocol.stage1,
      documents: single ? singleStageDocuments : stageOneDocuments,
      swapped: false,
    });
    initial.dispose();
    const firstMoment = single ? 'after-single-stage' : 'before-stage-2';
    const trained = cohort(first.parameters);
    add(await measureAnswers(trained, firstMoment, { retrieval: measurements.retrieval && single }));
    // Before other measurements, which would refuse such a model in words of their own.
    for (const record of drafts) refuseNonFinite(record);
    if (measurements.gradientAlignment !== null)
      add(await measureGradients(trained, firstMoment, measurements.gradientAlignment));
    if (measurements.probes !== null) add(await measureProbes(trained, firstMoment, measurements.probes));

    if (protocol.stage2 !== null) {
      for (const swapped of protocol.swappedStage2 ? [false, true] : [false]) {
        const moment = swapped ? 'after-stage-2-swapped' : 'after-stage-2';
        const second = await train(swapped ? 'stage 2 swapped' : 'stage 2', {
          parameters: first.parameters,
          config: protocol.stage2,
          documents: (world) => stageTwoDocuments(world, swapped),
          swapped,
        });
        const end = cohort(second.parameters);
        add(await measureAnswers(end, moment, { retrieval: measurements.retrieval && !swapped }));
        for (const record of drafts) refuseNonFinite(record);
        if (measurements.probes !== null && !swapped) add(await measureProbes(end, moment, measurements.probes));
        second.parameters.dispose();
      }
    }
    first.parameters.dispose();
  }

  async function train(
    stage: string,
    request: {
      readonly parameters: Tensor;
      readonly config: StageConfig;
      readonly documents: (world: SeedTask['world']) => Documents;
      readonly swapped: boolean;
    },
  ): Promise<StageResult> {
    // Both Stage-2 arms read the same order stream: the pair differs in the tags alone.
    const streams = stage === 'stage 1' ? 'stage 1' : 'stage 2';
    const observer = curveRecorder(stage, request.swapped);
    let reported = 0;
    const result = await trainStage({
      model,
      parameters: request.parameters,
      config: request.config,
      optimizer: protocol.optimizer,
      swapped: request.swapped,
      seeds: members.map(({ task, tree }) => ({
        task,
        documents: request.documents(task.world),
        tree: tree.child(streams),
      })),
      engine,
      ...(observer === null ? {} : { observer }),
      afterStep: (step) => {
        if (step % 50 === 0) {
          onSteps?.((step - reported) * seeds.length);
          reported = step;
        }
      },
    });
    hold(result.parameters);
    for (const [index, facts] of result.seeds.entries()) {
      const { steps, epochs, finalLoss, reachedTarget, lossByEpoch } = facts;
      onSteps?.(Math.max(0, steps - reported));
      const record = drafts[index] as RunRecord;
      record.training[stage] = { steps, epochs, finalLoss, reachedTarget };
      record.curves[`${stage}/loss by epoch`] = { x: lossByEpoch.map((_, epoch) => epoch + 1), y: [...lossByEpoch] };
    }
    return result;
  }

  /** Accuracy of D5 and D6 along Stage 2's main arm; null where no curve is asked for. */
  function curveRecorder(stage: string, swapped: boolean): NonNullable<StageRequest['observer']> | null {
    const everySteps = protocol.curveEverySteps;
    if (everySteps === null || stage === 'stage 1' || swapped) return null;
    const observe = async (step: number, parameters: Tensor) => {
      const measured = await measureAnswers(cohort(parameters), 'curve', { retrieval: false, groups: ['D5', 'D6'] });
      for (const [index, values] of measured.entries()) {
        for (const [group, value] of Object.entries(values['curve/qa/accuracy'] ?? {})) {
          const curves = (drafts[index] as RunRecord).curves;
          const name = `${stage}/accuracy of ${group} by step`;
          const { x, y } = curves[name] ?? { x: [], y: [] };
          curves[name] = { x: [...x, step], y: [...y, value] };
        }
      }
    };
    return { everySteps, observe };
  }
}

function cohortSeed({ task: config }: Experiment, seed: number, pool: DigitImagePool | null): CohortSeed {
  const tree = seedTree(seed);
  const world = drawDigitGrid(config, tree);
  if (config.rendering.kind === 'symbols') return { seed, tree, task: { world, rendering: symbolRendering(world) } };
  if (pool === null || pool.digest !== config.rendering.imagesDigest) {
    throw new HarnessError('invalid-images', {
      what: 'The pictures are not those that the experiment names.',
      got: pool === null ? 'no pictures' : `${pool.name}, sha256 ${pool.digest}`,
      expected: `sha256 ${config.rendering.imagesDigest}`,
    });
  }
  const images = splitDigitImages(pool, (length, digit) =>
    tree.child('images').child(digit).stream().permutation(length),
  );
  return { seed, tree, task: { world, rendering: handwritingRendering(world, images, tree) } };
}

/** The model that a run trains. @param images pictures for handwriting; null for symbols */
export function modelOf(experiment: Experiment, images: DigitImagePool | null): Model {
  return buildModel(experiment, cohortSeed(experiment, 0, images));
}

function buildModel(experiment: Experiment, { task }: CohortSeed): Model {
  const { features, patches, tokens } = task.rendering;
  return residualMlp(experiment.model, { features, patches, tokens, outputs: outputCount(task.world) });
}

function stackInitial(model: Model, members: readonly CohortSeed[]): Tensor {
  const { size } = model.layout;
  const flat = new Float32Array(members.length * size);
  for (const [index, { tree }] of members.entries()) flat.set(initialParameters(model, tree), index * size);
  return tensor(flat, [members.length, size]);
}

const LETTERS = 'ABCDEFG';

function draftRecord({ seed, task: { world } }: CohortSeed): RunRecord {
  const letterOf = new Map(GROUP_NAMES.map((name, index) => [name, LETTERS[index] as string]));
  return {
    seed,
    roles: {
      reliableTag: world.reliableTag,
      groups: world.groupOf.map((group) => letterOf.get(group)).join(''),
      legend: Object.fromEntries([...letterOf].map(([name, letter]) => [letter, name])),
    },
    training: {},
    values: {},
    curves: {},
  };
}

/** A broken run is never a number (design decision 4). */
function refuseNonFinite(record: RunRecord): void {
  const numbers = [
    ...Object.entries(record.values).flatMap(([name, groups]) => Object.values(groups).map((value) => [name, value])),
    ...Object.entries(record.training).map(([name, { finalLoss }]) => [`${name}: final loss`, finalLoss]),
    ...Object.entries(record.curves).flatMap(([name, { y }]) => y.map((value) => [name, value])),
  ] as [string, number][];
  const broken = numbers.find(([, value]) => !Number.isFinite(value));
  if (broken === undefined) return;
  throw new HarnessError('not-finite', {
    what: `Seed ${record.seed} gave a number that is not finite; the run is broken and counts as missing.`,
    where: broken[0],
    got: String(broken[1]),
    next: 'lower the learning rate, or look at the loss curve',
  });
}
