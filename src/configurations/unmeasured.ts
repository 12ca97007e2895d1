// Whether an experiment measures what a test reads, and if not, why, in words: which setting would have to be another one.
import { type Measured, TEXT_PLACE } from '../claims/estimands.ts';
import type { Experiment } from '../experiments/experiment.ts';
import { asksByTag } from '../tasks/text/alias-entity/alias-entity.ts';
import { NAMED_GROUPS, type NamedGroup } from '../tasks/text/named-entities/cast.ts';

/** Members of each class that five folds of a probe need. */
const FEWEST_FOR_PROBES = 10;

/** Names of the activations of a model of one's own; null where the model is the harness's, whose names follow from its layers. */
export type ActivationNames = readonly string[] | null;

interface Asked {
  readonly moment: string;
  readonly query: string;
  readonly place: string;
  readonly group: string;
  readonly activations: ActivationNames;
}

/** Null where it is measured. */
export function unmeasured(experiment: Experiment, read: Measured, activations: ActivationNames): string | null {
  const { measurement, group } = read;
  const [moment = '', query = '', place = ''] = measurement.split('/');
  return (
    missingStage(experiment, moment) ??
    missingGroup(experiment, group) ??
    missingMeasurement(experiment, { moment, query, place, group, activations })
  );
}

function missingStage({ protocol }: Experiment, moment: string): string | null {
  const { stages, stage0, swappedStage2, stage2Deals = 1 } = protocol;
  if (moment === 'after-stage-0')
    return stage0 === undefined ? 'it reads the model after Stage 0, and there is none' : null;
  if (moment === 'before-stage-1') return null;
  if (moment === 'after-single-stage') {
    return stages === 'single' ? null : 'it reads the model after a single stage, and there are more';
  }
  if (stages === 'single') return 'it looks at a model before or after Stage 2, and there is a single stage';
  if (moment.startsWith('after-stage-2-swapped') && !swappedStage2) return 'Stage 2 is not run with the tags exchanged';
  const deal = Number(/-deal-(\d+)$/.exec(moment)?.[1] ?? 1);
  return deal > stage2Deals ? `it reads deal ${deal} of Stage 2, and there are ${stage2Deals} ("stage2Deals")` : null;
}

function missingGroup({ task }: Experiment, group: string): string | null {
  if (group === 'held' && task.kind === 'alias-entity' && task.heldAliases === 0) {
    return 'it asks about aliases that Stage 0 only defines, and there are none ("heldAliases")';
  }
  const empty = groupsIn(group).find((name) => membersOf(task, name) === 0);
  return empty === undefined ? null : `it needs aliases of the group ${empty}, and there are none`;
}

function missingMeasurement(experiment: Experiment, asked: Asked): string | null {
  const { query, group } = asked;
  const { task, measurements } = experiment;
  if (query === 'probe-excess') return missingProbe(experiment, asked);
  if (query === 'gradient-cosine') return missingGradients(experiment, asked);
  if (query.endsWith('-tag')) return missingRetrieval(experiment);
  const mixed = group.endsWith('consistent') ? missingConsistency(experiment, group) : null;
  if (mixed !== null) return mixed;
  if (query === 'bare-alias') {
    return measurements.bareAlias === true ? null : 'bare aliases are not completed ("bareAlias" is not true)';
  }
  if (query === 'name' && task.kind === 'named-entities' && !task.attribution.includes('name')) {
    return 'aliases are not asked for their name ("attribution" has no "name")';
  }
  const isStageOne = ['D1QA1', 'D2QA2', 'QA3'].some((name) => group.startsWith(name));
  return query === 'qa' && isStageOne && !holdsOut(task)
    ? 'it asks the questions that Stage 1 holds out, and Stage 1 trains all of them'
    : null;
}

function missingGradients({ task, measurements }: Experiment, { moment }: Asked): string | null {
  const { gradientAlignment } = measurements;
  if (gradientAlignment === null) return 'gradients are not measured ("gradientAlignment" is null)';
  if (moment === 'before-stage-1' && gradientAlignment.beforeTraining !== true) {
    return 'gradients are not measured before Stage 1 ("gradientAlignment.beforeTraining" is not true)';
  }
  return task.groups.D5 + task.groups.D6 < 2 ? 'it needs two aliases of D5 and D6 for gradients' : null;
}

function missingRetrieval({ task, measurements }: Experiment): string | null {
  if (!measurements.retrieval) return 'definitions are not asked by their tags ("retrieval" is false)';
  if (task.kind !== 'alias-entity' || asksByTag(task)) return null;
  return task.inContext
    ? 'definitions are not asked by their tags, since none is a document ("inContext" is true)'
    : `definitions are asked by their tags where the entity comes last, and the word order is ${task.wordOrder}`;
}

function missingConsistency({ task, measurements }: Experiment, group: string): string | null {
  if (measurements.byConsistency !== true) {
    return 'consistent and inconsistent definitions are not told apart ("byConsistency" is not true)';
  }
  const share = task.consistentShare[group.startsWith('D1QA1') ? 'reliable' : 'unreliable'];
  return share > 0 && share < 1
    ? null
    : `it compares consistent with inconsistent definitions of one tag, and there the consistent share is ${share}`;
}

function missingProbe(experiment: Experiment, { place, group, activations }: Asked): string | null {
  const { task, model, measurements } = experiment;
  if (measurements.probes === null) return 'no probes are fitted ("probes" is null)';
  const [layer = '', position = ''] = place.split(' at ');
  if (activations !== null && !activations.includes(layer)) {
    return `it probes ${layer}, and the activations of this model are ${activations.join(', ')} (the place is registered)`;
  }
  const block = numberOf('block', layer);
  if ('layers' in model && block > model.layers) {
    return `it probes block ${block}, and the model has ${model.layers} (the place is registered)`;
  }
  const token = numberOf('alias', position);
  if ('aliasTokens' in task && token > 0 && task.aliasTokens !== LAST_TOKEN) {
    return `it probes token ${LAST_TOKEN} of an alias, its last, and aliases have ${task.aliasTokens} (the place is registered)`;
  }
  const small = groupsIn(group === 'transfer' ? 'D1QA1-D2QA2-D5-D6' : group).find(
    (name) => membersOf(task, name) < FEWEST_FOR_PROBES,
  );
  return small === undefined
    ? null
    : `a probe needs at least ${FEWEST_FOR_PROBES} aliases of ${small}, and there are ${membersOf(task, small)}`;
}

/** Of an alias, in all places that are registered. */
const LAST_TOKEN = numberOf('alias', TEXT_PLACE.split(' at ')[1] ?? '');

/** Of places such as `block 2` and `alias 3`; 0 of others. */
function numberOf(noun: string, place: string): number {
  const [word, number] = place.split(' ');
  return word === noun ? Number(number) : 0;
}

function holdsOut(task: Experiment['task']): boolean {
  if ('trainedCells' in task) return task.trainedCells < task.cells;
  if ('heldOutShare' in task) return task.heldOutShare > 0;
  return !('trainedAttributes' in task) || task.trainedAttributes < task.attributes;
}

/** QA4 is a group of named entities alone. */
function membersOf({ groups }: Experiment['task'], group: NamedGroup): number {
  return (groups as Readonly<Partial<Record<NamedGroup, number>>>)[group] ?? 0;
}

function groupsIn(group: string): NamedGroup[] {
  return group.split('-').filter((name): name is NamedGroup => NAMED_GROUPS.some((known) => known === name));
}
