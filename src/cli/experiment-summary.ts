// An experiment in a few lines, and how another one differs from it: what `iml explain` shows of the arms of a design.
import { type AnyGridExperiment, type AnyTextExperiment, type Experiment, isText } from '../experiments/experiment.ts';

type StageConfig = Experiment['protocol']['stage1'];

export function experimentSummary(experiment: Experiment): string[] {
  const { task } = experiment;
  const groups = Object.entries(task.groups).filter(([, count]) => count > 0);
  const { reliable, unreliable } = task.consistentShare;
  const [world, model] = isText(experiment) ? inText(experiment) : onTheGrid(experiment);
  return [
    world,
    `variables: ${groups.map(([name, count]) => `${name} ${count}`).join(', ')}`,
    `consistent definitions: ${percent(reliable)} with the reliable tag, ${percent(unreliable)} with the other`,
    `model: ${model}`,
    ...stagesSummary(experiment.protocol),
  ];
}

function onTheGrid({ task, model }: AnyGridExperiment): [world: string, model: string] {
  const pixels = task.rendering.kind === 'handwriting' ? `, query as ${task.rendering.query}` : '';
  return [
    `digit grid in ${task.rendering.kind}${pixels}, ${task.cells} cells (${task.trainedCells} trained), ${task.wordOrder}`,
    model.kind === 'module' ? ofAFolder(model) : residualMlp(model),
  ];
}

type OwnModel<Any extends Experiment> = Exclude<Any['model'], { kind: 'module' | 'checkpoint' }>;

function residualMlp({ layers, width, patchEncoder, norm = 'layer' }: OwnModel<AnyGridExperiment>): string {
  const encoder = patchEncoder === null ? '' : ', shared patch encoder';
  return `residual MLP, ${layers} layers of width ${width}${encoder}${norm === 'none' ? ', no norms' : ''}`;
}

function ofAFolder({ digest, options }: Extract<Experiment['model'], { kind: 'module' }>): string {
  return `of a folder (sha256 ${digest.slice(0, 12)}), options ${JSON.stringify(options)}`;
}

function inText({ task, model }: AnyTextExperiment): [world: string, model: string] {
  const { kind, groups, consistentShare, ...rules } = task;
  const inWords = fieldsOf(rules).map(([name, value]) => `${name} ${value.replaceAll('"', '')}`);
  return [`${kind}: ${inWords.join(', ')}`, textModel(model)];
}

function textModel(model: AnyTextExperiment['model']): string {
  if (model.kind === 'checkpoint') return `pretrained (sha256 ${model.digest.slice(0, 12)})`;
  return model.kind === 'module' ? ofAFolder(model) : decoder(model);
}

function decoder({ layers, width, heads, positions, residual, norm }: OwnModel<AnyTextExperiment>): string {
  const form = [positions.kind, residual, norm === 'none' ? 'no norms' : norm].join(', ');
  return `decoder, ${layers} layers of width ${width}, ${heads} heads (${form})`;
}

function stagesSummary({ stages, stage0, stage1, stage1Questions, stage2, ...protocol }: Experiment['protocol']) {
  const lines = [`${stages === 'single' ? 'single stage' : 'Stage 1'}: ${stageSummary(stage1)}`];
  if (stage0 !== undefined) lines.unshift(`Stage 0: ${stageSummary(stage0)}`);
  if (stage1Questions !== undefined) lines.push(`Stage 1, questions: ${stageSummary(stage1Questions)}`);
  const deals = protocol.stage2Deals === undefined ? '' : `, its aliases dealt ${protocol.stage2Deals} times`;
  if (stage2 !== null) lines.push(`Stage 2: ${stageSummary(stage2)}${deals}`);
  if (protocol.swappedStage2) lines.push('Stage 2 again with the tags swapped');
  if (protocol.loss === 'all-tokens') lines.push('loss on every token');
  return lines;
}

/** "model.width 4, protocol.swappedStage2 true": each field that is not as in `base`, with its value here. */
export function experimentDifferences(experiment: Experiment, base: Experiment): string[] {
  const before = new Map(fieldsOf(base));
  const changed = fieldsOf(experiment).filter(([path, value]) => before.get(path) !== value);
  return changed.map(([path, value]) => `${path} ${value === 'null' ? 'none' : value.replaceAll('"', '')}`);
}

function stageSummary({ batchSize, length, learningRate, decay: fall, dropout, weightDecay }: StageConfig): string {
  const rate = `learning rate ${learningRate}${fall === undefined ? '' : ` falling to 0`}`;
  const plain = `batch ${batchSize}, ${lengthSummary(length)}, ${rate}`;
  const decay = weightDecay === undefined ? '' : `, weight decay ${weightDecay}`;
  return `${plain}${dropout === undefined ? '' : `, dropout ${dropout}`}${decay}`;
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
