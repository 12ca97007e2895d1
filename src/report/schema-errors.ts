// Turns ajv's pile of errors into the one sentence that a reader can act on: which field, what stood there, what should.
import type { ErrorObject } from 'ajv';

export interface SchemaComplaint {
  readonly path: string;
  readonly got: string;
  readonly expected: string;
}

/** Explains the first real complaint. Needs errors made with `allErrors` and `verbose`. */
export function explainSchemaErrors(errors: readonly ErrorObject[]): SchemaComplaint {
  const kindMismatches = errors.filter(isKindMismatch);
  const real = errors.filter((error) => error.keyword !== 'anyOf' && !insideOtherKind(error, kindMismatches));
  const candidates = real.length > 0 ? real : kindMismatches;
  const first = candidates[0];
  if (first === undefined) return { path: '/', got: 'unknown', expected: 'a valid document' };
  const alternatives = candidates.filter((error) => locate(error) === locate(first)).map(describeExpectation);
  return { path: locate(first), got: describeValue(first), expected: [...new Set(alternatives)].join(', or ') };
}

function isKindMismatch(error: ErrorObject): boolean {
  return error.keyword === 'const' && error.schemaPath.endsWith('/properties/kind/const');
}

/**
 * Of a union that is told apart by `kind`, ajv reports the failures of every branch. Those of a branch whose `kind`
 * is not the one that stands in the document say nothing.
 */
function insideOtherKind(error: ErrorObject, kindMismatches: readonly ErrorObject[]): boolean {
  return kindMismatches.some((mismatch) => {
    const branch = mismatch.schemaPath.slice(0, -'properties/kind/const'.length);
    const node = mismatch.instancePath.slice(0, -'/kind'.length);
    const sameNode = error.instancePath === node || error.instancePath.startsWith(`${node}/`);
    return sameNode && error.schemaPath.startsWith(branch);
  });
}

function locate(error: ErrorObject): string {
  if (error.keyword === 'additionalProperties') return `${error.instancePath}/${error.params.additionalProperty}`;
  if (error.keyword === 'required') return `${error.instancePath}/${error.params.missingProperty}`;
  return error.instancePath === '' ? '/' : error.instancePath;
}

function describeExpectation(error: ErrorObject): string {
  switch (error.keyword) {
    case 'additionalProperties':
      return 'no such field';
    case 'required':
      return 'this field';
    case 'type':
      return error.params.type === 'number' ? 'a finite number' : `${error.params.type}`;
    case 'const':
      return JSON.stringify(error.params.allowedValue);
    case 'enum':
      return `one of ${error.params.allowedValues.join(', ')}`;
    default:
      return error.message ?? error.keyword;
  }
}

function describeValue(error: ErrorObject): string {
  if (error.keyword === 'required') return 'nothing: the field is missing';
  const value: unknown =
    error.keyword === 'additionalProperties'
      ? Reflect.get(Object(error.data), error.params.additionalProperty)
      : error.data;
  const text = typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}
