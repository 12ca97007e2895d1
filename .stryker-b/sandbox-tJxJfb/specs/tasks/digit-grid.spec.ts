// Laws of the digit-grid world, for arbitrary small configurations and seeds.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { type DigitGridWorld, drawDigitGrid, tagOfGroup } from '../../src/tasks/grid/digit-grid.ts';
import { GROUP_NAMES, type GroupName } from '../../src/tasks/groups.ts';
import { binomialBounds } from '../randomness/chance-bounds.ts';
import { refusal } from '../refusal.ts';
import { arbitraryConfig, gridConfig } from './grid-examples.ts';

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const rowOf = (world: DigitGridWorld, values: Uint8Array, alias: number) =>
  [...values.subarray(alias * world.cells, (alias + 1) * world.cells)].join('');

describe('a digit-grid world', () => {
  law.prop([arbitraryConfig, seed])('deals every alias to one group, in the sizes declared', (config, number) => {
    const world = drawDigitGrid(config, seedTree(number));
    for (const name of GROUP_NAMES) {
      expect(world.members[name]).toHaveLength(config.groups[name]);
      expect(world.members[name].every((alias) => world.groupOf[alias] === name)).toBe(true);
    }
    const dealt = GROUP_NAMES.flatMap((name) => world.members[name]).sort((a, b) => a - b);
    expect(dealt).toEqual(Array.from({ length: world.aliases }, (_, index) => index));
    expect(world.groupOf).toHaveLength(world.aliases);
  });

  law.prop([arbitraryConfig, seed])(
    'draws different aliases of digits, and labels of zero and one',
    (config, number) => {
      const world = drawDigitGrid(config, seedTree(number));
      const grids = Array.from({ length: world.aliases }, (_, alias) => rowOf(world, world.digits, alias));
      expect(new Set(grids).size).toBe(world.aliases);
      expect(world.digits).toHaveLength(world.aliases * config.cells);
      expect(world.digits.every((digit) => digit <= 9)).toBe(true);
      for (const values of [world.labels, world.definitionLabels]) {
        expect(values).toHaveLength(world.aliases * config.cells);
        expect(values.every((value) => value <= 1)).toBe(true);
      }
    },
  );

  law.prop([arbitraryConfig, seed])('trains exactly the declared number of cells of every alias', (config, number) => {
    const world = drawDigitGrid(config, seedTree(number));
    for (let alias = 0; alias < world.aliases; alias += 1) {
      const row = rowOf(world, world.trained, alias);
      expect(row.replaceAll('0', '')).toHaveLength(config.trainedCells);
      expect(row).toMatch(/^[01]+$/);
    }
  });

  law.prop([arbitraryConfig, seed])(
    'makes definitions true but for the inconsistent share of the Stage-1 groups',
    (config, number) => {
      const world = drawDigitGrid(config, seedTree(number));
      const { reliable, unreliable } = config.consistentShare;
      const share: Partial<Record<GroupName, number>> = { D1QA1: reliable, D2QA2: unreliable };
      for (const name of GROUP_NAMES) {
        const members = world.members[name];
        const agree = members.filter(
          (alias) => rowOf(world, world.labels, alias) === rowOf(world, world.definitionLabels, alias),
        ).length;
        // An independent inconsistent definition may agree in all cells by chance: never fewer than declared.
        expect(agree).toBeGreaterThanOrEqual(Math.round((share[name] ?? 1) * members.length));
        if (share[name] === undefined || share[name] === 1) expect(agree).toBe(members.length);
      }
    },
  );

  it.each([0, 0.25, 0.5, 1])('keeps the exact share %d of consistent definitions, and no more', (share) => {
    // With 25 cells an inconsistent definition agrees by chance once in 33 million.
    const groups = { D1QA1: 200, D2QA2: 200, QA3: 0, D5: 0, D6: 0, D8: 0, QA7: 0 };
    const consistentShare = { reliable: share, unreliable: 1 - share };
    const world = drawDigitGrid(gridConfig({ cells: 25, groups, consistentShare }), seedTree(11));
    const agree = (name: GroupName) =>
      world.members[name].filter(
        (alias) => rowOf(world, world.labels, alias) === rowOf(world, world.definitionLabels, alias),
      ).length;
    expect([agree('D1QA1'), agree('D2QA2')]).toEqual([200 * share, 200 * (1 - share)]);
  });

  it('makes inconsistent definitions independent of the labels: half of their cells agree, label by label', () => {
    const groups = { D1QA1: 0, D2QA2: 1000, QA3: 0, D5: 0, D6: 0, D8: 0, QA7: 0 };
    const world = drawDigitGrid(gridConfig({ cells: 10, groups }), seedTree(12));
    for (const label of [0, 1]) {
      const asked = [...world.labels.keys()].filter((place) => world.labels[place] === label);
      const agree = asked.filter((place) => world.definitionLabels[place] === label).length;
      const { low, high } = binomialBounds(asked.length, 0.5);
      expect(agree).toBeGreaterThanOrEqual(low);
      expect(agree).toBeLessThanOrEqual(high);
    }
  });

  it('draws the reliable tag by a fair coin that does not follow the seed number', () => {
    const config = gridConfig({ groups: { D1QA1: 1, D2QA2: 1, QA3: 0, D5: 0, D6: 0, D8: 0, QA7: 0 } });
    const tags = Array.from({ length: 2000 }, (_, number) => drawDigitGrid(config, seedTree(number)).reliableTag);
    const same = tags.filter((tag, number) => number > 0 && tag === tags[number - 1]).length;
    for (const [count, trials] of [
      [tags.filter((tag) => tag === 1).length, 2000],
      [tags.filter((tag, number) => number % 2 === 0 && tag === 1).length, 1000],
      [same, 1999],
    ] as const) {
      const { low, high } = binomialBounds(trials, 0.5);
      expect(count).toBeGreaterThanOrEqual(low);
      expect(count).toBeLessThanOrEqual(high);
    }
  });

  law.prop([arbitraryConfig, seed])('is the same for the same seed, whatever else the tree gives', (config, number) => {
    const tree = seedTree(number);
    tree.child('other').stream().permutation(10);
    expect(drawDigitGrid(config, tree)).toEqual(drawDigitGrid(config, seedTree(number)));
  });

  law.prop([arbitraryConfig, seed])('keeps digits, labels and roles when only the shares change', (config, number) => {
    const world = drawDigitGrid(config, seedTree(number));
    const other = drawDigitGrid({ ...config, consistentShare: { reliable: 1, unreliable: 1 } }, seedTree(number));
    for (const part of ['digits', 'labels', 'trained', 'groupOf', 'members', 'reliableTag'] as const) {
      expect(other[part]).toEqual(world[part]);
    }
    expect(other.definitionLabels).toEqual(world.labels);
  });

  law.prop([seed])('gives groups their tags by role, and swaps those of D5 and D6 alone', (number) => {
    const world = drawDigitGrid(gridConfig(), seedTree(number));
    const reliable = world.reliableTag;
    const unreliable = 1 - reliable;
    const tags = (swapped: boolean) => GROUP_NAMES.map((name) => tagOfGroup(world, name, swapped));
    expect(GROUP_NAMES).toEqual(['D1QA1', 'D2QA2', 'QA3', 'D5', 'D6', 'D8', 'QA7']);
    expect(tags(false)).toEqual([reliable, unreliable, null, reliable, unreliable, 2, null]);
    expect(tags(true)).toEqual([reliable, unreliable, null, unreliable, reliable, 2, null]);
  });
});

