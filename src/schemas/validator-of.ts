// A schema as a check of values, compiled when the first value is held against it: with ajv's own loading that takes longer than
// all the rest of a start of the command line, which mostly checks nothing.
import { createRequire } from 'node:module';
import type { ErrorObject, Options } from 'ajv';

export interface Validator<T> {
  (value: unknown): value is T;
  /** What was wrong with the last value. */
  readonly errors?: readonly ErrorObject[] | null;
}

export function validatorOf<T>(schema: object, options: Options = {}): Validator<T> {
  let compiled: Validator<T> | null = null;
  const validate = (value: unknown): value is T => {
    compiled ??= compile(schema, options) as Validator<T>;
    return compiled(value);
  };
  return Object.defineProperty(validate, 'errors', { get: () => compiled?.errors });
}

/** Not an import: it must be there at once. */
function compile(schema: object, options: Options): Validator<unknown> {
  const { Ajv2020 } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  return new Ajv2020(options).compile(schema);
}
