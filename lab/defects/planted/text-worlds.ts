// Worlds in text with one thing spoilt, trained for real: what a mistake in a generator or an evaluation would make of the runs.
import type { TextExperiment } from '../../../src/experiments/experiment.ts';
import { runCohort } from '../../../src/experiments/run-cohort.ts';
import type { RunRecord } from '../../../src/experiments/run-record.ts';
import { type StudySeed, studyOf } from '../../../src/experiments/study.ts';
import { randomStream } from '../../../src/randomness/random-stream.ts';
import type { SeedTree } from '../../../src/randomness/seed-tree.ts';
import type { TextDocuments, TextQuestions, TextWorld } from '../../../src/tasks/text/text-world.ts';
import { worldOfText } from '../../../src/tasks/text/world-of-text.ts';
import type { StageName } from '../../../src/tasks/world.ts';
import type { StepEngine } from '../../../src/tensors/step-engine.ts';
import { drawText } from './draw-text.ts';

export type Spoil = (world: TextWorld) => TextWorld;

/** Half of the registered world, and shorter: what is planted is found in less (experiments.md 2A, "nv 120"). */
export function smaller(experiment: TextExperiment): TextExperiment {
  const { protocol, task, measurements } = experiment;
  const groups = { ...task.groups, D1QA1: 44, D2QA2: 44, QA3: 0, D5: 15, D6: 15, D8: 0, QA7: 0 };
  return {
    ...experiment,
    task: { ...task, groups } as TextExperiment['task'],
    protocol: {
      ...protocol,
      stage1: { ...protocol.stage1, batchSize: 32, length: { kind: 'steps', steps: 700 } },
      swappedStage2: false,
      curveEverySteps: null,
    },
    measurements: { ...measurements, gradientAlignment: null },
  };
}

export async function trainSpoilt(
  experiment: TextExperiment,
  { seeds, spoil, engine }: { readonly seeds: readonly number[]; readonly spoil: Spoil; readonly engine: StepEngine },
): Promise<RunRecord[]> {
  const records: RunRecord[] = [];
  for (const seed of seeds) {
    const draw = (_: unknown, tree: SeedTree) => worldOfText(spoil(drawText(experiment.task, tree)));
    const study = (members: readonly StudySeed[]) => studyOf(experiment, members, { images: null, module: null, draw });
    records.push(...(await runCohort({ experiment, seeds: [seed], images: null, engine, study })));
  }
  return records;
}

const tokenOf = ({ vocabulary }: TextWorld, word: string) => vocabulary.words.indexOf(word);
const tagsOf = (world: TextWorld) => [tokenOf(world, '<tag 1>'), tokenOf(world, '<tag 2>')];

/** Documents of one stage changed token by token. */
function rewrite(
  world: TextWorld,
  stages: readonly StageName[],
  change: (token: number, place: { readonly row: number; readonly isLast: boolean }) => number,
): TextWorld {
  const rewritten = ({ tokens, length, lengths }: TextDocuments): TextDocuments => ({
    length,
    lengths,
    tokens: tokens.map((token, index) => {
      const row = Math.floor(index / length);
      return change(token, { row, isLast: index % length === (lengths[row] as number) - 1 });
    }),
  });
  return {
    ...world,
    documents: (stage, swapped) => {
      const documents = world.documents(stage, swapped);
      return stages.includes(stage) ? rewritten(documents) : documents;
    },
  };
}

/** Definitions of Stage 2 are written as questions with their answers. */
export const answersInDefinitions: Spoil = (world) =>
  rewrite(world, ['stage 2'], (token) => (tagsOf(world).includes(token) ? tokenOf(world, '<ask>') : token));

/** Stage 1 has seen what will be asked about new aliases. */
export const answersInStageOne: Spoil = (world) => ({
  ...world,
  documents: (stage, swapped) => {
    const documents = world.documents(stage, swapped);
    if (stage !== 'stage 1') return documents;
    const asked = world.questions.filter(({ name, group }) => name === 'qa' && ['D5', 'D6'].includes(group));
    return [documents, ...asked.map((set) => set.documents)].reduce(appended);
  },
});

/** All documents of the task have one length. */
function appended(first: TextDocuments, second: TextDocuments): TextDocuments {
  return {
    length: first.length,
    tokens: Int32Array.from([...first.tokens, ...second.tokens]),
    lengths: Int32Array.from([...first.lengths, ...second.lengths]),
  };
}

/** Each definition of Stage 1 carries one of the two tags by chance. */
export const shuffledTags: Spoil = (world) => {
  const chance = randomStream([1, world.roles.reliableTag, 3, 4]);
  const tags = tagsOf(world);
  return rewrite(world, ['stage 1'], (token) =>
    tags.includes(token) ? (tags[chance.integerBelow(2)] as number) : token,
  );
};

/** Definitions of Stage 2 state the next value in place of the true one. */
export const wrongFacts: Spoil = (world) => {
  const values = world.vocabulary.kinds.flatMap((kind, token) => (kind === 'value' ? [token] : []));
  return rewrite(world, ['stage 2'], (token, { isLast }) =>
    isLast ? (values[(values.indexOf(token) + 1) % values.length] as number) : token,
  );
};

/** Questions about new aliases are asked with the tag of their definition. */
export const askedByTag: Spoil = (world) => ({
  ...world,
  questions: world.questions.map((set): TextQuestions => {
    const tag = { D5: 'reliable-tag', D6: 'unreliable-tag' }[set.group];
    const byTag = world.questions.find(({ name, group }) => name === tag && group === set.group);
    return set.name === 'qa' && byTag !== undefined ? { ...byTag, name: 'qa', asked: 'always' } : set;
  }),
});