describe('what cannot be drawn', () => {
  const none = { D1QA1: 0, D2QA2: 0, QA3: 0, D5: 0, D6: 0, D8: 0, QA7: 0 };
  it.each([
    ['more trained cells than cells', { cells: 2, trainedCells: 3 }, /trainedCells 3, cells 2/],
    ['fewer than two aliases', { groups: { ...none, D5: 1 } }, /1 different aliases/],
    ['no aliases', { groups: none }, /0 different aliases/],
    ['more aliases than half of the grids', { cells: 1, trainedCells: 1, groups: { ...none, D5: 6 } }, /2 to 5/],
    [
      'a reliable share that is no whole number',
      { consistentShare: { reliable: 0.3, unreliable: 0 } },
      /reliable tag cannot be exact[\s\S]*0\.3 of 8/,
    ],
    [
      'an unreliable share that is no whole number',
      { consistentShare: { reliable: 1, unreliable: 0.99 } },
      /unreliable tag cannot be exact/,
    ],
  ])('%s', (_, change, message) => {
    expect(() => drawDigitGrid(gridConfig(change), seedTree(1))).toThrow(refusal('invalid-experiment', message));
  });

  it('stops at nothing below: half of all grids can be drawn', () => {
    const world = drawDigitGrid(gridConfig({ cells: 1, trainedCells: 1, groups: { ...none, D5: 5 } }), seedTree(1));
    expect(new Set(world.digits).size).toBe(5);
  });
});
