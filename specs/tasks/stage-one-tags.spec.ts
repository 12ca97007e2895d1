// Tags of Stage 1 that say nothing of consistency: shuffled, or at random from many. The world is otherwise that of the same seed.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { type DigitGridConfig, drawDigitGrid } from '../../src/tasks/grid/digit-grid.ts';
import {
  answersOf,
  queryTokenCount,
  queryTokens,
  stageOneDocuments,
  stageTwoDocuments,
} from '../../src/tasks/grid/documents.ts';
import { dealRoles, membersByConsistency } from '../../src/tasks/groups.ts';
import { drawWorld } from '../../src/tasks/index.ts';
import type { TextDocuments } from '../../src/tasks/text/text-world.ts';
import { refusal } from '../refusal.ts';
import { arbitraryConfig, gridConfig } from './grid-examples.ts';
import { aliasEntity, aliasText, setInclusion } from './text/text-examples.ts';

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const SHUFFLED = { stageOneTags: 'shuffled' } as const;

describe('shuffled tags', () => {
  law.prop([arbitraryConfig, seed])('are as many of each as before, on the same documents', (config, number) => {
    const plain = drawDigitGrid(config, seedTree(number));
    const world = drawDigitGrid({ ...config, ...SHUFFLED }, seedTree(number));
    const { cells } = config;
    const [before, after] = [stageOneDocuments(plain), stageOneDocuments(world)];
    expect(after.alias).toEqual(before.alias);
    const isTag = (query: number) => query >= cells && query < cells + 3;
    expect([...after.query].filter((query) => !isTag(query))).toEqual([...before.query].filter((one) => !isTag(one)));
    expect([...after.query].sort()).toEqual([...before.query].sort());
    for (const swapped of [false, true]) {
      expect(stageTwoDocuments(world, swapped)).toEqual(stageTwoDocuments(plain, swapped));
    }
    // With the alias first the answer is the tag that the definition has.
    for (const [row, query] of after.query.entries()) {
      if (!isTag(query)) continue;
      const [asked] = answersOf(world, after.alias[row] as number, queryTokens.alias(cells), false);
      expect(asked?.answer).toBe(query - cells);
    }
  });

  it('go with consistency as often as a hypergeometric draw has it', () => {
    // Of 10 aliases in D1QA1 and 6 in D2QA2, the share of the first 10 tags among the first 10: mean 10 * 10 / 16, and
    // variance 10 * (10 / 16) * (6 / 16) * (6 / 15), as the law of the hypergeometric says.
    const groups = { D1QA1: 10, D2QA2: 6, QA3: 0, D5: 0, D6: 0, D8: 0, QA7: 0 };
    const kept = Array.from({ length: 4000 }, (_, number) => {
      const config = { groups, consistentShare: { reliable: 1, unreliable: 0 }, ...SHUFFLED };
      const { members, mistagged } = dealRoles(config, seedTree(number).child('world'));
      const inOne = members.D1QA1.filter((alias) => mistagged.has(alias)).length;
      expect(members.D2QA2.filter((alias) => mistagged.has(alias))).toHaveLength(inOne);
      return 10 - inOne;
    });
    const mean = kept.reduce((sum, count) => sum + count, 0) / kept.length;
    const variance = kept.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (kept.length - 1);
    const expected = 10 * (10 / 16) * (6 / 16) * (6 / 15);
    // Five standard errors: a false alarm once in a million and more, and a shift of a tenth of an alias is seen.
    expect(Math.abs(mean - 100 / 16)).toBeLessThan(5 * Math.sqrt(expected / kept.length));
    expect(Math.abs(variance / expected - 1)).toBeLessThan(0.12);
  });

  it.each([
    aliasText({ groups: gridConfig().groups }),
    aliasEntity({ groups: gridConfig().groups, inContext: true }),
    setInclusion({ groups: gridConfig().groups }),
  ])('change the tags of Stage 1 alone: $kind', (config) => {
    const [plain, world] = [drawWorld(config, seedTree(3)), drawWorld({ ...config, ...SHUFFLED }, seedTree(3))];
    const tokensOf = ({ documents }: typeof plain, stage: 'stage 1' | 'stage 2') =>
      (documents(stage, false) as TextDocuments).tokens;
    const [before, after] = [tokensOf(plain, 'stage 1'), tokensOf(world, 'stage 1')];
    const changed = [...before].flatMap((token, place) => (token === after[place] ? [] : [[token, after[place]]]));
    expect(changed.length).toBeGreaterThan(0);
    expect(new Set(changed.flat()).size).toBe(2);
    expect(tokensOf(world, 'stage 2')).toEqual(tokensOf(plain, 'stage 2'));
    expect(world.members).toEqual(plain.members);
  });
});

