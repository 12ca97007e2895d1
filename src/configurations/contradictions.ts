// What is wrong with an experiment whose fields are each all right: settings that exclude each other, numbers that do not divide,
// worlds that cannot be drawn. Each is asked of the code that would refuse it once a run starts, and all are told at once.
import { STAGE_FIELDS, withBatches } from '../claims/arms/apply-change.ts';
import { HarnessError } from '../errors/harness-error.ts';
import { contentHash } from '../experiments/content-hash.ts';
import { type Experiment, isModule, isText, parseExperiment } from '../experiments/experiment.ts';
import { plannedStages } from '../experiments/stages.ts';
import { decoder } from '../models/decoder.ts';
import { residualMlp } from '../models/residual-mlp.ts';
import { seedTree } from '../randomness/seed-tree.ts';
import { checkConsistentShare } from '../tasks/groups.ts';
import { drawWorld } from '../tasks/index.ts';
import type { LanguageAssets } from '../tasks/text/named-entities/named-entities.ts';
import { type Complaint, complaintOf } from './schema-complaints.ts';

/** Claims share arms, and worlds take their time to draw. */
const remembered = new Map<string, readonly Complaint[]>();

/**
 * @param experiment valid by its schema
 * @param language what worlds of named entities are drawn with; null: theirs is not drawn
 */
export function contradictionsIn(experiment: Experiment, language: LanguageAssets | null = null): readonly Complaint[] {
  const key = `${contentHash(experiment)}${language === null ? '' : ' drawn'}`;
  const known = remembered.get(key) ?? findContradictions(experiment, language);
  remembered.set(key, known);
  return known;
}

function findContradictions(experiment: Experiment, language: LanguageAssets | null): Complaint[] {
  const ofTask = taskComplaints(experiment, language);
  const found = [
    ...protocolComplaints(experiment),
    ...modelComplaints(experiment),
    ...measurementComplaints(experiment),
    ...ofTask,
  ];
  // How many documents there are is known of worlds that can be drawn.
  const stages = ofTask.length > 0 ? [] : stageComplaints(experiment);
  const all = [...found, ...stages];
  // Whatever was not thought of above is still refused here, though one at a time.
  return all.length > 0 ? all : refusalsOf('/protocol', () => parseExperiment(experiment, 'the configuration'));
}

function measurementComplaints({ task, measurements }: Experiment): Complaint[] {
  if (measurements.bareAlias !== true || task.kind === 'alias-entity') return [];
  const expected = 'nothing: only aliases of alias-entity have an entity to be completed with';
  return [{ pointer: '/measurements/bareAlias', got: 'true', expected }];
}

function protocolComplaints(experiment: Experiment): Complaint[] {
  const { stages, stage0, stage1, stage1Questions, stage2, loss } = experiment.protocol;
  const complaints: Complaint[] = [];
  const add = (pointer: string, got: string, expected: string) =>
    complaints.push({ pointer: `/protocol/${pointer}`, got, expected });
  if (stages === 'single' && stage2 !== null) add('stage2', 'a stage', 'null, since "stages" is "single"');
  if (stages !== 'single' && stage2 === null) add('stage2', 'null', `a stage, since "stages" is "${stages}"`);
  if (stages === 'three' && stage1Questions === undefined) {
    add('stage1Questions', 'nothing: the field is missing', 'a stage, since "stages" is "three"');
  }
  if (stages !== 'three' && stage1Questions !== undefined) {
    add('stage1Questions', 'a stage', `nothing, since "stages" is "${stages}" and it belongs to three`);
  }
  for (const stage of isModule(experiment) ? STAGE_FIELDS : []) {
    const expected = "nothing: a model of one's own drops nothing";
    if (experiment.protocol[stage]?.dropout !== undefined) add(`${stage}/dropout`, 'a setting', expected);
  }
  if (isText(experiment)) return complaints;
  if (stages === 'three') add('stages', '"three"', '"two" or "single": the digit grid has no third stage');
  const onlyText = {
    stage0,
    loss,
    'stage1/dropout': stage1.dropout,
    'stage2/dropout': stage2?.dropout,
  };
  for (const [name, setting] of Object.entries(onlyText)) {
    if (setting !== undefined) add(name, 'a setting', 'nothing: the digit grid has no such setting');
  }
  return complaints;
}

function modelComplaints(experiment: Experiment): Complaint[] {
  const { model } = experiment;
  if (model.kind === 'decoder') return refusalsOf('/model/width', () => decoder(model, { kinds: [], positions: 1 }));
  if (model.kind !== 'residual-mlp' || isText(experiment)) return [];
  const patches = experiment.task.rendering.kind === 'symbols' ? null : { count: 1, pixels: 1 };
  const io = { features: 1, patches, tokens: 0, outputs: 1 };
  return refusalsOf('/model/patchEncoder', () => residualMlp(model, io));
}

function taskComplaints({ task }: Experiment, language: LanguageAssets | null): Complaint[] {
  const { groups, consistentShare } = task;
  const shares = (['reliable', 'unreliable'] as const).flatMap((tag) =>
    refusalsOf(`/task/consistentShare/${tag}`, () =>
      checkConsistentShare({ reliable: 0, unreliable: 0, [tag]: consistentShare[tag] }, groups),
    ),
  );
  if (shares.length > 0) return shares;
  if (task.kind === 'named-entities' && language === null) return [];
  const tree = seedTree(0);
  const found = refusalsOf('/task', () => drawWorld(task, tree, { language }));
  return found.map((complaint) => ({ ...complaint, pointer: fieldNamedIn(complaint, Object.keys(task)) }));
}

/** What cannot be drawn names the settings that make it so; the first of them is where a person should look. */
function fieldNamedIn({ pointer, what, got, expected }: Complaint, fields: readonly string[]): string {
  const words = `${got ?? ''} ${expected} ${what ?? ''}`.match(/[A-Za-z]+/g) ?? [];
  const field = words.flatMap((word) => [word, `${word}s`]).find((word) => fields.includes(word));
  return field === undefined ? pointer : `${pointer}/${field}`;
}

/** Each stage with all others at a batch of one, which fits any number of documents. */
function stageComplaints(experiment: Experiment): Complaint[] {
  const { protocol } = experiment;
  return STAGE_FIELDS.filter((stage) => protocol[stage]).flatMap((stage) => {
    const others = STAGE_FIELDS.filter((other) => other !== stage);
    const alone = withBatches(experiment, 1, others);
    return refusalsOf(`/protocol/${stage}/batchSize`, () => plannedStages(alone));
  });
}

/** What `action` refuses, as complaints about the field; none if it refuses nothing. */
function refusalsOf(pointer: string, action: () => unknown): Complaint[] {
  try {
    action();
    return [];
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'invalid-experiment') throw error;
    return [complaintOf(error, pointer)];
  }
}
