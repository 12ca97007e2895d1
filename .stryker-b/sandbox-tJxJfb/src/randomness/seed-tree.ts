// The only source of chance: a tree of named nodes below one seed. A node's stream depends on its path alone,
// so a new consumer (a new label) never moves the numbers of another (decisions.md B0, "seed derivation").
import { createHash } from 'node:crypto';
import { HarnessError } from '../errors/harness-error.ts';
import { type RandomStream, randomStream } from './random-stream.ts';

export interface SeedTree {
  /** Labels from the root, for messages and records. */
  readonly path: string;
  /** The node named `label` below this one: a pure function of (path, label). */
  child(label: string | number): SeedTree;
  /** A fresh stream at this node: called twice, it gives the same numbers twice. */
  stream(): RandomStream;
}

/**
 * The tree of one run.
 * @param seed the run's seed, an integer from 0 to 2^53 - 1
 * @throws HarnessError `invalid-argument` if it is not such an integer
 */
export function seedTree(seed: number): SeedTree {
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new HarnessError('invalid-argument', {
      what: 'A seed must be a whole number that is not negative.',
      got: String(seed),
      expected: 'an integer from 0 to 9007199254740991',
    });
  }
  return node(`seed:${seed}`);
}

function node(path: string): SeedTree {
  return {
    path,
    // The length stands before the label, so that child('a/b') and child('a').child('b') are different nodes.
    child: (label) => node(`${path}/${String(label).length}:${label}`),
    stream: () => randomStream(stateAt(path)),
  };
}

/** 128 bits of generator state from the path; SHA-256, so that neighbouring paths share nothing. */
function stateAt(path: string): readonly [number, number, number, number] {
  const digest = createHash('sha256').update(path).digest();
  // The all-zero state is the one fixed point of xoroshiro128+; setting a bit costs one bit of 128.
  return [digest.readInt32LE(0) | 1, digest.readInt32LE(4), digest.readInt32LE(8), digest.readInt32LE(12)];
}