describe('random tags', () => {
  const change = { stageOneTags: { randomOf: 5 } } as const;
  const plainOrder = arbitraryConfig.map((config) => ({ ...config, wordOrder: 'tag-first' as const }));

  law.prop([plainOrder, seed])(
    'stand in Stage 1 where those of the groups stood, and nowhere else',
    (config, number) => {
      const plain = drawDigitGrid(config, seedTree(number));
      const world = drawDigitGrid({ ...config, ...change }, seedTree(number));
      const { cells } = config;
      const [before, after] = [stageOneDocuments(plain), stageOneDocuments(world)];
      expect(after.alias).toEqual(before.alias);
      for (const [row, query] of before.query.entries()) {
        const own = after.query[row] as number;
        if (query < cells) expect(own).toBe(query);
        else {
          expect(own).toBeGreaterThanOrEqual(queryTokens.count(cells));
          expect(own).toBeLessThan(queryTokenCount(world));
          expect(answersOf(world, before.alias[row] as number, own, false)).toEqual(
            answersOf(plain, before.alias[row] as number, query, false),
          );
        }
      }
      expect(stageTwoDocuments(world, false)).toEqual(stageTwoDocuments(plain, false));
    },
  );

  it('are each drawn, and go to either group alike', () => {
    const groups = { ...gridConfig().groups, D1QA1: 100, D2QA2: 100 };
    const { ownTags, members } = drawDigitGrid(gridConfig({ groups, ...change }), seedTree(1));
    for (const group of [members.D1QA1, members.D2QA2]) {
      expect([...new Set(group.map((alias) => ownTags.get(alias)))].sort()).toEqual([4, 5, 6, 7, 8]);
    }
  });

  it.each<[string, Partial<DigitGridConfig>]>([
    ['the alias first, since its two-way answer has no such tags', { wordOrder: 'alias-first' }],
    [
      'a query in pixels, since there are bar codes for three',
      { rendering: { kind: 'handwriting', imagesDigest: 'marked-pictures', query: 'pixels', columns: 3 } },
    ],
  ])('are refused with %s', (_, other) => {
    expect(() => drawDigitGrid(gridConfig({ ...change, ...other }), seedTree(1))).toThrow(
      refusal('invalid-experiment', 'Random tags need definitions with the tag first'),
    );
  });
});

describe('groups told apart by consistency', () => {
  law.prop([arbitraryConfig, seed])('are the parts of a group that has both sorts of definitions', (config, number) => {
    const cast = dealRoles(config, seedTree(number).child('world'));
    const parts = membersByConsistency(cast);
    for (const [group, share] of [
      ['D1QA1', config.consistentShare.reliable],
      ['D2QA2', config.consistentShare.unreliable],
    ] as const) {
      const own = parts.filter((one) => one.group === group);
      const size = config.groups[group];
      const hasBoth = size > 0 && share > 0 && share < 1;
      expect(own.map(({ name, aliases }) => [name, aliases.length])).toEqual(
        hasBoth
          ? [
              [`${group}-consistent`, Math.round(share * size)],
              [`${group}-inconsistent`, size - Math.round(share * size)],
            ]
          : [],
      );
      if (hasBoth) expect(own.flatMap(({ aliases }) => aliases).sort()).toEqual([...cast.members[group]].sort());
      for (const { name, aliases } of own) {
        for (const alias of aliases) expect(cast.inconsistent.has(alias)).toBe(name.endsWith('-inconsistent'));
      }
    }
  });
});
