// An arm of a design as data: the experiment that it extends, and what it changes there. Sizes are changed in proportion, so one and the
// same change makes the registered arm of the registered base, and the arm of anyone's configuration of that configuration.
import type { Experiment } from '../../experiments/experiment.ts';
import type { GroupName } from '../../tasks/groups.ts';
import type { NamedGroup } from '../../tasks/text/named-entities/cast.ts';
import type { ProtocolConfig, StageConfig } from '../../training/protocol-config.ts';

export const TASK_NAMES = [
  'digit-grid/symbols',
  'digit-grid/handwriting',
  'alias-text',
  'alias-entity',
  'set-inclusion',
  'named-entities',
] as const;
export type TaskName = (typeof TASK_NAMES)[number];

export interface Arm {
  /** The base experiment of a task, or an experiment as it is. */
  readonly extends: TaskName | Experiment;
  readonly change: Change;
}

/** What is left out stays as in the experiment that is changed. */
export interface Change {
  readonly task?: TaskChange;
  readonly model?: ModelChange;
  readonly protocol?: ProtocolChange;
  readonly measurements?: MeasurementsChange;
}

/** So many times what was there. */
export interface Times {
  readonly times: number;
}

/** Where there are none, so many times what another group had. */
export interface TimesGroup extends Times {
  readonly of: GroupName;
}

type Settings<Task> = Task extends unknown
  ? Partial<Omit<Task, 'kind' | 'groups' | 'consistentShare' | 'rendering'>>
  : never;

export type TaskChange = Settings<Experiment['task']> & {
  readonly groups?: Readonly<Partial<Record<NamedGroup, Times | TimesGroup>>>;
  /** Or the nearest that is exact with the definitions that there are. */
  readonly consistentShare?: Experiment['task']['consistentShare'];
  readonly rendering?: { readonly query: 'tokens' | 'pixels' };
};

export interface ModelChange {
  readonly width?: Times;
  /** The registered design has a model of another size. A configuration keeps its own, but for `width`. */
  readonly registered?: Experiment['model'];
  /** The design is about this model and no other. */
  readonly only?: Experiment['model'];
}

export interface StageChange {
  readonly batchSize?: Times | 'full';
  /** `as`: counted so. What is counted otherwise is converted, as it is. */
  readonly length?: Times | (Partial<Times> & { readonly as: 'epochs' | 'steps' }) | StageConfig['length'];
  readonly learningRate?: Times;
}

export interface ProtocolChange {
  readonly stages?: ProtocolConfig['stages'];
  readonly stage1?: StageChange;
  /** Of Stage 1, where there is no such stage. */
  readonly stage1Questions?: StageChange;
  readonly stage2?: StageChange | null;
  readonly loss?: NonNullable<ProtocolConfig['loss']>;
  readonly swappedStage2?: boolean;
  readonly curveEverySteps?: null;
}

export interface MeasurementsChange {
  readonly retrieval?: boolean;
  /** Left out: not measured, whatever a configuration says. */
  readonly bareAlias?: true;
  /**
   * The penalty that was found for a width goes with it: it is the model's width, or this where it has none. Without `lambda` probes are as
   * in the experiment that is changed, none where it has none.
   */
  readonly probes?: { readonly lambda?: { readonly widthOr: number }; readonly permutations: number } | null;
  /** Or, where gradients are measured, also before Stage 1. */
  readonly gradientAlignment?: null | { readonly beforeTraining: true };
  readonly byConsistency?: true;
}

export type Beside = 'swapped' | 'curves' | 'retrieval' | 'probes' | 'gradients';

/** The change of an arm that runs and measures, beside its questions, what is named here and nothing else. */
export function beside(named: readonly Beside[], { protocol, measurements, ...change }: Change = {}): Change {
  const has = (one: Beside) => named.includes(one);
  return {
    ...change,
    protocol: { ...protocol, swappedStage2: has('swapped'), ...(has('curves') ? {} : { curveEverySteps: null }) },
    measurements: {
      retrieval: has('retrieval'),
      ...(has('probes') ? {} : { probes: null }),
      ...(has('gradients') ? {} : { gradientAlignment: null }),
      ...measurements,
    },
  };
}

/** alpha of the paper: this share of reliable-tag definitions agrees, and of unreliable-tag ones does not. */
export const alpha = (reliable: number) => ({ task: { consistentShare: { reliable, unreliable: 1 - reliable } } });

/** Experiments as arms: nothing is changed. */
export function unchanged(experiments: Readonly<Record<string, Experiment>>): Readonly<Record<string, Arm>> {
  return Object.fromEntries(Object.entries(experiments).map(([arm, one]) => [arm, { extends: one, change: {} }]));
}
