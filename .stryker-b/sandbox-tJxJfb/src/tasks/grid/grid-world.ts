// The digit grid as training and measuring know worlds: its documents and questions, and how logits answer them.
import { HarnessError } from '../../errors/harness-error.ts';
import type { SeedTree } from '../../randomness/seed-tree.ts';
import { concreteTag, DEFINED_GROUPS, GROUP_NAMES, GROUPS, type GroupName, runRoles, TAG_ROLES } from '../groups.ts';
import type { BatchNumbers, Form, Part, QuestionSet, Showing, StageName, World } from '../world.ts';
import { type DigitGridConfig, type DigitGridWorld, drawDigitGrid } from './digit-grid.ts';
import { type DigitImagePool, splitDigitImages } from './digit-images.ts';
import {
  answersOf,
  type GridDocuments,
  outputCount,
  queryTokens,
  questionsAbout,
  sameQuery,
  singleStageDocuments,
  stageOneDocuments,
  stageTwoDocuments,
} from './documents.ts';
import { handwritingRendering, type Rendering, symbolRendering } from './rendering.ts';

/**
 * @param tree the run's seed tree
 * @param images pictures for handwriting; asked for when the first document is shown
 */
export function drawGridWorld(
  config: DigitGridConfig,
  tree: SeedTree,
  images: DigitImagePool | null,
): World<ShownDocuments> {
  const world = drawDigitGrid(config, tree);
  let drawn: Rendering | null = null;
  return gridWorld({
    world,
    get rendering() {
      drawn ??= renderingOf(world, tree, images);
      return drawn;
    },
  });
}

export function gridWorld(task: GridTask): World<ShownDocuments> {
  const { world } = task;
  const { cells, members, reliableTag } = world;
  const shown = (documents: GridDocuments): ShownDocuments => ({ ...documents, task });
  const tagQuery = (role: (typeof TAG_ROLES)[number]) => queryTokens.tag(cells, concreteTag(role, reliableTag));
  const askedBy = (aliases: readonly number[], query: number) => shown(sameQuery(aliases, query));
  const set = (name: string, group: GroupName, documents: GridDocuments): QuestionSet<ShownDocuments>[] =>
    documents.alias.length === 0
      ? []
      : [
          {
            name,
            group,
            asked: name === 'qa' ? 'always' : 'retrieval',
            documents: shown(documents),
            score: (logits) => scores(world, documents, logits, GROUPS[group].defined === 1),
          },
        ];
  return {
    roles: runRoles(members, reliableTag),
    members,
    get modelTask() {
      const { features, patches, tokens } = task.rendering;
      return { kind: 'grid', features, patches, tokens, outputs: outputCount(world) } as const;
    },
    form: gridForm,
    documents: (stage, swapped) => shown(documentsOf(world, stage, swapped)),
    pretraining: () => null,
    /** `qa` asks cell by cell; the retrieval matrix asks with the tags instead (experiments.md 5, "retrieval matrix"). */
    questions: [
      ...GROUP_NAMES.flatMap((group) =>
        set('qa', group, questionsAbout(world, members[group], GROUPS[group].asked ? 'held-out' : 'all')),
      ),
      ...DEFINED_GROUPS.flatMap((group) =>
        TAG_ROLES.flatMap((role) => set(role, group, sameQuery(members[group], tagQuery(role)))),
      ),
    ],
    curve: 'qa/accuracy',
    probeDocuments: (aliases) => askedBy(aliases, queryTokens.cell(0)),
    probePositions: null,
    definitionOf: (alias, role) => askedBy([alias], tagQuery(role)),
    questionsAbout: (alias) => shown(questionsAbout(world, [alias], 'all')),
    gradientBlock: Number.POSITIVE_INFINITY,
  };
}

function renderingOf(world: DigitGridWorld, tree: SeedTree, pool: DigitImagePool | null): Rendering {
  const { rendering } = world.config;
  if (rendering.kind === 'symbols') return symbolRendering(world);
  if (pool === null || pool.digest !== rendering.imagesDigest) {
    throw new HarnessError('invalid-images', {
      what: 'The pictures are not those that the experiment names.',
      got: pool === null ? 'no pictures' : `${pool.name}, sha256 ${pool.digest}`,
      expected: `sha256 ${rendering.imagesDigest}`,
    });
  }
  const images = splitDigitImages(pool, (length, digit) =>
    tree.child('images').child(digit).stream().permutation(length),
  );
  return handwritingRendering(world, images, tree);
}

function documentsOf(world: DigitGridWorld, stage: StageName, swapped: boolean): GridDocuments {
  if (stage === 'stage 1') return stageOneDocuments(world);
  if (stage === 'stage 2') return stageTwoDocuments(world, swapped);
  if (stage === 'single') return singleStageDocuments(world);
  throw new HarnessError('internal', { what: `The digit grid has no stage "${stage}".` });
}

