// An experiment in a few lines, and how another one differs from it: what `iml explain` shows of the arms of a design.
import type { Experiment } from '../experiments/experiment.ts';

type StageConfig = Experiment['protocol']['stage1'];

export function experimentSummary({ task, model, protocol }: Experiment): string[] {
  const groups = Object.entries(task.groups).filter(([, count]) => count > 0);
  const { reliable, unreliable } = task.consistentShare;
  const encoder = model.patchEncoder === null ? '' : ', shared patch encoder';
  const pixels = task.rendering.kind === 'handwriting' ? `, query as ${task.rendering.query}` : '';
  const stages = [`${protocol.stages === 'single' ? 'single stage' : 'Stage 1'}: ${stageSummary(protocol.stage1)}`];
  if (protocol.stage2 !== null) stages.push(`Stage 2: ${stageSummary(protocol.stage2)}`);
  if (protocol.swappedStage2) stages.push('Stage 2 again with the tags swapped');
  return [
    `digit grid in ${task.rendering.kind}${pixels}, ${task.cells} cells (${task.trainedCells} trained), ${task.wordOrder}`,
    `variables: ${groups.map(([name, count]) => `${name} ${count}`).join(', ')}`,
    `consistent definitions: ${percent(reliable)} with the reliable tag, ${percent(unreliable)} with the other`,
    `model: residual MLP, ${model.layers} layers of width ${model.width}${encoder}`,
    ...stages,
  ];
}

/** "model.width 4, protocol.swappedStage2 true": each field that is not as in `base`, with its value here. */
export function experimentDifferences(experiment: Experiment, base: Experiment): string[] {
  const before = new Map(fieldsOf(base));
  const changed = fieldsOf(experiment).filter(([path, value]) => before.get(path) !== value);
  return changed.map(([path, value]) => `${path} ${value === 'null' ? 'none' : value.replaceAll('"', '')}`);
}

function stageSummary({ batchSize, length, learningRate }: StageConfig): string {
  return `batch ${batchSize}, ${lengthSummary(length)}, learning rate ${learningRate}`;
}

function lengthSummary(length: StageConfig['length']): string {
  switch (length.kind) {
    case 'epochs':
      return `${length.epochs} epochs`;
    case 'steps':
      return `${length.steps} steps`;
    case 'loss':
      return `until the loss is ${length.target}, at most ${length.maximumEpochs} epochs`;
  }
}

/** Leaves of the document as [path, JSON]. */
function fieldsOf(value: unknown, path = ''): [path: string, json: string][] {
  if (typeof value !== 'object' || value === null) return [[path, JSON.stringify(value)]];
  return Object.entries(value).flatMap(([name, inner]) => fieldsOf(inner, path === '' ? name : `${path}.${name}`));
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(1))} %`;
}
