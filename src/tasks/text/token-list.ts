// A vocabulary as it grows: a task adds its tokens in order, and a token's number is its place.
import type { TokenKind } from '../world.ts';
import type { Vocabulary } from './text-world.ts';

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

  finish(): Vocabulary {
    return { words: [...this.#words], kinds: [...this.#kinds] };
  }
}
