// The seed tree: a stream depends on its path and on nothing else. Pinned numbers guard every recorded run: if they move,
// every ledger and golden is void.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { type SeedTree, seedTree } from '../../src/randomness/seed-tree.ts';
import { refusal } from '../refusal.ts';

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const label = fc.oneof(fc.string({ maxLength: 6 }), fc.nat(20), fc.constantFrom('a/b', '1:a', '/', ':', '1:a/1:b'));
const path = fc.array(label, { maxLength: 4 });

const walk = (tree: SeedTree, labels: readonly (string | number)[]) =>
  labels.reduce((node: SeedTree, name) => node.child(name), tree);
const numbersAt = (tree: SeedTree) => {
  const { uniform } = tree.stream();
  return Array.from({ length: 4 }, uniform);
};

describe('the seed tree', () => {
  law.prop([seed, path])('gives the same stream for the same seed and path', (number, labels) => {
    expect(numbersAt(walk(seedTree(number), labels))).toEqual(numbersAt(walk(seedTree(number), labels)));
  });

  law.prop([seed, path, path])('gives other streams to other paths', (number, first, second) => {
    fc.pre(JSON.stringify(first.map(String)) !== JSON.stringify(second.map(String)));
    const tree = seedTree(number);
    expect(walk(tree, first).path).not.toBe(walk(tree, second).path);
    expect(numbersAt(walk(tree, first))).not.toEqual(numbersAt(walk(tree, second)));
  });

  law.prop([seed, seed, path])('gives other streams to other seeds', (first, second, labels) => {
    fc.pre(first !== second);
    expect(numbersAt(walk(seedTree(first), labels))).not.toEqual(numbersAt(walk(seedTree(second), labels)));
  });

  law.prop([seed, path, fc.array(fc.tuple(path, fc.nat(30)), { maxLength: 5 })])(
    'moves no stream when others are made and drawn from',
    (number, labels, others) => {
      const alone = numbersAt(walk(seedTree(number), labels));
      const tree = seedTree(number);
      const node = walk(tree, labels);
      const stream = node.stream();
      const drawn: number[] = [];
      for (const [other, count] of [...others, [labels, 3] as const, [[], 5] as const, [[], 0] as const]) {
        const sibling = walk(tree, other).stream();
        for (let index = 0; index < count; index += 1) sibling.normal();
        if (drawn.length < 4) drawn.push(stream.uniform());
      }
      while (drawn.length < 4) drawn.push(stream.uniform());
      expect(drawn).toEqual(alone);
      expect(numbersAt(node)).toEqual(alone);
    },
  );

  it('tells child a/b from child b of child a', () => {
    const tree = seedTree(7);
    expect(tree.child('a/b').path).not.toBe(tree.child('a').child('b').path);
    expect(numbersAt(tree.child('a/b'))).not.toEqual(numbersAt(tree.child('a').child('b')));
    expect(numbersAt(tree.child('1:a/1:b'))).not.toEqual(numbersAt(tree.child('a').child('b')));
  });

  it('takes a number as the label that it reads', () => {
    expect(seedTree(1).child(12).path).toBe(seedTree(1).child('12').path);
  });

  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('refuses the seed %d', (number) => {
    expect(() => seedTree(number)).toThrow(refusal('invalid-argument', String(number)));
  });
});

describe('pinned streams', () => {
  it('still give the numbers that recorded runs were made with', () => {
    const uniform = numbersAt(seedTree(0));
    const nested = numbersAt(seedTree(1).child('world').child('digits'));
    const normal = seedTree(2).child('initialisation').child('embedding').stream().normal;
    const integer = seedTree(3).child('a/b').stream().integerBelow;
    expect(uniform).toEqual([0.5982605099649821, 0.8809818276492907, 0.27646942984883427, 0.8598987915153445]);
    expect(nested).toEqual([0.4379332108052625, 0.47080833737995476, 0.8873559564501544, 0.17783246632132976]);
    expect(Array.from({ length: 4 }, normal)).toEqual([
      0.8333602801859883, 2.3334167695001327, 0.2583013814191816, -1.0888290141332158,
    ]);
    expect(Array.from({ length: 10 }, () => integer(10))).toEqual([9, 7, 4, 9, 9, 0, 2, 2, 9, 0]);
    expect(seedTree(Number.MAX_SAFE_INTEGER).stream().permutation(8)).toEqual([7, 3, 6, 2, 5, 4, 1, 0]);
    expect(seedTree(5).child('trained cells').stream().choice(10, 4)).toEqual([9, 0, 1, 4]);
  });
});
