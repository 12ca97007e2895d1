// One cohort of an experiment, end to end: initial parameters, stages, measurements, records (architecture.md glossary).
// Every draw of a seed comes from that seed's own tree, so stacked or alone a seed gives the same numbers to rounding.
import { HarnessError } from '../errors/harness-error.ts';
import type { Measured } from '../measurements/activations.ts';
import type { Model } from '../models/model.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import { POOL } from '../tasks/text/named-entities/cast.ts';
import { eagerEngine, type StepEngine } from '../tensors/step-engine.ts';
import { dispose, memory, type Tensor, tensor, tensorOf } from '../tensors/tensorflow.ts';
import { type StageRequest, trainStage } from '../training/train-stage.ts';
import { contentHash } from './content-hash.ts';
import type { Experiment } from './experiment.ts';
import type { RunRecord } from './run-record.ts';
import { type Stage, stagesOf } from './stages.ts';
import type { Study, StudyAssets, StudySeed } from './study.ts';
import { studyOf } from './study.ts';

export interface CohortRequest extends Partial<Omit<StudyAssets, 'images'>>, Pick<StudyAssets, 'images'> {
  readonly experiment: Experiment;
  readonly seeds: readonly number[];
  /** Called from time to time with the steps done since the last call, summed over seeds. */
  readonly onSteps?: (steps: number) => void;
  /** What runs the steps: the backend's (src/tensors/backend.ts). Op by op where none is given; the numbers are the same. */
  readonly engine?: StepEngine;
  /** Where models after Stage 0, and pretrained ones after Stage 1, are kept for other experiments on the same seeds; left out: nowhere. */
  readonly pretrained?: PretrainedStore;
  /** Takes the records before what was kept of Stage 1 is let go of: a run that is cut short between the two would start from nothing. */
  readonly keep?: (records: readonly RunRecord[]) => void;
  /** Called where arrays of the model's size were let go of, since a training makes too few others for JavaScript to look for them. */
  readonly collectGarbage?: () => void;
  /** Another world or other measurements in place of those that the experiment's task names; left out: its own. */
  readonly study?: (seeds: readonly StudySeed[]) => Study;
}

/** Models after a stage that is kept: one a seed (and size) serves all experiments on it. Found or trained anew, the numbers are the same. */
export interface Pretrained {
  /** [S, P], row after row. */
  readonly parameters: Float32Array;
  /** What each seed's record says of that stage. */
  readonly facts: readonly Pick<RunRecord, 'training' | 'curves'>[];
}

export interface PretrainedStore {
  /**
   * @param key hash of all that the numbers depend on, but for the numerics
   * @returns null where there is none, or none that can be trusted
   */
  load(key: string, shape: readonly [seeds: number, parameters: number]): Pretrained | null;
  save(key: string, pretrained: Pretrained): void;
  /** Lets go of one that only its own run goes on from; left out: it stays. */
  forget?(key: string): void;
}

/** What the functions below share. */
interface Cohort {
  readonly request: CohortRequest;
  readonly study: Study;
  readonly members: readonly StudySeed[];
  /** Records as they grow, one a seed. */
  readonly drafts: readonly RunRecord[];
}