function scores(world: DigitGridWorld, documents: GridDocuments, logits: Float32Array, isOpposed: boolean) {
  const { accuracy, logLikelihood } = score(world, documents, logits, 'labels');
  const truth = { accuracy, 'log-likelihood': logLikelihood };
  if (!isOpposed) return truth;
  return { ...truth, 'agreement-with-definition': score(world, documents, logits, 'definitionLabels').accuracy };
}

export interface Score {
  readonly accuracy: number;
  readonly logLikelihood: number;
}

/** Whose answer counts as right: the entity's labels (the truth), or what the alias's definition says. */
export type AnswerKey = 'labels' | 'definitionLabels';

/**
 * Scores the asked cells: one for a cell token, all for a tag token.
 * @param logits one row a document, 2 numbers an output: [documents, C, 2]
 */
export function score(world: DigitGridWorld, documents: GridDocuments, logits: Float32Array, key: AnswerKey): Score {
  const { cells } = world;
  const count = documents.alias.length;
  const rowLength = logits.length / count;
  const right = world[key];
  let correct = 0;
  let logLikelihood = 0;
  let asked = 0;
  for (let row = 0; row < count; row += 1) {
    const alias = documents.alias[row] as number;
    const query = documents.query[row] as number;
    const [first, last] = query < cells ? [query, query] : [0, cells - 1];
    for (let cell = first; cell <= last; cell += 1) {
      const answer = right[alias * cells + cell] as number;
      const place = row * rowLength + 2 * cell;
      const margin = (logits[place + answer] as number) - (logits[place + 1 - answer] as number);
      // A tie is half right: a model that says nothing scores chance.
      correct += margin > 0 ? 1 : margin === 0 ? 0.5 : 0;
      logLikelihood -= softplus(-margin);
      asked += 1;
    }
  }
  return { accuracy: correct / asked, logLikelihood: logLikelihood / asked };
}

/** ln(1 + e^x) without overflow. */
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

// From documents of the digit grid to the numbers of one stacked batch: features, query tokens, and targets weighted to a mean a
// seed. Axes: S seeds, B batch, F features, Q query tokens, C outputs.

/** One seed's world as the model sees it. */
export interface GridTask {
  readonly world: DigitGridWorld;
  readonly rendering: Rendering;
}

/** Documents and the world that they are of. */
export interface ShownDocuments extends GridDocuments {
  readonly task: GridTask;
}

type GridPart = Part<ShownDocuments>;

export const gridForm: Form<ShownDocuments> = {
  count: ({ alias }) => alias.length,
  positions: () => 1,
  /** `features` [S, B, F], `tokens` [S, B, Q] where there are any, `targets` [S, B, C, 2]. */
  batch: (parts, { instances, swapped }) => ({ ...inputsOf(parts, instances), targets: targetsOf(parts, swapped) }),
};

/** All seeds have the same number of documents in a batch. */
function inputsOf(parts: readonly GridPart[], instances: Showing['instances']): BatchNumbers {
  const first = parts[0] as GridPart;
  const { features: width, tokens: tokenCount } = first.documents.task.rendering;
  const batch = first.rows.length;
  const features = new Float32Array(parts.length * batch * width);
  const tokens = new Float32Array(parts.length * batch * tokenCount);
  for (const [seed, { documents, rows, chance }] of parts.entries()) {
    for (const [index, row] of rows.entries()) {
      const alias = documents.alias[row] as number;
      const query = documents.query[row] as number;
      const place = seed * batch + index;
      documents.task.rendering.draw({ alias, query, target: features, offset: place * width, chance, instances });
      if (tokenCount > 0) tokens[place * tokenCount + query] = 1;
    }
  }
  return {
    features: { values: features, shape: [parts.length, batch, width] },
    ...(tokenCount > 0 ? { tokens: { values: tokens, shape: [parts.length, batch, tokenCount] } } : {}),
  };
}

/** Weight 1 / (asked outputs of the seed's batch) at each right answer: a definition weighs as many questions as it answers. */
function targetsOf(parts: readonly GridPart[], swapped: boolean): BatchNumbers[string] {
  const first = parts[0] as GridPart;
  const outputs = outputCount(first.documents.task.world);
  const batch = first.rows.length;
  const targets = new Float32Array(parts.length * batch * outputs * 2);
  for (const [seed, { documents, rows }] of parts.entries()) {
    const start = seed * batch * outputs * 2;
    const places: number[] = [];
    for (const [index, row] of rows.entries()) {
      const { task, alias, query } = documents;
      const asked = answersOf(task.world, alias[row] as number, query[row] as number, swapped);
      for (const { output, answer } of asked) places.push(start + (index * outputs + output) * 2 + answer);
    }
    for (const place of places) targets[place] = 1 / places.length;
  }
  return { values: targets, shape: [parts.length, batch, outputs, 2] };
}
