// JSON Schemas as plain data: what is read and written of them.

export interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly [keyword: string]: unknown;
}

/** Without what TypeBox keeps beside it. */
export function plainSchema(schema: object): JsonSchema {
  return JSON.parse(JSON.stringify(schema)) as JsonSchema;
}

/** The `kind` that tells a branch of a union from the others; undefined where it has none. */
export function kindOf(schema: JsonSchema): unknown {
  return schema.properties?.kind?.const;
}

/** Characters of JSON; what is shorter is as short as a reference. */
const SHORTEST_DEFINITION = 100;

/**
 * The same schema, where an object that stands at several places is written once, in `$defs`: a validator compiles it once, and a
 * published schema is as short as its source. Complaints about a value are told from the schema without definitions.
 * What has an `$id` of its own stays as it is, since a reference in it would mean another document.
 */
export function withDefinitions(schema: object): JsonSchema {
  const repeated = repeatedParts(schema);
  const names = new Map<object, string>();
  const $defs: Record<string, unknown> = {};
  const fieldsOf = (part: object, name: string): JsonSchema =>
    Object.fromEntries(Object.entries(part).map(([key, one]) => [key, written(one, PLACES.has(key) ? name : key)]));
  const written = (part: unknown, name: string): unknown => {
    if (Array.isArray(part)) return part.map((one) => written(one, name));
    if (!isPart(part)) return part;
    if (!repeated.has(part)) return fieldsOf(part, name);
    if (!names.has(part)) {
      const own = unusedName(name, new Set(names.values()));
      names.set(part, own);
      $defs[own] = fieldsOf(part, name);
    }
    return { $ref: `#/$defs/${names.get(part)}` };
  };
  const whole = fieldsOf(schema, 'part');
  return names.size === 0 ? whole : { ...whole, $defs };
}

function unusedName(name: string, used: ReadonlySet<string>): string {
  for (let count = 2, own = name; ; count++) {
    if (!used.has(own)) return own;
    own = `${name}${count}`;
  }
}

/** Keywords below which a part keeps the name of the field that it describes. */
const PLACES: ReadonlySet<string> = new Set(['properties', 'items', 'anyOf']);

function isPart(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !('$id' in value);
}

function repeatedParts(schema: object): ReadonlySet<object> {
  const met = new Set<object>();
  const repeated = new Set<object>();
  const meet = (key: string, value: unknown) => {
    if (!isPart(value)) return;
    if (!met.has(value)) {
      met.add(value);
      for (const [name, one] of Object.entries(value)) meet(name, one);
      // Two schemas may share their fields, as one does with the same that may be left out; the list of them is none.
    } else if (key !== 'properties' && !Array.isArray(value) && JSON.stringify(value).length >= SHORTEST_DEFINITION) {
      repeated.add(value);
    }
  };
  for (const [name, one] of Object.entries(schema)) meet(name, one);
  return repeated;
}
