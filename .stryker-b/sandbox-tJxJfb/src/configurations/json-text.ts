// JSON (RFC 8259) read strictly, with the place of every field: what Node's own parser does not tell, and what a person who wrote a
// file needs. A field that stands twice is remembered, since JSON.parse would silently take the last.
import { pointerTo } from '../schemas/complaints.ts';

export interface TextPlace {
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
}

export interface JsonText {
  readonly value: unknown;
  /** Where the field at a JSON pointer begins, its name included; null if the text has no such field. */
  readonly placeOf: (pointer: string) => TextPlace | null;
  /** Pointers of fields that stand twice in one object. */
  readonly repeated: readonly string[];
}

/** The text is no JSON. */
export class JsonTextError extends Error {
  readonly place: TextPlace;

  constructor(message: string, place: TextPlace) {
    super(message);
    this.name = 'JsonTextError';
    this.place = place;
  }
}

const DEEPEST = 100;
const BLANKS = /[ \t\n\r]*/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them in texts, so the pattern has to name them
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const LITERAL = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** @throws JsonTextError */
export function parseJsonText(source: string): JsonText {
  const reader = new Reader(source);
  const value = reader.document();
  return {
    value,
    placeOf: (pointer) => {
      const at = reader.places.get(pointer);
      return at === undefined ? null : placeIn(source, at);
    },
    repeated: reader.repeated,
  };
}

class Reader {
  readonly places = new Map<string, number>();
  readonly repeated: string[] = [];
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    this.#source = source;
    // A byte order mark, which some editors write, is no content.
    if (source.startsWith('\uFEFF')) this.#at = 1;
  }

  document(): unknown {
    this.#match(BLANKS);
    const value = this.#value('', 0);
    this.#match(BLANKS);
    if (this.#at < this.#source.length) throw this.#error('the end of the file');
    return value;
  }

  #value(pointer: string, depth: number): unknown {
    if (depth > DEEPEST) throw this.#error(`at most ${DEEPEST} levels of objects and lists`);
    if (!this.places.has(pointer)) this.places.set(pointer, this.#at);
    const next = this.#source[this.#at];
    if (next === '{') return this.#object(pointer, depth);
    if (next === '[') return this.#list(pointer, depth);
    if (next === '"') return this.#text('a text that ends in its line, in double quotes');
    const start = this.#at;
    const literal = this.#match(LITERAL);
    if (literal === null) throw this.#error('a value: a number, "text", true, false, null, [ or {');
    const value: unknown = JSON.parse(literal);
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    this.#at = start;
    throw this.#error('a number that fits');
  }

  #object(pointer: string, depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.#items('}', () => {
      const start = this.#at;
      if (this.#source[start] !== '"') throw this.#error('the name of a field, in double quotes');
      const name = this.#text('the name of a field, in double quotes');
      const place = pointerTo(pointer, name);
      if (entries.some(([earlier]) => earlier === name)) this.repeated.push(place);
      this.places.set(place, start);
      this.#match(BLANKS);
      this.#take(':', 'a colon after the name');
      this.#match(BLANKS);
      entries.push([name, this.#value(place, depth + 1)]);
    });
    // A name like `__proto__` is a field like any other here.
    return Object.fromEntries(entries);
  }

  #list(pointer: string, depth: number): unknown[] {
    const values: unknown[] = [];
    this.#items(']', () => {
      values.push(this.#value(pointerTo(pointer, values.length), depth + 1));
    });
    return values;
  }

  #items(end: '}' | ']', item: () => void): void {
    this.#at += 1;
    this.#match(BLANKS);
    if (this.#source[this.#at] === end) {
      this.#at += 1;
      return;
    }
    for (;;) {
      item();
      this.#match(BLANKS);
      if (this.#source[this.#at] === end) break;
      this.#take(',', `a comma or ${end}`);
      this.#match(BLANKS);
    }
    this.#at += 1;
  }

  #text(expected: string): string {
    const text = this.#match(TEXT);
    if (text === null) throw this.#error(expected);
    return JSON.parse(text) as string;
  }

  #take(character: string, expected: string): void {
    if (this.#source[this.#at] !== character) throw this.#error(expected);
    this.#at += 1;
  }

  #match(pattern: RegExp): string | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found === null) return null;
    this.#at = pattern.lastIndex;
    return found[0];
  }

  #error(expected: string): JsonTextError {
    const rest = this.#source.slice(this.#at).split('\n', 1)[0] ?? '';
    const got =
      this.#at >= this.#source.length ? 'the end of the file' : `${JSON.stringify(rest.slice(0, 30) || 'end of line')}`;
    return new JsonTextError(`expected ${expected}, got ${got}`, placeIn(this.#source, this.#at));
  }
}

function placeIn(source: string, offset: number): TextPlace {
  const before = source.slice(0, offset).replace(/^\uFEFF/, '');
  const lines = before.split('\n');
  return { line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
}
