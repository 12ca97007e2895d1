// One cohort of an experiment, end to end: initial parameters, stages, measurements, records (architecture.md glossary).
// Every draw of a seed comes from that seed's own tree, so stacked or alone a seed gives the same numbers to rounding.
import { HarnessError } from '../errors/harness-error.ts';
import type { Measured } from '../measurements/measure-answers.ts';
import type { Model } from '../models/model.ts';
import type { ModelModule } from '../models/user-model.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import type { DigitImagePool } from '../tasks/digit-images.ts';
import { eagerEngine, type StepEngine } from '../tensors/step-engine.ts';
import { dispose, memory, type Tensor, tensor } from '../tensors/tensorflow.ts';
import type { StageConfig } from '../training/protocol-config.ts';
import { type StageRequest, type StageResult, trainStage } from '../training/train-stage.ts';
import { contentHash } from './content-hash.ts';
import type { Experiment } from './experiment.ts';
import type { Pretrained, PretrainedStore } from './pretrained.ts';
import type { RunRecord } from './run-record.ts';
import type { StageName, Study, StudySeed } from './study.ts';
import { studyOf } from './study-of.ts';

export interface CohortRequest {
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
  /** Pictures for handwriting; null for symbols and text. */
  readonly images: DigitImagePool | null;
  /** The user's model, where the experiment names one; left out: none. */
  readonly module?: ModelModule | null;
  /** Called from time to time with the steps done since the last call, summed over seeds. */
  readonly onSteps?: (steps: number) => void;
  /** What runs the steps: the backend's (src/tensors/backend.ts). Op by op where none is given; the numbers are the same. */
  readonly engine?: StepEngine;
  /** Where models after Stage 0 are kept for other experiments on the same seeds; left out: nowhere. */
  readonly pretrained?: PretrainedStore;
  /** Another world or other measurements in place of those that the experiment's task names; left out: its own. */
  readonly study?: (seeds: readonly StudySeed[]) => Study;
}

