// What a schema finds wrong with a value, all of it, in the words of a person: the field, what stood there, what should, and for a
// misspelt name the one that was probably meant.
import type { ErrorObject } from 'ajv';
import { type Validator, validatorOf } from '../schemas/validator-of.ts';
import { type Complaint, withSuggestion } from './complaint.ts';
import { isObject, type JsonSchema, kindOf } from './json-schema.ts';
import { pointerTo } from './json-text.ts';

/** Compiling takes longer than checking, and files of a kind mean the same schema. */
const compiled = new Map<string, Validator<unknown>>();

function validatorFor(schema: JsonSchema): Validator<unknown> {
  const key = JSON.stringify(schema);
  const validate = compiled.get(key) ?? validatorOf(schema, { allErrors: true, verbose: true, strict: false });
  compiled.set(key, validate);
  return validate;
}

/** @param pointer where the value stands in its document */
export function schemaComplaints(schema: JsonSchema, value: unknown, pointer = ''): Complaint[] {
  const { $id: _, ...meant } = meantSchema(schema, value);
  const validate = validatorFor(meant);
  if (validate(value)) return [];
  const errors = validate.errors ?? [];
  // A union of several branches reports each of them: its own sentence says it all.
  const unions = errors.filter(({ keyword }) => keyword === 'anyOf').map(({ schemaPath }) => `${schemaPath}/`);
  return errors
    .filter(({ schemaPath }) => !unions.some((union) => schemaPath.startsWith(union)))
    .map((error) => complaintOf(error, pointer));
}

function complaintOf(error: ErrorObject, start: string): Complaint {
  const { keyword, params, instancePath, data, parentSchema } = error;
  const pointer = start + instancePath;
  if (keyword === 'additionalProperties') {
    const name = String(params.additionalProperty);
    const known = Object.keys((parentSchema as JsonSchema).properties ?? {});
    return {
      pointer: pointerTo(pointer, name),
      got: inWords(Reflect.get(Object(data), name)),
      expected: withSuggestion(`no field ${JSON.stringify(name)} here`, name, known),
    };
  }
  if (keyword === 'required') {
    const missing = String(params.missingProperty);
    const schema = (parentSchema as JsonSchema).properties?.[missing];
    return {
      pointer: pointerTo(pointer, missing),
      got: 'nothing: the field is missing',
      expected: schema === undefined ? 'this field' : describeSchema(schema),
    };
  }
  const expected = describeSchema(parentSchema as JsonSchema);
  const list = (parentSchema as JsonSchema).enum?.map(String) ?? [];
  return {
    pointer,
    got: inWords(data),
    expected: typeof data === 'string' ? withSuggestion(expected, data, list) : expected,
  };
}

/** "a whole number from 1 to 4096", "one of "a", "b"". */
function describeSchema(schema: JsonSchema): string {
  const { anyOf, enum: list, const: only, type } = schema;
  if (anyOf !== undefined) return anyOf.map(describeSchema).join(', or ');
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
    ...(maximum === undefined ? [] : [`to ${maximum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`below ${exclusiveMaximum}`]),
    ...(multipleOf === undefined ? [] : [`in steps of ${multipleOf}`]),
  ];
  return [type === 'integer' ? 'a whole number' : 'a number', ...limits].join(' ');
}

function describeText({ pattern, minLength, maxLength }: JsonSchema): string {
  if (pattern === '^[A-Za-z0-9][A-Za-z0-9._-]*$') return 'letters, digits, dots, dashes and underscores';
  const limits = [
    ...(minLength === undefined ? [] : [`at least ${minLength}`]),
    ...(maxLength === undefined ? [] : [`at most ${maxLength}`]),
  ];
  return limits.length === 0 ? 'a text' : `a text of ${limits.join(' and ')} characters`;
}

export function inWords(value: unknown): string {
  const text = JSON.stringify(value) ?? typeof value;
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
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
