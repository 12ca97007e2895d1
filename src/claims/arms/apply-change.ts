// A change applied to an experiment: what a test is about as the change says, sizes in proportion, everything else as it was.
import type { Experiment } from '../../experiments/experiment.ts';
import { type PlannedStage, plannedStages } from '../../experiments/stages.ts';
import type { GroupName, GroupSizes } from '../../tasks/groups.ts';
import type { NamedGroup } from '../../tasks/text/named-entities/cast.ts';
import type { StageConfig } from '../../training/protocol-config.ts';
import type { Change, MeasurementsChange, ModelChange, ProtocolChange, StageChange, TaskChange } from './arm.ts';

/** Why a design of a claim cannot be asked of a configuration. It is an answer and no error: whoever lists claims catches it. */
export class DoesNotApply extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'DoesNotApply';
  }
}

/**
 * What the change is applied to: the registered base; someone's own configuration; or one that names the sizes that are compared, so
 * that arms keep that of its model.
 */
export type Around = 'registered' | 'own' | 'own-sizes';

/** @throws DoesNotApply */
export function applyChange(own: Experiment, change: Change, around: Around): Experiment {
  const { task, model, protocol, measurements } = change;
  if (model?.only !== undefined && around !== 'registered') {
    throw new DoesNotApply(
      'this design is about a model of its own, with other settings than the task is studied with',
    );
  }
  const changed = {
    ...own,
    task: task === undefined ? own.task : changedTask(own.task, task),
    protocol: protocol === undefined ? own.protocol : changedProtocol(own, protocol),
  } as Experiment;
  const modelled = model === undefined ? changed : withModel(changed, model, around);
  return measurements === undefined ? modelled : withMeasurements(modelled, measurements);
}

function withModel(experiment: Experiment, { width, registered, only }: ModelChange, around: Around): Experiment {
  const model = registered ?? only;
  if (around === 'registered' && model !== undefined) return { ...experiment, model } as Experiment;
  if (width === undefined || around === 'own-sizes') return experiment;
  const own = sizeOf(experiment, 'width');
  if (own !== null) return withSize(experiment, 'width', own * width.times);
  throw new DoesNotApply('it varies the width, and the options of this model have no number "width"');
}

/** What may be varied where a claim is about the size of a model. Of a model in a folder of one's own these are its options of that name. */
export const SIZE_SETTINGS = ['width', 'layers'] as const;
export type SizeSetting = (typeof SIZE_SETTINGS)[number];

/** Null where the model has no such number. */
export function sizeOf({ model }: Experiment, setting: SizeSetting): number | null {
  if (model.kind === 'checkpoint') return null;
  if (model.kind !== 'module') return model[setting];
  const size = model.options[setting];
  return typeof size === 'number' ? size : null;
}

export function withSize(experiment: Experiment, setting: SizeSetting, size: number): Experiment {
  const { model } = experiment;
  const changed =
    model.kind === 'module'
      ? { ...model, options: { ...model.options, [setting]: size } }
      : { ...model, [setting]: size };
  // The spread of a union is none, though each of its members stays what it was.
  return { ...experiment, model: changed } as Experiment;
}

function withMeasurements(
  experiment: Experiment,
  { probes, gradientAlignment: gradients, ...plain }: MeasurementsChange,
): Experiment {
  const { bareAlias: _, ...measurements } = experiment.measurements;
  const found = probes === undefined ? measurements.probes : changedProbes(experiment, probes);
  return {
    ...experiment,
    measurements: {
      ...measurements,
      ...plain,
      probes: found,
      ...(gradients === undefined ? {} : { gradientAlignment: gradients && joined(measurements, gradients) }),
    },
  };
}

function changedProbes(
  experiment: Experiment,
  change: Exclude<MeasurementsChange['probes'], undefined>,
): Experiment['measurements']['probes'] {
  if (change === null) return null;
  const { lambda, permutations } = change;
  if (lambda !== undefined) return { lambda: sizeOf(experiment, 'width') ?? lambda.widthOr, permutations };
  const { probes } = experiment.measurements;
  return probes === null ? null : { ...probes, permutations };
}

function joined({ gradientAlignment }: Experiment['measurements'], more: { readonly beforeTraining: true }) {
  return gradientAlignment === null ? null : { ...gradientAlignment, ...more };
}

type Task = Experiment['task'];

function changedTask(own: Task, { groups: ofGroups = {}, consistentShare, rendering, ...plain }: TaskChange): Task {
  const groups = changedGroups(own.groups, ofGroups);
  return {
    ...own,
    ...plain,
    groups,
    consistentShare: consistentShare === undefined ? own.consistentShare : nearestShare(consistentShare, groups),
    ...(rendering === undefined || own.kind !== 'digit-grid' ? {} : { rendering: { ...own.rendering, ...rendering } }),
  } as Task;
}

