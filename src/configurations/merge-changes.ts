// What a configuration changes of the experiment that it extends: object into object, everything else replaces what was there.
// An object of another `kind` replaces the one before: its settings mean nothing there.

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function mergeChanges(base: unknown, change: unknown): unknown {
  if (change === undefined) return base;
  if (!isObject(base) || !isObject(change)) return change;
  if ('kind' in change && change.kind !== base.kind) return change;
  const names = [...new Set([...Object.keys(base), ...Object.keys(change)])];
  return Object.fromEntries(names.map((name) => [name, mergeChanges(base[name], change[name])]));
}
