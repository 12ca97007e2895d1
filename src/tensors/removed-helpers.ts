// Two helpers of Node's module `util` that the JavaScript of tfjs-node 4.22 calls: Node 23 removed the one and warns of the other.
// A process that is about to load that JavaScript is given both, without a warning; not enumerable, so that who copies or lists
// `util` finds what Node gives.
import util from 'node:util';

const HELPERS = {
  isArray: (value: unknown): boolean => Array.isArray(value),
  isNullOrUndefined: (value: unknown): boolean => value === null || value === undefined,
};

export function giveRemovedHelpers(module: object = util): void {
  for (const [name, value] of Object.entries(HELPERS)) {
    Object.defineProperty(module, name, { value, configurable: true, writable: true, enumerable: false });
  }
}
