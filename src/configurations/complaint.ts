// One thing that is wrong with a configuration, in words, and how a file's complaints become one error that names them all.
import { HarnessError } from '../errors/harness-error.ts';
import type { TextPlace } from './json-text.ts';

export interface Complaint {
  /** JSON pointer of the field. */
  readonly pointer: string;
  readonly got?: string;
  readonly expected: string;
  /** What is wrong, where got and expected do not say it. */
  readonly what?: string;
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
