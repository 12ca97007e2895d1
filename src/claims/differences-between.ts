// Two JSON values side by side: the paths at which they differ, with what stood there and what stands there now.

export interface Difference {
  readonly path: string;
  readonly before: unknown;
  readonly now: unknown;
}

export function differencesBetween(before: unknown, now: unknown, path = ''): Difference[] {
  if (Object.is(before, now)) return [];
  if (!isTree(before) || !isTree(now) || Array.isArray(before) !== Array.isArray(now)) return [{ path, before, now }];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
  return keys.flatMap((key) => differencesBetween(before[key], now[key], path === '' ? key : `${path}.${key}`));
}

/** "tests.0.parts.0.rule.alpha: 0.01 -> 0.05". */
export function inWords({ path, before, now }: Difference): string {
  return `${path}: ${textOf(before)} -> ${textOf(now)}`;
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
