// What a schema finds wrong with a value of a configuration: of every union the branch that is meant, of a list all items alike.
import { type Check, checked } from '../schemas/checked.ts';
import type { SchemaComplaint } from '../schemas/complaints.ts';
import type { JsonSchema } from '../schemas/json-schema.ts';
import { meantSchema } from './meant-schema.ts';

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
