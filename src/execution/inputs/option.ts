// An option of the command line as data: how it is written, what its words mean, its schema, and what it is where nobody says it. From this
// one place come the parser, the type, help and documentation, the check of files that keep what was asked, and lines that ask again.
// Words are understood in full or refused, with what was got and what would do.
import { resolve } from 'node:path';
import { type Static, type TArray, type TBoolean, type TNull, type TSchema, type TUnion, Type } from 'typebox';
import { HarnessError } from '../../errors/harness-error.ts';
import { withSuggestion } from '../../schemas/nearest-name.ts';

/** Where a word stands, and where paths in it start. */
export interface WordPlace {
  readonly where: string;
  readonly currentFolder: string;
}

/** What a word can mean. */
export interface Kind<Schema extends TSchema = TSchema> {
  readonly schema: Schema;
  readonly parse: (word: string, place: WordPlace) => Static<Schema>;
}

export interface Option<Schema extends TSchema = TSchema> {
  /** `--seeds <number>`, `--claim <id...>`, `--json`; of an argument `<claim>`, `[path]`, `[files...]`. */
  readonly flags: string;
  readonly help: string;
  /** Of the value. */
  readonly schema: Schema;
  /** Of one word. */
  readonly parse: (word: string, place: WordPlace) => unknown;
  /** The value where nobody says it. */
  readonly otherwise: Static<Schema>;
  /** The words for that in help; null: help says it in its own. */
  readonly shown: string | null;
  readonly isRequired?: true;
  /** A line that asks again says it in any case. */
  readonly isAlwaysSaid?: true;
}

export type OptionTable = Readonly<Record<string, Option>>;
type SchemasOf<Table extends OptionTable> = { [Name in keyof Table]: Table[Name]['schema'] };
export type ValuesOf<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Unchanging<Static<Table[Name]['schema']>>;
};
type Unchanging<Value> = Value extends (infer Item)[] ? readonly Item[] : Value;

/** A switch: there or not. */
export function flag(flags: string, help: string): Option<TBoolean> {
  return { flags, help, schema: Type.Boolean(), parse: () => true, otherwise: false, shown: null };
}

/** Null where it is not said. */
export function one<S extends TSchema>(flags: string, help: string, { schema, parse }: Kind<S>) {
  const orNull: TUnion<[S, TNull]> = Type.Union([schema, Type.Null()]);
  return { flags, help, schema: orNull, parse, otherwise: null, shown: null } as Option<TUnion<[S, TNull]>>;
}

/** What is usual where it is not said; of a path, from the current folder on. */
export function usually<S extends TSchema>(flags: string, help: string, kind: Kind<S>, usual: Static<S>): Option<S> {
  return { flags, help, ...kind, otherwise: usual, shown: String(usual) };
}

/** Each once, in the order in which they are said. */
export function many<S extends TSchema>(flags: string, help: string, { schema, parse }: Kind<S>) {
  return { flags, help, schema: Type.Array(schema), parse, otherwise: [], shown: null } as unknown as Option<TArray<S>>;
}

export function required<S extends TSchema>(flags: string, help: string, kind: Kind<S>): Option<S> {
  return { flags, help, ...kind, otherwise: null as Static<S>, shown: null, isRequired: true };
}

/** As it is elsewhere, but null where it is not said: something else may say it. */
export function unlessSaid<S extends TSchema>(option: Option<S>, help: string) {
  return one(option.flags, help, option as Kind<S>);
}

export const text: Kind<ReturnType<typeof Type.String>> = { schema: Type.String(), parse: (word) => word };

/** Decimal digits and nothing else: no sign, no point, no exponent, no blanks, no leading zero. */
export function wholeNumber(minimum: number, maximum: number): Kind<ReturnType<typeof Type.Integer>> {
  return {
    schema: Type.Integer({ minimum, maximum }),
    parse: (word, { where }) => {
      const value = /^(0|[1-9]\d*)$/.test(word) ? Number(word) : Number.NaN;
      if (value >= minimum && value <= maximum) return value;
      throw refuse(where, word, `a whole number from ${minimum} to ${maximum}`);
    },
  };
}

export function oneOf<const Name extends string>(names: readonly Name[]) {
  return {
    schema: Type.Enum([...names]),
    parse: (word: string, { where }: WordPlace): Name => {
      const name = names.find((known) => known === word);
      if (name !== undefined) return name;
      // Of `digit-grid/symbols` people say the last part.
      const meant = names.find((known) => known.endsWith(`/${word.toLowerCase()}`)) ?? word;
      throw refuse(where, word, withSuggestion(names.join(names.length === 2 ? ' or ' : ', '), meant, names));
    },
  };
}

/** As it was said. An empty one would silently mean the current folder; it usually comes from a variable that is not set. */
export const path: Kind<ReturnType<typeof Type.String>> = {
  schema: Type.String({ minLength: 1 }),
  parse: (word, { where }) => {
    if (word.trim() !== '' && !word.includes('\0')) return word;
    throw refuse(where, word, 'a path');
  },
};

/** A path as everybody else needs it. */
export const absolutePath: typeof path = {
  schema: path.schema,
  parse: (word, place) => resolve(place.currentFolder, path.parse(word, place)),
};

export const hashPrefix: Kind<ReturnType<typeof Type.String>> = {
  schema: Type.String({ pattern: '^[0-9a-f]{1,64}$' }),
  parse: (word, { where }) => {
    if (/^[0-9a-f]{1,64}$/.test(word)) return word;
    throw refuse(where, word, 'one to 64 digits of a hash: 0 to 9, a to f');
  },
};

export function schemasOf<Table extends OptionTable>(table: Table): SchemasOf<Table> {
  return eachOf(table, 'schema') as SchemasOf<Table>;
}

/** What everything is where nobody says anything. */
export function defaultsOf<Table extends OptionTable>(table: Table): ValuesOf<Table> {
  return eachOf(table, 'otherwise') as ValuesOf<Table>;
}

function eachOf(table: OptionTable, field: 'schema' | 'otherwise'): object {
  return Object.fromEntries(Object.entries(table).map(([name, option]) => [name, option[field]]));
}

/** Only those of the table. */
export function valuesOf<Table extends OptionTable>(table: Table, values: ValuesOf<Table>): ValuesOf<Table> {
  const own = Object.entries(values).filter(([name]) => name in table);
  return Object.fromEntries(own) as ValuesOf<Table>;
}

/** Words that ask for these values again: what would be so anyway is left out. */
export function wordsOf(table: OptionTable, values: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(table).flatMap(([name, { flags, otherwise, isAlwaysSaid = false }]) => {
    const value = values[name] ?? null;
    if (value === null || value === false || (value === otherwise && !isAlwaysSaid)) return [];
    const [switched = ''] = flags.split(' ');
    const spelt = switched.startsWith('-') ? [switched] : [];
    if (value === true) return spelt;
    return [value].flat().flatMap((one) => [...spelt, String(one)]);
  });
}

function refuse(where: string, word: string, expected: string): HarnessError {
  return new HarnessError('invalid-option', {
    what: `The value of ${where} cannot be used.`,
    where,
    got: word === '' ? 'an empty text' : JSON.stringify(word),
    expected,
    next: '`iml COMMAND --help` explains the options',
  });
}
