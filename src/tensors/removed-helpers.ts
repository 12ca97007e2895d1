// What Node 23 removed from its module `util`, and the JavaScript of tfjs-node 4.22 still calls. Given back to a process that is
// about to load that JavaScript, where Node lacks it; not enumerable, so that who copies or lists `util` finds what Node gives.
import util from 'node:util';

const REMOVED = {
  isArray: (value: unknown): boolean => Array.isArray(value),
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
};

export function restoreRemovedHelpers(module: object = util): void {
  for (const [name, value] of Object.entries(REMOVED)) {
    if (!(name in module)) Object.defineProperty(module, name, { value, configurable: true, writable: true });
  }
}
