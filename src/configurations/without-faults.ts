// A document with each faulty field put back to what the base has there: what is left can be asked for contradictions, so that a person
// learns of these and of misspelt fields at once.
import { isObject, type JsonObject } from './merge-changes.ts';

/** @param pointers of the faulty fields. A faulty `kind` takes its whole object with it. */
export function withoutFaults(document: JsonObject, base: JsonObject, pointers: readonly string[]): JsonObject {
  return pointers
    .map((pointer) =>
      pointer
        .replace(/\/kind$/, '')
        .split('/')
        .slice(1),
    )
    .reduce((repaired, path) => restored(repaired, base, path), document);
}

function restored(document: JsonObject, base: unknown, [name, ...rest]: readonly string[]): JsonObject {
  if (name === undefined) return document;
  const before = isObject(base) ? base[name] : undefined;
  const now = document[name];
  if (rest.length > 0 && isObject(now)) return { ...document, [name]: restored(now, before, rest) };
  const { [name]: _, ...others } = document;
  return before === undefined ? others : { ...others, [name]: before };
}
