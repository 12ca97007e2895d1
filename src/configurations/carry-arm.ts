// From a registered arm to the same arm around someone's own configuration. A registered arm is its base with something changed; the
// change is carried over, setting by setting: what the test is about as registered, sizes in proportion, the model as it is. For the
// registered base itself this gives the registered arms again.
import type { Experiment } from '../experiments/experiment.ts';
import type { StageConfig } from '../training/protocol-config.ts';
import { carryStage } from './carry-stage.ts';
import { carryTask } from './carry-task.ts';
import { DoesNotApply } from './does-not-apply.ts';
import { sizeOf, withSize } from './size-setting.ts';
import { type StageField, stageSizes } from './stage-size.ts';

export interface ArmToCarry {
  /** The configuration's experiment. */
  readonly own: Experiment;
  /** What the registered arms of its task are built from. */
  readonly base: Experiment;
  readonly arm: Experiment;
  /** All registered arms of the test, this one among them. */
  readonly arms: readonly Experiment[];
  /** The configuration names the sizes that are compared, so arms keep that of its model. */
  readonly keepsSize?: boolean;
}

/** @throws DoesNotApply */
export function carryArm(carried: ArmToCarry): Experiment {
  const { own, base, arm, arms } = carried;
  refuseOwnModel(base, arm);
  const touched = new Set(
    Object.keys(arm.task).filter((name) => arms.some((one) => !same(part(one, name), part(base, name)))),
  );
  const task = carryTask({ own: own.task, base: base.task, arm: arm.task, touched });
  const protocol = carryProtocol(carried);
  const carriedOver = {
    schemaVersion: 1,
    task,
    model: own.model,
    protocol,
    measurements: carryMeasurements(carried),
  } as Experiment;
  const share = widthOf(arm) / Math.max(...arms.map(widthOf));
  const width = sizeOf(own, 'width');
  if (share === 1 || carried.keepsSize === true) return carriedOver;
  if (width !== null) return withSize(carriedOver, 'width', width * share);
  throw new DoesNotApply('it varies the width, and the options of this model have no number "width"');
}

const part = ({ task }: Experiment, name: string): unknown => Object.entries(task).find(([one]) => one === name)?.[1];
const same = (left: unknown, right: unknown) => JSON.stringify(left) === JSON.stringify(right);

const widthOf = (experiment: Experiment) => sizeOf(experiment, 'width') ?? 1;

/** Widths are a matter of the ladder, and deviations at the start go with them. Anything else is another model than was brought. */
function refuseOwnModel(base: Experiment, arm: Experiment): void {
  const rest = ({ model }: Experiment) => ({ ...model, width: 0, initialisation: null });
  if (!same(rest(base), rest(arm))) {
    throw new DoesNotApply(
      'this design is about a model of its own, with other settings than the task is studied with',
    );
  }
}

function carryProtocol({ own, base, arm, arms }: ArmToCarry): Experiment['protocol'] {
  const batches = new Set(arms.map(({ protocol }) => protocol.stage1.batchSize));
  const sizes = stageSizes(own);
  const carried = (field: StageField): StageConfig | undefined | null => {
    const registered = arm.protocol[field];
    const before = base.protocol[field] ?? base.protocol.stage1;
    const mine = own.protocol[field];
    if (registered === undefined || registered === null) return registered;
    const size = sizes(mine === undefined || mine === null ? 'stage1' : field);
    return carryStage({
      own: mine ?? own.protocol.stage1,
      base: before,
      arm: registered,
      comparesBatches: field === 'stage1' && batches.size > 1,
      size,
    });
  };
  const { stages, loss: armLoss } = arm.protocol;
  const touchesLoss = arms.some(({ protocol }) => protocol.loss !== base.protocol.loss);
  const loss = touchesLoss ? armLoss : own.protocol.loss;
  const touchesStages = arms.some(({ protocol }) => protocol.stages !== base.protocol.stages);
  const wanted = touchesStages || own.protocol.stages === 'single' ? stages : own.protocol.stages;
  const asThree = wanted === 'three' && stages !== 'three';
  const questions = asThree ? own.protocol.stage1Questions : carried('stage1Questions');
  const stage0 = own.protocol.stage0;
  if (stages !== 'single' && own.protocol.stage2 === null) {
    throw new DoesNotApply('it looks at a model after Stage 2, and this configuration has a single stage');
  }
  return {
    ...own.protocol,
    stages: wanted,
    ...(stage0 === undefined ? {} : { stage0 }),
    stage1: carried('stage1') as StageConfig,
    ...(questions === undefined ? {} : { stage1Questions: questions as StageConfig }),
    stage2: stages === 'single' ? null : (carried('stage2') as StageConfig),
    ...(loss === undefined ? {} : { loss }),
    swappedStage2: arm.protocol.swappedStage2,
    curveEverySteps: arm.protocol.curveEverySteps === null ? null : own.protocol.curveEverySteps,
  };
}

/** What an arm measures the configuration measures with its own numbers; where it brings a measurement of its own, with the arm's. */
function carryMeasurements({ own, base, arm }: ArmToCarry): Experiment['measurements'] {
  const { probes, gradientAlignment, retrieval } = arm.measurements;
  const broughtProbes =
    probes !== null && base.measurements.probes === null && probes.lambda === widthOf(arm)
      ? // The penalty that was found for a width goes with it.
        { ...probes, lambda: sizeOf(own, 'width') ?? probes.lambda }
      : probes;
  return {
    retrieval: retrieval || (own.measurements.retrieval && !base.measurements.retrieval),
    probes: probes === null ? null : base.measurements.probes === null ? broughtProbes : own.measurements.probes,
    gradientAlignment:
      gradientAlignment === null
        ? null
        : base.measurements.gradientAlignment === null
          ? gradientAlignment
          : own.measurements.gradientAlignment,
  };
}
