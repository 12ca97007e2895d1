// Reads the documents of a world as a person would: rows of words, whose alias they are about, and what a definition claims.
import type { SyntheticTextConfig } from '../../../src/tasks/index.ts';
import type { TextDocuments, TextWorld } from '../../../src/tasks/text/text-world.ts';
import type { StageName, TokenKind } from '../../../src/tasks/world.ts';

export const STAGES: readonly StageName[] = [
  'pretraining',
  'stage 1',
  'stage 1 definitions',
  'stage 1 questions',
  'stage 2',
  'single',
];

export function rowsOf({ tokens, length, lengths }: TextDocuments): number[][] {
  return Array.from(lengths, (own, index) => [...tokens.subarray(index * length, index * length + own)]);
}

export function inWords(world: TextWorld, documents: TextDocuments): string[] {
  return rowsOf(documents).map((row) => row.map((token) => world.vocabulary.words[token]).join(' '));
}

export const tokenOf = (world: TextWorld, word: string) => world.vocabulary.words.indexOf(word);

/** Tokens of `<tag 1>`, `<tag 2>`, `<tag 3>`. */
export const tagTokens = (world: TextWorld) => [1, 2, 3].map((tag) => tokenOf(world, `<tag ${tag}>`));

export const ofKind = (world: TextWorld, kind: TokenKind, row: readonly number[]) =>
  row.filter((token) => world.vocabulary.kinds[token] === kind);

export const membersOf = (world: TextWorld, group: string) => world.members[group] ?? [];
export const everyAlias = (world: TextWorld) => Object.values(world.members).flat();

const nameTokens = (world: TextWorld, row: readonly number[]) =>
  row.filter((token) => ['alias', 'symbol'].includes(world.vocabulary.kinds[token] as string));

export const nameOf = (world: TextWorld, alias: number) =>
  nameTokens(world, rowsOf(world.probeDocuments([alias]))[0] as number[]);

/** Which alias of the experiment a row is about; undefined for old aliases, and for entities. */
export function ownerIn(world: TextWorld): (row: readonly number[]) => number | undefined {
  const owners = new Map(everyAlias(world).map((alias) => [nameOf(world, alias).join(), alias]));
  const length = world.probePositions.filter((position) => position.startsWith('alias')).length;
  return (row) => owners.get(nameTokens(world, row).slice(0, length).join());
}

/** Whether a definition agrees with the alias's questions, judged by the words of the two. */
export function truthIn(
  { kind }: Pick<SyntheticTextConfig, 'kind'>,
  world: TextWorld,
): (alias: number, row: readonly number[]) => boolean {
  const questions = (alias: number) => rowsOf(world.questionsAbout(alias));
  switch (kind) {
    case 'alias-text': {
      const claim = (row: readonly number[]) =>
        [...ofKind(world, 'attribute', row), ...ofKind(world, 'value', row)].join();
      return (alias, row) => questions(alias).some((question) => claim(question) === claim(row));
    }
    case 'alias-entity': {
      const owner = ownerIn(world);
      const entities = new Map<number | undefined, number>();
      for (const { name, documents } of world.questions) {
        if (name === 'who') for (const row of rowsOf(documents)) entities.set(owner(row), row.at(-1) as number);
      }
      return (alias, row) => ofKind(world, 'entity', row)[0] === entities.get(alias);
    }
    case 'set-inclusion': {
      const yes = tokenOf(world, 'true');
      return (alias, row) =>
        questions(alias).every((question) =>
          question.at(-1) === yes ? question.includes(row.at(-1) as number) : !question.includes(row.at(-1) as number),
        );
    }
  }
}
