// What is known of named entities: facts that questions ask for, in words (paper.md 2.1, 2.3). Where it comes from is no matter of the
// task: a package (countries.ts) or a user's file (cvdb.ts, t-rex.ts), each read into this.
import { type Static, Type } from 'typebox';
import { HarnessError } from '../../../../errors/harness-error.ts';
import { closed, Digest } from '../../../../schemas/parts.ts';

/** Which knowledge an experiment is about: its form, and the very bytes. */
export const KnowledgeSourceSchema = closed({
  kind: Type.Union([Type.Literal('countries'), Type.Literal('cvdb'), Type.Literal('t-rex')]),
  /** Of the file, as `sha256sum` prints it. */
  sha256: Digest,
});
export type KnowledgeSource = Static<typeof KnowledgeSourceSchema>;

export interface Fact {
  /** One of `Knowledge.questions`. */
  readonly attribute: string;
  /** All that count as right. The first is trained, and the one whose likelihood is measured. */
  readonly answers: readonly [string, ...string[]];
}

export interface Entity {
  readonly name: string;
  /** Each attribute once at most. */
  readonly facts: readonly Fact[];
}

export interface Knowledge extends KnowledgeSource {
  /** By attribute, the question in words; `{}` stands for the name. */
  readonly questions: Readonly<Record<string, string>>;
  /** In the order in which an experiment takes them. */
  readonly entities: readonly Entity[];
}

/** A text as it is read, piece by piece: the real files are longer than a string can be. */
export interface KnowledgeText {
  /** As people call it. */
  readonly file: string;
  readonly sha256: string;
  /** One after the other; a piece may end anywhere. */
  readonly pieces: Iterable<string>;
}

export function invalidData(where: string, got: string, expected: string): HarnessError {
  return new HarnessError('invalid-data', {
    what: 'A file of facts about named entities is damaged or something else.',
    where,
    got,
    expected,
    next: 'see docs/paper.md 2.1 (people) and 2.3 (works) for what the files hold',
  });
}

/** Values of one cell, in their order, each once. */
export function distinct(answers: readonly string[]): string[] {
  return [...new Set(answers.map((answer) => answer.trim()).filter((answer) => answer !== ''))];
}

/** The paper's rounding of years (paper.md 2.1): centuries, then decades, then the year itself. Its oddities are its own: 1900 is of the 19th. */
export function roundedYear(year: number): string {
  if (year >= 2000) return String(year);
  if (year > 1900) return `${Math.floor(year / 10) * 10}s`;
  return `${Math.floor((Math.abs(year) + 99) / 100)} century${year < 0 ? ' BC' : ''}`;
}
