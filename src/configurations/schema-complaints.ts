// What a schema finds wrong with a value of a configuration: of every union the branch that is meant, of a list all items alike.

import { HarnessError } from '../errors/harness-error.ts';
import { type Check, checked } from '../schemas/checked.ts';
import type { SchemaComplaint } from '../schemas/complaints.ts';
import { type JsonSchema, kindOf } from '../schemas/json-schema.ts';
import { isObject } from './experiment-schemas.ts';
import type { TextPlace } from './json-text.ts';

/** Compiling takes longer than checking, and files of a kind mean the same schema. */
const compiled = new Map<string, Check<unknown>>();

/** @param pointer where the value stands in its document */
export function schemaComplaints(schema: JsonSchema, value: unknown, pointer = ''): SchemaComplaint[] {
  const { $id: _, ...meant } = meantSchema(schema, value);
  const key = JSON.stringify(meant);
  const check = compiled.get(key) ?? checked(meant);
  compiled.set(key, check);
  return check.complaints(value).map((complaint) => ({ ...complaint, pointer: pointer + complaint.pointer }));
}

/**
 * The schema with every union replaced by what `value` means: by its `kind`, else by the type of value. Without this a validator
 * complains about every branch, mostly of what nobody wrote. A `kind` that does not exist is all that is complained about.
 */
export function meantSchema(schema: JsonSchema, value: unknown): JsonSchema {
  const { anyOf } = schema;
  if (anyOf !== undefined) return meantBranch(anyOf, value);
  const { properties, items } = schema;
  if (properties !== undefined && isObject(value)) {
    const kind = kindOf(schema);
    if (kind !== undefined && kind !== value.kind) return onlyKind([kind]);
    const meant = Object.entries(properties).map(([name, one]) => [name, meantSchema(one, value[name])]);
    return { ...schema, properties: Object.fromEntries(meant) };
  }
  if (items !== undefined && Array.isArray(value)) {
    // All items together: a list of ours holds plain values only.
    return { ...schema, items: withEnums(items) };
  }
  return schema;
}

function meantBranch(anyOf: readonly JsonSchema[], value: unknown): JsonSchema {
  const branches = anyOf.flatMap((branch) => branch.anyOf ?? [branch]);
  const merged = withEnums({ anyOf: branches });
  if (merged.enum !== undefined) return merged;
  const ofType = branches.filter((branch) => mayBe(branch, value));
  const kinds = ofType.map(kindOf).filter((kind) => kind !== undefined);
  if (isObject(value) && kinds.length > 0) {
    const meant = ofType.find((branch) => kindOf(branch) === value.kind);
    return meant === undefined ? onlyKind(kinds) : meantSchema(meant, value);
  }
  const [one, ...others] = ofType;
  return one !== undefined && others.length === 0 ? meantSchema(one, value) : { anyOf: branches };
}

/** A union of single values as the list of them. */
function withEnums(schema: JsonSchema): JsonSchema {
  const values = schema.anyOf?.map((branch) => branch.const);
  return values === undefined || values.includes(undefined) ? schema : { enum: values };
}

function onlyKind(kinds: readonly unknown[]): JsonSchema {
  return { type: 'object', required: ['kind'], properties: { kind: { enum: kinds } } };
}

function mayBe({ type, const: only, enum: list }: JsonSchema, value: unknown): boolean {
  if (only !== undefined) return typeof only === typeof value;
  if (list !== undefined) return list.some((one) => typeof one === typeof value);
  if (type === 'null') return value === null;
  if (type === 'object') return isObject(value);
  if (type === 'array') return Array.isArray(value);
  return typeof value === (type === 'integer' ? 'number' : type);
}

// One thing that is wrong with a configuration, in words, and how a file's complaints become one error that names them all.

export interface Complaint {
  /** JSON pointer of the field. */
  readonly pointer: string;
  readonly got?: string;
  readonly expected: string;
  /** What is wrong, where got and expected do not say it. */
  readonly what?: string;
}

/** What was refused, about the field that it comes from. @param otherwise what is expected where the refusal does not say it */
export function complaintOf(
  { parts: { what, got, expected, next } }: HarnessError,
  pointer: string,
  otherwise = 'something else',
): Complaint {
  return {
    pointer,
    what,
    ...(got === undefined ? {} : { got }),
    expected: [expected, next].filter((words) => words !== undefined).join('; ') || otherwise,
  };
}

/** Most complaints first in the file come first; those about what is not written stand at the object that lacks it. */
export function configurationError(
  complaints: readonly Complaint[],
  { file, placeOf }: { readonly file: string; readonly placeOf: (pointer: string) => TextPlace | null },
): HarnessError {
  const placed = complaints
    .map((complaint) => ({ complaint, place: nearestPlace(complaint.pointer, placeOf) }))
    .sort((left, right) => left.place.line - right.place.line || left.place.column - right.place.column);
  const count = complaints.length === 1 ? 'one error' : `${complaints.length} errors`;
  const lines = placed.map(({ complaint: { pointer, what, got, expected }, place }) =>
    [
      `  ${file}:${place.line}:${place.column}  ${pointer === '' ? '/' : pointer}`,
      ...(what === undefined ? [] : [`    ${what}`]),
      ...(got === undefined ? [] : [`    got:      ${got}`]),
      `    expected: ${expected}`,
    ].join('\n'),
  );
  return new HarnessError('invalid-configuration', {
    what: [`This configuration has ${count}.`, ...lines].join('\n'),
    next: '`iml schema configuration` describes every field; nothing was trained',
  });
}

function nearestPlace(pointer: string, placeOf: (pointer: string) => TextPlace | null): TextPlace {
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const place = placeOf(at);
    if (place !== null) return place;
    if (at === '') return { line: 1, column: 1 };
  }
}
