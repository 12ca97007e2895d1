// How aliases are written: one token each, or several symbols of an alphabet of their own at each place (experiments.md 2A:
// a shared alphabet was hardly memorised). No two aliases are written alike.
import { HarnessError } from '../../errors/harness-error.ts';
import type { SeedTree } from '../../randomness/seed-tree.ts';
import type { TokenKind } from '../world.ts';
import type { DocumentRow, Vocabulary } from './text-world.ts';

/** The tokens of each alias, [aliases][aliasTokens]; adds what they need to `tokens`. */
export function drawAliasNames(
  {
    aliases,
    aliasTokens,
    symbols,
  }: { readonly aliases: number; readonly aliasTokens: number; readonly symbols: number },
  { tokens, tree }: { readonly tokens: TokenList; readonly tree: SeedTree },
): readonly DocumentRow[] {
  if (aliasTokens === 1) return tokens.addMany(aliases, 'alias', (alias) => `alias ${alias}`).map((token) => [token]);
  // Half of all names at most: drawing again until a name is new then ends soon.
  if (aliases > symbols ** aliasTokens / 2) {
    throw new HarnessError('invalid-experiment', {
      what: `${aliases} different aliases cannot be drawn as ${aliasTokens} of ${symbols} symbols.`,
      got: `${aliases} aliases`,
      expected: `at most ${Math.floor(symbols ** aliasTokens / 2)}`,
      next: 'change `groups`, `symbols` or `aliasTokens`',
    });
  }
  const alphabets = Array.from({ length: aliasTokens }, (_, place) =>
    tokens.addMany(symbols, 'symbol', (symbol) => `${LETTERS[symbol]}${place + 1}`),
  );
  const stream = tree.stream();
  const names = new Map<string, DocumentRow>();
  while (names.size < aliases) {
    const name = alphabets.map((alphabet) => alphabet[stream.integerBelow(symbols)] as number);
    const key = name.join();
    if (!names.has(key)) names.set(key, name);
  }
  return [...names.values()];
}

/** For people: the places of an alias's tokens. */
export function aliasPositions(aliasTokens: number): string[] {
  return Array.from({ length: aliasTokens }, (_, place) => `alias ${place + 1}`);
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

// A vocabulary as it grows: a task adds its tokens in order, and a token's number is its place.
export class TokenList {
  readonly #words: string[] = [];
  readonly #kinds: TokenKind[] = [];

  /** @returns the new token's number */
  add(kind: TokenKind, word: string): number {
    this.#words.push(word);
    this.#kinds.push(kind);
    return this.#words.length - 1;
  }

  /** @returns the numbers of `count` new tokens */
  addMany(count: number, kind: TokenKind, word: (index: number) => string): number[] {
    return Array.from({ length: count }, (_, index) => this.add(kind, word(index)));
  }

  /** @returns the numbers of the concrete tags 1, 2, 3 */
  addTags(): [number, number, number] {
    return [this.add('special', '<tag 1>'), this.add('special', '<tag 2>'), this.add('special', '<tag 3>')];
  }

  finish(): Vocabulary {
    return { words: [...this.#words], kinds: [...this.#kinds] };
  }
}
