// What a schema finds wrong with a value, all of it, in the words of a person: the field, what stood there, what should, and for a
// misspelt name the one that was probably meant. Of a union only the branch is spoken of that the value means, by the fields that tell
// the branches apart or by its type: what is wrong with all the others is about something that nobody wrote.
import type { ErrorObject } from 'ajv';
import type { JsonSchema } from './json-schema.ts';
import { withSuggestion } from './nearest-name.ts';

export interface SchemaComplaint {
  /** JSON pointer of the field. */
  readonly pointer: string;
  readonly got: string;
  readonly expected: string;
}

/** The first of them: "field /parts/0/unit: got 3, expected a text". */
export function inOneLine([first]: readonly SchemaComplaint[]): string {
  return first === undefined
    ? 'nothing is wrong with it'
    : `field ${first.pointer || '/'}: got ${first.got}, expected ${first.expected}`;
}

/** `~` and `/` in a name, as RFC 6901 writes them. */
export function pointerTo(parent: string, name: string | number): string {
  return `${parent}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

/** @param errors of ajv, made with `allErrors` and `verbose` */
export function schemaComplaints(errors: readonly ErrorObject[]): SchemaComplaint[] {
  const unions = errors.flatMap((error) => (error.keyword === 'anyOf' ? [{ error, meant: meantBranch(error) }] : []));
  const isSaid = (error: ErrorObject) =>
    unions.every(({ error: union, meant }) => {
      const isWithin = error.schemaPath.startsWith(`${union.schemaPath}/`) && isAtOrBelow(error, union);
      return !isWithin || (typeof meant === 'number' && error.schemaPath.startsWith(`${union.schemaPath}/${meant}/`));
    });
  return errors.filter(isSaid).flatMap((error) => {
    const meant = unions.find((union) => union.error === error)?.meant ?? null;
    if (typeof meant === 'number') return [];
    return [meant === null ? complaintOf(error) : astray(error, meant)];
  });
}

function isAtOrBelow(error: ErrorObject, { instancePath }: ErrorObject): boolean {
  return error.instancePath === instancePath || error.instancePath.startsWith(`${instancePath}/`);
}

/** Its number; the field that should tell it, where that holds none of the words that it may; null where nothing tells. */
function meantBranch({ schema, data }: ErrorObject): number | string | null {
  const branches = schema as readonly JsonSchema[];
  const ofType = branches.filter((branch) => mayBe(branch, data));
  const [first, ...others] = ofType;
  if (first === undefined) return null;
  if (others.length === 0) return branches.indexOf(first);
  const names = [...new Set(ofType.flatMap(({ properties = {} }) => Object.keys(properties)))];
  const lacking = (name: string) => ofType.filter(({ properties = {} }) => properties[name] === undefined);
  const isWordIn = (branch: JsonSchema, name: string) =>
    wordsOf(branch, name).length > 0 || lacking(name).includes(branch);
  const isTelling = (name: string) => ofType.every((branch) => isWordIn(branch, name));
  // A branch without the field is meant where nobody wrote it.
  const telling = [0, 1].flatMap((without) =>
    names.filter((name) => lacking(name).length === without && isTelling(name)),
  )[0];
  if (telling === undefined) return null;
  const value: unknown = Reflect.get(Object(data), telling);
  const meant =
    value === undefined ? lacking(telling) : ofType.filter((branch) => wordsOf(branch, telling).includes(value));
  return meant.length === 1 ? branches.indexOf(meant[0] as JsonSchema) : telling;
}

/** What a field may hold, where that is one word or a list of them. */
function wordsOf({ properties }: JsonSchema, name: string): readonly unknown[] {
  const { const: only, enum: list } = properties?.[name] ?? {};
  return only === undefined ? (list ?? []) : [only];
}

function mayBe({ anyOf, type, const: only, enum: list }: JsonSchema, value: unknown): boolean {
  if (anyOf !== undefined) return anyOf.some((branch) => mayBe(branch, value));
  if (only !== undefined) return typeof only === typeof value;
  if (list !== undefined) return list.some((one) => typeof one === typeof value);
  if (type === 'null') return value === null;
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (type === 'array') return Array.isArray(value);
  return typeof value === (type === 'integer' ? 'number' : type);
}

/** The field that tells the branches of a union apart holds something else. */
function astray({ schema, data, instancePath }: ErrorObject, name: string): SchemaComplaint {
  const words = (schema as readonly JsonSchema[]).flatMap((branch) => wordsOf(branch, name));
  const value: unknown = Reflect.get(Object(data), name);
  return {
    pointer: pointerTo(instancePath, name),
    got: value === undefined ? 'nothing: the field is missing' : inWords(value),
    expected: describeSchema({ enum: [...new Set(words)] }),
  };
}

function complaintOf({ keyword, params, instancePath, data, parentSchema }: ErrorObject): SchemaComplaint {
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    const known = Object.keys((parentSchema as JsonSchema).properties ?? {});
    return {
      pointer: pointerTo(instancePath, name),
      got: inWords(Reflect.get(Object(data), name)),
      expected: withSuggestion(`no field ${JSON.stringify(name)} here`, name, known),
    };
  }
  if (keyword === 'required') {
    const missing = String(params.missingProperty);
    const schema = (parentSchema as JsonSchema).properties?.[missing];
    return {
      pointer: pointerTo(instancePath, missing),
      got: 'nothing: the field is missing',
      expected: schema === undefined ? 'this field' : describeSchema(schema),
    };
  }
  const isInfinite = typeof data === 'number' && !Number.isFinite(data);
  const expected = isInfinite ? 'a finite number' : describeSchema(parentSchema as JsonSchema);
  const list = (parentSchema as JsonSchema).enum?.map(String) ?? [];
  return {
    pointer: instancePath,
    got: inWords(data),
    expected: typeof data === 'string' ? withSuggestion(expected, data, list) : expected,
  };
}

/** "a whole number from 1 to 4096", "one of "a", "b"". */
export function describeSchema(schema: JsonSchema): string {
  const { anyOf, enum: list, const: only, type } = schema;
  if (anyOf !== undefined) return [...new Set(anyOf.map(describeSchema))].join(', or ');
  if (list !== undefined) {
    return list.length === 1 ? JSON.stringify(list[0]) : `one of ${list.map((one) => JSON.stringify(one)).join(', ')}`;
  }
  if (only !== undefined) return JSON.stringify(only);
  if (type === 'integer' || type === 'number') return describeNumber(schema);
  if (type === 'string') return describeText(schema);
  if (type === 'array') {
    const { items, minItems, maxItems } = schema;
    const fewest = minItems === undefined ? '' : ` of at least ${minItems}`;
    const most = maxItems === undefined ? '' : `, at most ${maxItems}`;
    const once = schema.uniqueItems === true ? ', none twice' : '';
    return `a list${fewest}${most}${once}${items === undefined ? '' : `, each ${describeSchema(items)}`}`;
  }
  if (type === 'boolean') return 'true or false';
  if (type === 'object') return 'an object in braces';
  return type ?? 'a value';
}

function describeNumber(schema: JsonSchema): string {
  const { type, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const limits = [
    ...(exclusiveMinimum === undefined ? [] : [`above ${exclusiveMinimum}`]),
    ...(minimum === undefined ? [] : [`from ${minimum}`]),
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? [] : [`to ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
    ...(multipleOf === undefined ? [] : [`in steps of ${multipleOf}`]),
  ];
  return [type === 'integer' ? 'a whole number' : 'a number', ...limits].join(' ');
}

/** Patterns that a person should not have to read. */
const PATTERNS: ReadonlyMap<unknown, string> = new Map([
  ['^[A-Za-z0-9][A-Za-z0-9._-]*$', 'letters, digits, dots, dashes and underscores'],
  ['^[0-9a-f]{64}$', '64 hexadecimal digits'],
]);

function describeText({ pattern, minLength, maxLength }: JsonSchema): string {
  const limits = [
    ...(minLength === undefined ? [] : [`at least ${minLength}`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength}`]),
  ];
  const known = PATTERNS.get(pattern);
  if (known !== undefined) return known;
  if (pattern !== undefined) return `a text that matches ${pattern}`;
  return limits.length === 0 ? 'a text' : `a text of ${limits.join(' and ')} characters`;
}

/** Short, whatever it is. */
export function inWords(value: unknown): string {
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
