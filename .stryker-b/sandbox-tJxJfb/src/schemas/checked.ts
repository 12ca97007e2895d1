// A schema as a check of values: every document that is read passes one, and what it finds wrong is told in the words of a person.
// Compiled when the first value is held against it: with ajv's own loading that takes longer than all the rest of a start of the
// command line, which mostly checks nothing.
import { createRequire } from 'node:module';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { type SchemaComplaint, schemaComplaints } from './complaints.ts';

export interface Check<T> {
  (value: unknown): value is T;
  /** All that is wrong with a value; empty where nothing is. */
  readonly complaints: (value: unknown) => readonly SchemaComplaint[];
}

export function checked<T>(schema: object): Check<T> {
  let compiled: ValidateFunction | null = null;
  const errorsOf = (value: unknown): readonly ErrorObject[] => {
    compiled ??= compile(schema);
    return compiled(value) ? [] : (compiled.errors ?? []);
  };
  const fits = (value: unknown): value is T => errorsOf(value).length === 0;
  return Object.assign(fits, { complaints: (value: unknown) => schemaComplaints(errorsOf(value)) });
}

/** Not an import: it must be there at once. */
function compile(schema: object): ValidateFunction {
  const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  return new Ajv2020({ allErrors: true, verbose: true, strict: false, strictNumbers: true }).compile(schema);
}