/** @returns one record a seed, in order */
export async function runCohort(request: CohortRequest): Promise<RunRecord[]> {
  const { experiment, seeds, images, onSteps, engine = eagerEngine } = request;
  const { protocol, measurements } = experiment;
  const before = memory().numTensors;
  const members = seeds.map((seed) => ({ seed, tree: seedTree(seed) }));
  const study = request.study?.(members) ?? studyOf(experiment, members, { images, module: request.module ?? null });
  const { model } = study;
  const drafts = members.map(({ seed }, index) => draftRecord(seed, study.roles[index] as RunRecord['roles']));
  const add = (measured: readonly Measured[]) => {
    for (const [index, values] of measured.entries()) Object.assign((drafts[index] as RunRecord).values, values);
    // At once: other measurements would refuse such a model in words of their own.
    for (const record of drafts) refuseNonFinite(record);
  };

  const held: Tensor[] = [];
  const hold = (parameters: Tensor) => {
    held.push(parameters);
    return parameters;
  };
  try {
    await model.check?.();
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
    const start = protocol.stage0 === undefined ? initial : await pretrain(initial, protocol.stage0);
    const first = await trainStageOne(start);
    start.dispose();
    const firstMoment = protocol.stages === 'single' ? 'after-single-stage' : 'before-stage-2';
    const { retrieval, gradientAlignment, probes } = measurements;
    add(await study.answers(first, firstMoment, { retrieval: retrieval && protocol.stages === 'single' }));
    if (gradientAlignment !== null) add(await study.gradients(first, firstMoment, gradientAlignment));
    if (probes !== null) add(await study.probes(first, firstMoment, probes));

    if (protocol.stage2 !== null) {
      for (const swapped of protocol.swappedStage2 ? [false, true] : [false]) {
        const moment = swapped ? 'after-stage-2-swapped' : 'after-stage-2';
        const label = swapped ? 'stage 2 swapped' : 'stage 2';
        const second = await train(label, { name: 'stage 2', parameters: first, config: protocol.stage2, swapped });
        add(await study.answers(second, moment, { retrieval: retrieval && !swapped }));
        if (probes !== null && !swapped) add(await study.probes(second, moment, probes));
        second.dispose();
      }
    }
    first.dispose();
  }

  async function trainStageOne(parameters: Tensor): Promise<Tensor> {
    const { stages, stage1: config, stage1Questions } = protocol;
    if (stage1Questions === undefined) {
      return train('stage 1', { name: stages === 'single' ? 'single' : 'stage 1', parameters, config, swapped: false });
    }
    const defined = await train('stage 1 definitions', {
      name: 'stage 1 definitions',
      parameters,
      config,
      swapped: false,
    });
    add(await study.answers(defined, 'after-stage-1-definitions', { retrieval: false }));
    const next = { name: 'stage 1 questions', parameters: defined, config: stage1Questions, swapped: false } as const;
    const asked = await train('stage 1', next);
    defined.dispose();
    return asked;
  }

  /** Parameters after Stage 0: found, or trained and kept. */
  async function pretrain(parameters: Tensor, config: StageConfig): Promise<Tensor> {
    const { optimizer, loss = 'answers' } = protocol;
    const documents = study.pretrainingDigest();
    const key = contentHash({ seeds: [...seeds], documents, model: model.key, config, optimizer, loss });
    const found = request.pretrained?.load(key, [seeds.length, model.layout.size]) ?? null;
    const known = found === null ? await trainAndKeep(key, parameters, config) : restore(found);
    parameters.dispose();
    add(await study.answers(known, 'after-stage-0', { retrieval: false }));
    return known;
  }

  async function trainAndKeep(key: string, parameters: Tensor, config: StageConfig): Promise<Tensor> {
    const trained = await train('stage 0', { name: 'pretraining', parameters, config, swapped: false });
    const facts = drafts.map(({ training, curves }) => ({ training: { ...training }, curves: { ...curves } }));
    request.pretrained?.save(key, { parameters: (await trained.data<'float32'>()).slice(), facts });
    return trained;
  }

  function restore({ parameters, facts }: Pretrained): Tensor {
    for (const [index, { training, curves }] of facts.entries()) {
      const record = drafts[index] as RunRecord;
      Object.assign(record.training, training);
      Object.assign(record.curves, curves);
      onSteps?.(training['stage 0']?.steps ?? 0);
    }
    return hold(tensor(parameters, [seeds.length, model.layout.size]));
  }

  async function train(
    label: string,
    stage: {
      readonly name: StageName;
      readonly parameters: Tensor;
      readonly config: StageConfig;
      readonly swapped: boolean;
    },
  ): Promise<Tensor> {
    // Both Stage-2 arms read the same order stream: the pair differs in the tags alone.
    const streams = label === 'stage 2 swapped' ? 'stage 2' : label;
    const trees = members.map(({ tree }) => tree.child(streams));
    const observer = curveRecorder(label);
    let reported = 0;
    const result = await trainStage({
      model,
      parameters: stage.parameters,
      config: stage.config,
      optimizer: protocol.optimizer,
      documents: study.stage(stage.name, { trees, swapped: stage.swapped, config: stage.config }),
      trees,
      engine,
      ...(observer === null ? {} : { observer }),
      afterStep: (step) => {
        if (step % 50 === 0) {
          onSteps?.((step - reported) * seeds.length);
          reported = step;
        }
      },
    });
    noteStage(label, result, (steps) => onSteps?.(Math.max(0, steps - reported)));
    return hold(result.parameters);
  }

  function noteStage(label: string, { seeds: bySeed }: StageResult, done: (steps: number) => void): void {
    for (const [index, facts] of bySeed.entries()) {
      const { steps, epochs, finalLoss, reachedTarget, lossByEpoch } = facts;
      done(steps);
      const record = drafts[index] as RunRecord;
      record.training[label] = { steps, epochs, finalLoss, reachedTarget };
      record.curves[`${label}/loss by epoch`] = { x: lossByEpoch.map((_, epoch) => epoch + 1), y: [...lossByEpoch] };
    }
  }

  /** Accuracy of D5 and D6 along Stage 2's main arm; null where no curve is asked for. */
  function curveRecorder(label: string): NonNullable<StageRequest['observer']> | null {
    const everySteps = protocol.curveEverySteps;
    if (everySteps === null || label !== 'stage 2') return null;
    const observe = async (step: number, parameters: Tensor) => {
      const measured = await study.answers(parameters, 'curve', { retrieval: false, groups: ['D5', 'D6'] });
      for (const [index, values] of measured.entries()) {
        for (const [group, value] of Object.entries(values[`curve/${study.curve}`] ?? {})) {
          const curves = (drafts[index] as RunRecord).curves;
          const name = `${label}/accuracy of ${group} by step`;
          const { x, y } = curves[name] ?? { x: [], y: [] };
          curves[name] = { x: [...x, step], y: [...y, value] };
        }
      }
    };
    return { everySteps, observe };
  }
}

function stackInitial(model: Model, members: readonly StudySeed[]): Tensor {
  const { size } = model.layout;
  const flat = new Float32Array(members.length * size);
  for (const [index, { tree }] of members.entries()) flat.set(model.initialParameters(tree), index * size);
  return tensor(flat, [members.length, size]);
}

function draftRecord(seed: number, roles: RunRecord['roles']): RunRecord {
  return { seed, roles, training: {}, values: {}, curves: {} };
}

/** A broken run is never a number (architecture.md decision 4). */
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
