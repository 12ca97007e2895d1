// From the schema of a whole experiment to that of what a configuration says of it: every field with its description and none of them
// required, since what is left out is as in the experiment that is extended. `null` takes an optional setting away.

import type { JsonSchema } from '../schemas/json-schema.ts';
import { fieldDescription } from './field-descriptions.ts';

export function changeSchema(schema: JsonSchema, path: readonly string[]): JsonSchema {
  const description = fieldDescription(path);
  const words = description === null ? {} : { description };
  const { anyOf, properties, required = [], ...rest } = schema;
  if (anyOf !== undefined) {
    const branches = anyOf.map(({ description: _, ...branch }) => changeSchema(branch, path));
    return { ...rest, ...words, anyOf: branches.map(({ description: _, ...branch }) => branch) };
  }
  if (properties === undefined) return { ...rest, ...words };
  const changed = Object.entries(properties).map(([name, one]): [string, JsonSchema] => {
    const change = changeSchema(one, [...path, name]);
    return [name, required.includes(name) ? change : orNull(change)];
  });
  return { ...rest, ...words, properties: Object.fromEntries(changed) };
}

function orNull({ description, anyOf, ...schema }: JsonSchema): JsonSchema {
  const words = description === undefined ? {} : { description };
  return { ...words, anyOf: [...(anyOf ?? [schema]), { type: 'null' }] };
}