/** @returns one record a seed, in order */
export async function runCohort(request: CohortRequest): Promise<RunRecord[]> {
  const { experiment, seeds, images, module = null, language = null, checkpoint = null } = request;
  const before = memory().numTensors;
  const members = seeds.map((seed) => ({ seed, tree: seedTree(seed) }));
  const study = request.study?.(members) ?? studyOf(experiment, members, { images, module, language, checkpoint });
  const drafts = members.map(({ seed }, index) => draftRecord(seed, study.roles[index] as RunRecord['roles']));
  const cohort = { request, study, members, drafts };
  /** Parameters [S, P] by the stage that they come from, as long as one may start from them. */
  const trained = new Map<string | null, Tensor>();
  try {
    await study.model.check?.();
    trained.set(null, stackInitial(study.model, members));
    request.collectGarbage?.();
    const stages = stagesOf(experiment.protocol);
    for (const [place, stage] of stages.entries()) {
      const start = tensorOf([trained.get(stage.from)], 0);
      if (stage.field === 'stage1') await measureBeforeTraining(cohort, start);
      const wanted = stages.slice(place + 1).map(({ from }) => from);
      const letGo = () => {
        if (wanted.includes(stage.from)) return;
        start.dispose();
        trained.delete(stage.from);
        request.collectGarbage?.();
      };
      const parameters = await (isKept(stage, experiment) ? trainOrFind : train)(cohort, stage, { start, letGo });
      trained.set(stage.label, parameters);
      await measure(cohort, stage, parameters);
      if (wanted.includes(stage.label)) continue;
      parameters.dispose();
      trained.delete(stage.label);
    }
  } finally {
    dispose([...trained.values()]);
  }
  if (memory().numTensors !== before) {
    throw new HarnessError('internal', {
      what: 'A cohort left tensors behind.',
      got: `${memory().numTensors - before}`,
    });
  }
  for (const record of drafts) refuseNonFinite(record);
  request.keep?.(drafts);
  for (const stage of stagesOf(experiment.protocol)) {
    if (isKept(stage, experiment) && stage.field === 'stage1') request.pretrained?.forget?.(keyOf(cohort, stage));
  }
  return drafts;
}

/** Steps between two reports: a step of a pretrained model takes seconds. */
export const stepsAReport = ({ model }: Pick<Experiment, 'model'>) => (model.kind === 'checkpoint' ? 2 : 50);

function record({ drafts }: Cohort, found: readonly Measured[]): void {
  for (const [index, values] of found.entries()) Object.assign((drafts[index] as RunRecord).values, values);
  // At once: other measurements would refuse such a model in words of their own.
  for (const draft of drafts) refuseNonFinite(draft);
}

async function measureBeforeTraining(cohort: Cohort, parameters: Tensor): Promise<void> {
  const { gradientAlignment } = cohort.request.experiment.measurements;
  if (gradientAlignment?.beforeTraining !== true) return;
  record(cohort, await cohort.study.gradients(parameters, 'before-stage-1', gradientAlignment));
}

async function measure(cohort: Cohort, stage: Stage, parameters: Tensor): Promise<void> {
  const { request, study } = cohort;
  const {
    retrieval,
    byConsistency = false,
    bareAlias = false,
    gradientAlignment,
    probes,
  } = request.experiment.measurements;
  const { moment, measured } = stage;
  const add = (found: readonly Measured[]) => record(cohort, found);
  const asked = {
    retrieval: retrieval && measured.includes('retrieval'),
    consistency: byConsistency && measured.includes('consistency'),
    'bare-alias': bareAlias,
  };
  const beside = (['retrieval', 'consistency', 'bare-alias'] as const).filter((one) => asked[one]);
  const { deal, field } = stage;
  // A large model answers slowly, and deals of Stage 2 are about who is in these groups.
  const isAboutPool = field === 'stage2' && request.experiment.model.kind === 'checkpoint';
  add(await study.answers(parameters, moment, { beside, deal, ...(isAboutPool ? { groups: POOL } : {}) }));
  if (gradientAlignment !== null && measured.includes('gradients')) {
    add(await study.gradients(parameters, moment, gradientAlignment));
  }
  if (probes !== null && measured.includes('probes')) add(await study.probes(parameters, moment, probes));
}

/** Stage 0 serves many experiments; Stage 1 of a pretrained model is most of a run, and a run may be interrupted. */
function isKept({ field }: Stage, { model }: Experiment): boolean {
  return field === 'stage0' || (field === 'stage1' && model.kind === 'checkpoint');
}