function changedGroups(own: GroupSizes, changes: NonNullable<TaskChange['groups']>): GroupSizes {
  const sizeOfGroup = ([group, members]: readonly [NamedGroup, number]): number => {
    const change = changes[group];
    if (change === undefined) return members;
    if ('of' in change) return members > 0 ? members : Math.round(own[change.of] * change.times);
    const size = members * change.times;
    // Even, so that a share of one half is exact.
    return group === 'D1QA1' || group === 'D2QA2' ? 2 * Math.round(size / 2) : Math.round(size);
  };
  const sizes = Object.entries(own) as [NamedGroup, number][];
  return Object.fromEntries(sizes.map((size) => [size[0], sizeOfGroup(size)])) as GroupSizes;
}

/** How far a share may be from the registered one. */
const TOLERANCE = 0.02;

function nearestShare(share: Task['consistentShare'], groups: GroupSizes): Task['consistentShare'] {
  const nearest = (wanted: number, group: GroupName) => {
    const size = groups[group];
    const exact = size === 0 ? wanted : Math.round(wanted * size) / size;
    // Tags that say anything at all are not uninformative, so one half must be one half.
    const allowed = wanted === 0.5 ? 1e-9 : TOLERANCE;
    if (Math.abs(exact - wanted) <= allowed) return exact;
    throw new DoesNotApply(
      `a share of ${wanted} of the ${size} definitions of ${group} is no whole number; with ${wanted === 0.5 ? 'an even number' : 'more'} of them it would be`,
    );
  };
  return { reliable: nearest(share.reliable, 'D1QA1'), unreliable: nearest(share.unreliable, 'D2QA2') };
}

function changedProtocol(own: Experiment, change: ProtocolChange): Experiment['protocol'] {
  const { stage1, stage1Questions: questions, stage2: last = {}, ...plain } = change;
  const { stage2Deals, ...protocol } = own.protocol;
  if (plain.stages !== 'single' && protocol.stage2 === null) {
    throw new DoesNotApply('it looks at a model after Stage 2, and this configuration has a single stage');
  }
  const changed = (field: StageField, stage: StageConfig, one: StageChange | undefined) =>
    changedStage(stage, one ?? {}, () => stageSize(own, field));
  return {
    ...protocol,
    ...plain,
    stage1: changed('stage1', protocol.stage1, stage1),
    ...(questions === undefined
      ? {}
      : { stage1Questions: changed('stage1Questions', protocol.stage1Questions ?? protocol.stage1, questions) }),
    ...(protocol.stage2 === null || last === null
      ? { stage2: null }
      : {
          stage2: changed('stage2', protocol.stage2, last),
          ...(stage2Deals === undefined ? {} : { stage2Deals }),
        }),
  };
}

function changedStage(own: StageConfig, change: StageChange, size: () => StageSize): StageConfig {
  const { batchSize, length, learningRate } = change;
  return {
    ...own,
    ...(batchSize === undefined
      ? {}
      : { batchSize: batchSize === 'full' ? 'full' : scaled(own, batchSize.times, size) }),
    ...(length === undefined ? {} : { length: 'kind' in length ? length : lengthened(own, length, size) }),
    ...(learningRate === undefined ? {} : { learningRate: own.learningRate * learningRate.times }),
  };
}

function scaled({ batchSize }: StageConfig, times: number, size: () => StageSize): StageConfig['batchSize'] {
  if (batchSize === 'full') {
    throw new DoesNotApply('it varies the batch, and this configuration takes all documents at once ("full")');
  }
  const batch = Math.max(1, Math.round(batchSize * times));
  return batch >= size().documents ? 'full' : batch;
}

function lengthened(
  { length, batchSize }: StageConfig,
  { times = 1, as = length.kind }: { readonly times?: number; readonly as?: StageConfig['length']['kind'] },
  size: () => StageSize,
): StageConfig['length'] {
  if (as !== length.kind) {
    const { documents, steps } = size();
    if (as === 'steps') return { kind: 'steps', steps };
    const stepsAnEpoch = Math.max(1, Math.floor(documents / (batchSize === 'full' ? documents : batchSize)));
    return { kind: 'epochs', epochs: Math.max(1, Math.floor(steps / stepsAnEpoch)) };
  }
  const longer = (count: number) => Math.max(1, Math.round(count * times));
  if (length.kind === 'steps') return { kind: 'steps', steps: longer(length.steps) };
  if (length.kind === 'epochs') return { kind: 'epochs', epochs: longer(length.epochs) };
  return { ...length, maximumEpochs: longer(length.maximumEpochs) };
}

type StageField = PlannedStage['field'];

export const STAGE_FIELDS = ['stage0', 'stage1', 'stage1Questions', 'stage2'] as const satisfies readonly StageField[];

/** With this batch in those of the stages that there are. */
export function withBatches(
  experiment: Experiment,
  batchSize: StageConfig['batchSize'],
  fields: readonly StageField[],
): Experiment {
  const { protocol } = experiment;
  const changed = fields
    .filter((field) => protocol[field])
    .map((field) => [field, { ...protocol[field], batchSize }] as const);
  return { ...experiment, protocol: { ...protocol, ...Object.fromEntries(changed) } } as Experiment;
}

interface StageSize {
  readonly documents: number;
  readonly steps: number;
}

/** Documents and steps of a stage. */
function stageSize(experiment: Experiment, field: StageField): StageSize {
  const stage = plannedStages(experiment).find((planned) => planned.field === field);
  return { documents: stage?.count ?? 0, steps: stage?.steps ?? 0 };
}
