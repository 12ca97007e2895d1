// How aliases and tags are written: random letters that mean nothing, bare and of few tokens, or between the paper's brackets
// (paper.md 1). No two are alike, and none is a word of the entities or of what is asked about them.

import { type Static, Type } from 'typebox';
import type { Tokenizer } from '../../../checkpoints/checkpoint.ts';
import { HarnessError } from '../../../errors/harness-error.ts';
import type { RandomStream } from '../../../randomness/random-stream.ts';
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import { closed } from '../../../schemas/parts.ts';

const Tokens = Type.Integer({ minimum: 1, maximum: 20 });

export const SpellingSchema = Type.Union([
  /** Five letters, of so many tokens after a space. As many for all: then positions align, and probes can be fitted. */
  closed({ kind: Type.Literal('letters'), tokens: closed({ least: Tokens, most: Tokens }) }),
  /** `<|abcde|>`, and for tags `<|abcdef|>`: the paper's. */
  closed({ kind: Type.Literal('brackets') }),
]);
export type Spelling = Static<typeof SpellingSchema>;

export interface Names {
  readonly aliases: readonly string[];
  readonly tags: readonly [string, string, string];
}

interface Drawing {
  readonly aliases: number;
  readonly spelling: Spelling;
  /** Whose words no name may be. */
  readonly texts: Iterable<string>;
  readonly tokenizer: Tokenizer;
}

/** Draws in a row that give no new name: then there are hardly any. */
const MOST_DRAWS = 10_000;

/** @param world the node `world` of the run's seed tree */
export function drawNames({ aliases, spelling, texts, tokenizer }: Drawing, world: SeedTree): Names {
  const used = wordsOf(texts);
  const draw = (stream: RandomStream, length: number) => {
    for (let drawn = 0; drawn < MOST_DRAWS; drawn += 1) {
      const letters = Array.from({ length }, () => LETTERS[stream.integerBelow(LETTERS.length)]).join('');
      if (used.has(letters) || !fits(letters, spelling, tokenizer)) continue;
      used.add(letters);
      return spelling.kind === 'letters' ? letters : `<|${letters}|>`;
    }
    throw tooFewNames(spelling);
  };
  const tagStream = world.child('tags').stream();
  const tagLetters = spelling.kind === 'letters' ? 5 : 6;
  const tag = () => draw(tagStream, tagLetters);
  const tags: [string, string, string] = [tag(), tag(), tag()];
  const stream = world.child('aliases').stream();
  return { tags, aliases: Array.from({ length: aliases }, () => draw(stream, 5)) };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

function wordsOf(texts: Iterable<string>): Set<string> {
  const words = new Set<string>();
  for (const text of texts) for (const word of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) words.add(word);
  return words;
}

function fits(letters: string, spelling: Spelling, tokenizer: Tokenizer): boolean {
  if (spelling.kind === 'brackets') return true;
  const { length } = tokenizer.encode(` ${letters}`);
  return length >= spelling.tokens.least && length <= spelling.tokens.most;
}

function tooFewNames(spelling: Spelling): HarnessError {
  const expected =
    spelling.kind === 'letters'
      ? `${spelling.tokens.least} to ${spelling.tokens.most} tokens each`
      : 'other letters each';
  return new HarnessError('invalid-experiment', {
    what: 'No more names of five random letters are to be had with this tokenizer.',
    got: `none in ${MOST_DRAWS} draws`,
    expected,
    next: 'allow other numbers of tokens in `spelling`, or take "brackets"',
  });
}
