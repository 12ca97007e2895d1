// The name that was probably meant, by edit distance.
import { closest, distance } from 'fastest-levenshtein';

/** Null where none is near: a third of the letters, at least two, may be wrong. */
export function nearestName(name: string, known: readonly string[]): string | null {
  if (known.length === 0) return null;
  const lower = new Map(known.map((one) => [one.toLowerCase(), one]));
  const near = closest(name.toLowerCase(), [...lower.keys()]);
  const allowed = Math.max(2, Math.floor(name.length / 3));
  return distance(name.toLowerCase(), near) <= allowed ? (lower.get(near) ?? null) : null;
}

/** "no such field; did you mean X?" */
export function withSuggestion(words: string, name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === null ? words : `${words}; did you mean ${JSON.stringify(near)}?`;
}
