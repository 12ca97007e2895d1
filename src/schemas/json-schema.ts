// JSON Schemas as plain data: what this folder reads and writes of them.

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
