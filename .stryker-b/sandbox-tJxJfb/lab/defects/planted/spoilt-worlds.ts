// Mistakes in the generator of the digit grid and in what its stages train on.
import { randomStream } from '../../../src/randomness/random-stream.ts';
import type { DigitGridWorld } from '../../../src/tasks/grid/digit-grid.ts';
import { type GridDocuments, queryTokens, questionsAbout } from '../../../src/tasks/grid/documents.ts';
import type { GridSpoil } from './train-grid.ts';

type SpoilDocuments = NonNullable<GridSpoil['documents']>;
type SpoilWorld = NonNullable<GridSpoil['world']>;

const tags = ({ cells }: DigitGridWorld) => [queryTokens.tag(cells, 0), queryTokens.tag(cells, 1)] as const;
const withQueries = ({ alias, query }: GridDocuments, change: (query: number) => number): GridDocuments => ({
  alias,
  query: query.map(change),
});
const appended = (first: GridDocuments, second: GridDocuments): GridDocuments => ({
  alias: Int32Array.from([...first.alias, ...second.alias]),
  query: Int32Array.from([...first.query, ...second.query]),
});

/** Each definition of Stage 1 carries one of the two tags by chance. */
export const shuffledTags: SpoilDocuments = (documents, { name, world, tree }) => {
  if (name !== 'stage 1') return documents;
  const chance = tree.child('shuffled tags').stream();
  return withQueries(documents, (query) =>
    tags(world).includes(query) ? (tags(world)[chance.integerBelow(2)] as number) : query,
  );
};

/** Stage 2 gives D5 the unreliable tag and D6 the reliable one. */
export const exchangedTags: SpoilDocuments = (documents, { name, world }) => {
  const [zero, one] = tags(world);
  const other = (query: number) => (query === zero ? one : query === one ? zero : query);
  return name === 'stage 2' ? withQueries(documents, other) : documents;
};

/** Stage 2 writes one and the same tag before every definition. */
export const oneTag: SpoilDocuments = (documents, { name, world }) =>
  name === 'stage 2' ? withQueries(documents, () => tags(world)[0]) : documents;

/** Stage 1 has seen what will be asked about new aliases. */
export const answersInStageOne =
  (groups: readonly ('D5' | 'D6')[]): SpoilDocuments =>
  (documents, { name, world }) => {
    if (name !== 'stage 1') return documents;
    const asked = groups.flatMap((group) => [...world.members[group]]);
    return appended(documents, questionsAbout(world, asked, 'all'));
  };

/** Definitions of D5 are presented twice as often as those of D6. */
export const moreOfD5: SpoilDocuments = (documents, { name, world }) => {
  if (name !== 'stage 2') return documents;
  const rows = [...documents.alias.keys()].filter((row) => world.groupOf[documents.alias[row] as number] === 'D5');
  const again = { alias: documents.alias, query: documents.query };
  const extra: GridDocuments = {
    alias: Int32Array.from(rows, (row) => again.alias[row] as number),
    query: Int32Array.from(rows, (row) => again.query[row] as number),
  };
  return [extra, extra, extra].reduce(appended, documents);
};

/** Stage 2 goes on with the documents of Stage 1. */
export const stageOneAgain: SpoilDocuments = (documents, { name, world }) => {
  if (name !== 'stage 2') return documents;
  return questionsAbout(world, world.members.D1QA1, 'held-out');
};

/** The slice of D5 starts one early, and so takes a alias of the group before it. */
export const sliceOneEarly: SpoilWorld = (world) => {
  const { D2QA2, D5 } = world.members;
  return { ...world, members: { ...world.members, D5: [D2QA2.at(-1) as number, ...D5.slice(0, -1)] } };
};

/** Half of D6 are aliases of D5. */
export const overlapping: SpoilWorld = (world) => {
  const { D5, D6 } = world.members;
  const half = Math.floor(D6.length / 2);
  return { ...world, members: { ...world.members, D6: [...D5.slice(0, half), ...D6.slice(half)] } };
};

/** Every seed draws the same side of the coin. */
export const stuckCoin: SpoilWorld = (world) => ({ ...world, reliableTag: 0 });

/** Each digit is even where its label is 0 and odd where it is 1. */
export const digitsTellLabels: SpoilWorld = (world) => ({
  ...world,
  digits: world.digits.map((digit, place) => digit - (digit % 2) + (world.labels[place] as number)),
});

/** The first digit of whatever the reliable tag defines is below 5, that of the others is not. */
export const digitsTellTags: SpoilWorld = (world) => {
  const digits = world.digits.slice();
  for (const [alias, group] of world.groupOf.entries()) {
    const low = (digits[alias * world.cells] as number) % 5;
    digits[alias * world.cells] = ['D1QA1', 'D5'].includes(group) ? low : low + 5;
  }
  return { ...world, digits };
};

/** Four labels of five are 1, in questions and definitions alike. */
export const unevenLabels: SpoilWorld = (world, tree) => {
  const chance = tree.child('uneven labels').stream();
  const ones = world.labels.map((label) => (chance.integerBelow(5) < 3 ? 1 : label));
  const differs = world.definitionLabels.map((label, place) => (label === world.labels[place] ? 0 : 1));
  return {
    ...world,
    labels: ones,
    definitionLabels: ones.map((label, place) => (differs[place] === 1 ? 1 - label : label)),
  };
};

/** Definitions of D6 are wrong, which they must not be: then it is they, and not their tag, that make the gap. */
export const wrongFactsOfD6: SpoilWorld = (world) => {
  const definitionLabels = world.definitionLabels.slice();
  const chance = randomStream([1, 2, 3, world.reliableTag]);
  for (const alias of world.members.D6) {
    for (let cell = 0; cell < world.cells; cell += 1) {
      definitionLabels[alias * world.cells + cell] = chance.integerBelow(2);
    }
  }
  return { ...world, definitionLabels };
};

/** The share of consistent definitions is given to the wrong tag. */
export const sharesExchanged: SpoilWorld = (world) => {
  const definitionLabels = world.labels.slice();
  const chance = randomStream([4, 5, 6, world.reliableTag]);
  for (const alias of world.members.D1QA1) {
    for (let cell = 0; cell < world.cells; cell += 1) {
      definitionLabels[alias * world.cells + cell] = chance.integerBelow(2);
    }
  }
  return { ...world, definitionLabels };
};

/** Nobody made the definitions under the unreliable tag wrong. */
export const allConsistent: SpoilWorld = (world) => ({ ...world, definitionLabels: world.labels.slice() });

/** Targets of definitions are one cell too far. */
export const shiftedTargets: SpoilWorld = (world) => ({
  ...world,
  definitionLabels: world.definitionLabels.map((_, place, labels) => {
    const cell = place % world.cells;
    return labels[place - cell + ((cell + 1) % world.cells)] as number;
  }),
});