/** All that parameters after a stage depend on, but for the numerics. */
function keyOf({ request: { seeds, experiment }, study }: Cohort, { field, documents: name, config }: Stage): string {
  const { optimizer, loss = 'answers' } = experiment.protocol;
  const shared = { seeds: [...seeds], model: study.model.key, config, optimizer, loss };
  if (field === 'stage0') return contentHash({ ...shared, documents: study.pretrainingDigest() });
  // Of a pretrained model the key says how it computes, its digest with which weights.
  return contentHash({ ...shared, stage: name, weights: experiment.model, documents: study.documentsDigest(name) });
}

interface Start {
  /** [S, P] */
  readonly start: Tensor;
  /** Called as soon as it is copied, or not needed. */
  readonly letGo: () => void;
}

/** Parameters after a stage: found, or trained and kept. */
async function trainOrFind(cohort: Cohort, stage: Stage, from: Start): Promise<Tensor> {
  const { request, study, drafts } = cohort;
  const { seeds, pretrained, onSteps, collectGarbage } = request;
  const { layout } = study.model;
  const key = keyOf(cohort, stage);
  const found = pretrained?.load(key, [seeds.length, layout.size]) ?? null;
  if (found === null) {
    const trained = await train(cohort, stage, from);
    const facts = drafts.map(({ training, curves }) => ({ training: { ...training }, curves: { ...curves } }));
    if (pretrained !== undefined) pretrained.save(key, { parameters: await trained.data<'float32'>(), facts });
    collectGarbage?.();
    return trained;
  }
  from.letGo();
  for (const [index, { training, curves }] of found.facts.entries()) {
    const record = drafts[index] as RunRecord;
    Object.assign(record.training, training);
    Object.assign(record.curves, curves);
    onSteps?.(training[stage.label]?.steps ?? 0);
  }
  return tensor(found.parameters, [seeds.length, layout.size]);
}

async function train(cohort: Cohort, stage: Stage, { start, letGo }: Start): Promise<Tensor> {
  const { request, study, members, drafts } = cohort;
  const { onSteps, engine = eagerEngine } = request;
  const { label, config, swapped, deal } = stage;
  const trees = members.map(({ tree }) => tree.child(stage.stream));
  const observer = curveRecorder(cohort, stage);
  const everySteps = stepsAReport(request.experiment);
  let reported = 0;
  const result = await trainStage({
    model: study.model,
    parameters: start,
    letGo,
    config,
    optimizer: request.experiment.protocol.optimizer,
    documents: study.stage(stage.documents, { trees, swapped, deal, config }),
    trees,
    engine,
    ...(observer === null ? {} : { observer }),
    afterStep: (step) => {
      if (step % everySteps === 0) {
        onSteps?.((step - reported) * members.length);
        reported = step;
      }
    },
  });
  for (const [index, { lossByEpoch, ...facts }] of result.seeds.entries()) {
    onSteps?.(Math.max(0, facts.steps - reported));
    const { training, curves } = drafts[index] as RunRecord;
    training[label] = facts;
    curves[`${label}/loss by epoch`] = { x: lossByEpoch.map((_, epoch) => epoch + 1), y: [...lossByEpoch] };
  }
  return result.parameters;
}

/** Accuracy of D5 and D6 along Stage 2's main arm; null where no curve is asked for. */
function curveRecorder(
  { request, study, drafts }: Cohort,
  { label, field, swapped, deal }: Stage,
): NonNullable<StageRequest['observer']> | null {
  const everySteps = request.experiment.protocol.curveEverySteps;
  if (everySteps === null || field !== 'stage2' || swapped || deal > 0) return null;
  const observe = async (step: number, parameters: Tensor) => {
    const measured = await study.answers(parameters, 'curve', { names: ['qa'], groups: ['D5', 'D6'] });
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

function stackInitial(model: Model, members: readonly StudySeed[]): Tensor {
  const { size } = model.layout;
  const [only, ...others] = members;
  // A pretrained model is large enough to be held once.
  if (only !== undefined && others.length === 0) return tensor(model.initialParameters(only.tree), [1, size]);
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
