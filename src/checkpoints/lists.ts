// Long lists of files: held against what they must hold one by one up to the first that does not, where a schema would gather a complaint
// about each of a million.

export function isListOf<Item>(value: unknown, fits: (item: unknown) => item is Item): value is readonly Item[] {
  return Array.isArray(value) && value.every((item: unknown) => fits(item));
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

export function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
