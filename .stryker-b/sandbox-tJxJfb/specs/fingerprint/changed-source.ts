// A copy of the harness's source to change, and places in it where a number is made: literals, operators and defaults, found in the
// syntax tree at their offsets in the text.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import type { AnyNode } from 'acorn';
import { parseModule, ROOTS } from '../../src/execution/fingerprint/code-digest.ts';

const SOURCE = resolve(import.meta.dirname, '../../src');

export interface ChangedSource {
  readonly folder: string;
  readonly read: (file: string) => string;
  readonly change: (file: string, change: (text: string) => string) => void;
  /** As it was. */
  readonly restore: (file: string) => void;
  readonly remove: () => void;
}

export function changedSource(): ChangedSource {
  const root = mkdtempSync(join(tmpdir(), 'iml-source-'));
  const folder = join(root, 'src');
  cpSync(SOURCE, folder, { recursive: true });
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  return {
    folder,
    read,
    change: (file, change) => writeFileSync(join(folder, file), change(read(file))),
    restore: (file) => cpSync(join(SOURCE, file), join(folder, file)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** `experiments/run-cohort.ts`, of a digest's absolute path. */
export function moduleName(folder: string, file: string): string {
  return relative(folder, file).split(sep).join('/');
}

export const ROOT_FILES = ROOTS.map((root) => `${root}.ts`);

export const MUTATIONS = ['a constant', 'an operator', 'a default'] as const;
export type Mutation = (typeof MUTATIONS)[number];

const OTHER_OPERATOR: Readonly<Record<string, string>> = {
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '<': '<=',
  '>': '>=',
};

/** The text with one such place changed, or null where it has none outside of words. */
export function mutated(text: string, mutation: Mutation): string | null {
  const program = parseModule('changed.ts', text);
  const place = [...placesIn(program)].find(({ kind }) => kind === mutation);
  return place === undefined ? null : text.slice(0, place.start) + place.becomes + text.slice(place.end);
}

interface Place {
  readonly kind: Mutation;
  readonly start: number;
  readonly end: number;
  readonly becomes: string;
}

function* placesIn(node: unknown): Generator<Place> {
  if (Array.isArray(node)) {
    for (const child of node) yield* placesIn(child);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const one = node as AnyNode;
  if (one.type === 'ThrowStatement' || one.type === 'NewExpression') return;
  if (one.type === 'Literal' && typeof one.value === 'number') {
    yield { kind: 'a constant', start: one.start, end: one.end, becomes: `(${one.value} + 1)` };
  }
  if (one.type === 'BinaryExpression' && one.left.type !== 'PrivateIdentifier') {
    const other = OTHER_OPERATOR[one.operator];
    // Between the operands stands the operator, and perhaps a bracket: the whole is put together anew.
    if (other !== undefined && one.right.start - one.left.end === one.operator.length + 2) {
      yield { kind: 'an operator', start: one.left.end, end: one.right.start, becomes: ` ${other} ` };
    }
  }
  if (one.type === 'AssignmentPattern') {
    yield { kind: 'a default', start: one.right.start, end: one.right.end, becomes: '(0x1234)' };
  }
  for (const child of Object.values(node)) yield* placesIn(child);
}
