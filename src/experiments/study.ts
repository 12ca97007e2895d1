// What a run does with a task, whichever it is: documents for each stage, and measurements of what was trained on them.
import { HarnessError } from '../errors/harness-error.ts';
import type { Measured } from '../measurements/activations.ts';
import { measureAnswers } from '../measurements/measure-answers.ts';
import { measureGradients } from '../measurements/measure-gradients.ts';
import { measureProbes } from '../measurements/measure-probes.ts';
import type { Model } from '../models/model.ts';
import { type ModelAssets, modelOf } from '../models/model-of.ts';
import type { SeedTree } from '../randomness/seed-tree.ts';
import type { DigitImagePool } from '../tasks/grid/digit-images.ts';
import type { RunRoles } from '../tasks/groups.ts';
import { drawWorld, type WorldAssets } from '../tasks/index.ts';
import type { QuestionSet, StageName, World } from '../tasks/world.ts';
import type { Tensor } from '../tensors/tensorflow.ts';
import { type PresentedSeed, presentStage, rowsForPacking } from '../training/present-stage.ts';
import type { StageDocuments } from '../training/train-stage.ts';
import { contentHash } from './content-hash.ts';
import type { Experiment } from './experiment.ts';
import type { Stage } from './stages.ts';

export interface StudySeed {
  readonly seed: number;
  readonly tree: SeedTree;
}

export interface Study {
  readonly model: Model;
  /** One a seed. */
  readonly roles: readonly RunRoles[];
  /** All that the pretrained model depends on beside model and protocol, as text. Asked where there is a Stage 0. */
  readonly pretrainingDigest: () => string;
  /** Of a stage's documents. */
  readonly documentsDigest: (name: StageName) => string;
  readonly stage: (
    name: StageName,
    request: Pick<Stage, 'swapped' | 'deal' | 'config'> & { readonly trees: readonly SeedTree[] },
  ) => StageDocuments;
  /** Questions, and what of the others is named in `beside`. */
  readonly answers: (parameters: Tensor, moment: string, options: AnswerOptions) => Promise<Measured[]>;
  readonly gradients: (
    parameters: Tensor,
    moment: string,
    options: { readonly variables: number },
  ) => Promise<Measured[]>;
  readonly probes: (
    parameters: Tensor,
    moment: string,
    options: { readonly lambda: number; readonly permutations: number },
  ) => Promise<Measured[]>;
  /** Measurement of the learning curves. */
  readonly curve: string;
}

export interface AnswerOptions {
  readonly beside?: readonly QuestionSet['asked'][];
  /** Questions of these alone. */
  readonly groups?: readonly string[];
  /** Sets of these names alone. */
  readonly names?: readonly string[];
  /** Left out: 0, the world as it was drawn. */
  readonly deal?: number;
}

/** What of an experiment is no JSON. */
export interface StudyAssets extends Pick<WorldAssets, 'language'>, ModelAssets {
  /** Pictures for handwriting; null for symbols and text. */
  readonly images: DigitImagePool | null;
}

/** @param options `draw` makes the world of a seed; left out: as the task says */
export function studyOf(
  { task, model: config, protocol }: Experiment,
  seeds: readonly StudySeed[],
  { images, language, draw = drawWorld, ...models }: StudyAssets & { readonly draw?: typeof drawWorld },
): Study {
  const members = seeds.map(({ tree }) => ({ tree, world: draw(task, tree, { images, language: language ?? null }) }));
  const { form, modelTask, curve } = (members[0] as (typeof members)[number]).world;
  refuseOtherWords(members.map(({ world }) => world));
  const model = modelOf(config, modelTask, models);
  const loss = protocol.loss ?? 'answers';
  /** Drawn once: training and measuring both arms of a deal ask for it. */
  const deals = new Map([[0, members]]);
  const dealt = (deal: number) => {
    const found = deals.get(deal) ?? members.map((one) => ({ ...one, world: one.world.redealt?.(deal) ?? one.world }));
    deals.set(deal, found);
    return found;
  };
  const cohort = (parameters: Tensor, deal = 0) => ({ model, parameters, seeds: dealt(deal) });
  const dropoutOf = (share: number | undefined) =>
    share === undefined || config.kind !== 'decoder' ? null : { share, writes: 2 * config.layers, width: config.width };
  return {
    model,
    roles: members.map(({ world }) => world.roles),
    pretrainingDigest: () => contentHash(members.map(({ world }: { world: World }) => world.pretraining())),
    documentsDigest: (name) => contentHash(members.map(({ world }) => plainNumbers(world.documents(name, false)))),
    stage(name, { trees, swapped, deal, config: stage }) {
      const presented = dealt(deal).map(({ world }, seed) => ({
        documents: world.documents(name, swapped),
        tree: trees[seed] as SeedTree,
      }));
      const packed = model.readsPacked === true && loss === 'all-tokens' ? packing(form, presented, stage) : {};
      return presentStage(presented, { form, loss, swapped, dropout: dropoutOf(stage.dropout), ...packed });
    },
    answers: (parameters, moment, { beside = [], groups, names, deal }) =>
      measureAnswers(cohort(parameters, deal), moment, ({ name, group, asked }) => {
        const isWanted = (names?.includes(name) ?? true) && (groups?.includes(group) ?? true);
        return isWanted && (asked === 'always' || beside.includes(asked));
      }),
    gradients: (parameters, moment, options) => measureGradients(cohort(parameters), moment, { ...options, loss }),
    probes: (parameters, moment, options) => measureProbes(cohort(parameters), moment, options),
    curve,
  };
}

function packing(form: World['form'], seeds: readonly PresentedSeed<unknown>[], config: Stage['config']) {
  const shown = seeds.flatMap(({ documents, tree }) => {
    const shownTokens = form.shownTokens?.(documents);
    return shownTokens === undefined ? [] : [{ shownTokens, tree }];
  });
  return shown.length === 0 ? {} : { packedRows: rowsForPacking(shown, config) };
}

/** A stacked model has one vocabulary. */
function refuseOtherWords(worlds: readonly World[]): void {
  const wordsOf = ({ modelTask }: World) =>
    JSON.stringify(modelTask.kind === 'text' ? (modelTask.tokens ?? null) : null);
  const [first, ...others] = worlds.map(wordsOf);
  if (others.every((words) => words === first)) return;
  throw new HarnessError('invalid-experiment', {
    what: 'Seeds whose models have other words cannot be trained as one.',
    got: `${worlds.length} seeds`,
    expected: 'one seed a cohort, or `vocabulary` "whole"',
  });
}

/** Documents as JSON: tables of numbers as lists. */
function plainNumbers(documents: unknown): unknown {
  return JSON.parse(
    JSON.stringify(documents, (_, value: unknown) => (ArrayBuffer.isView(value) ? [...(value as Int32Array)] : value)),
  );
}
