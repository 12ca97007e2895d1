// GridDocuments of the stages as sets of (alias, query), written down again from the paper's description of the groups.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { type DigitGridWorld, drawDigitGrid } from '../../src/tasks/grid/digit-grid.ts';
import {
  answersOf,
  type GridDocuments,
  outputCount,
  queryTokens,
  questionsAbout,
  sameQuery,
  singleStageDocuments,
  stageOneDocuments,
  stageTwoDocuments,
} from '../../src/tasks/grid/documents.ts';
import type { GroupName } from '../../src/tasks/groups.ts';
import { arbitraryConfig, gridConfig } from './grid-examples.ts';

const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

const pairs = ({ alias, query }: GridDocuments) =>
  [...alias].map((number, place) => `${number}?${query[place]}`).sort();

/** The documents of a stage, spelled out. `tags`: which concrete tag a group's definitions carry. */
function expected(
  world: DigitGridWorld,
  tags: Partial<Record<GroupName, number>>,
  questions: readonly GroupName[],
): string[] {
  const { cells, config, members, trained } = world;
  const list: string[] = [];
  for (const [group, tag] of Object.entries(tags) as [GroupName, number][]) {
    for (const alias of members[group]) {
      list.push(`${alias}?${cells + tag}`);
      if (config.wordOrder === 'alias-first' && tag !== 2) list.push(`${alias}?${cells + 3}`);
    }
  }
  for (const alias of questions.flatMap((group) => members[group])) {
    for (let cell = 0; cell < cells; cell += 1) {
      if (trained[alias * cells + cell] === 1) list.push(`${alias}?${cell}`);
    }
  }
  return list.sort();
}

describe('the documents of the stages', () => {
  law.prop([arbitraryConfig, seed])(
    'are, in Stage 1, definitions of D1QA1 and D2QA2 under their tags and trained questions of three groups',
    (config, number) => {
      const world = drawDigitGrid(config, seedTree(number));
      const tags = { D1QA1: world.reliableTag, D2QA2: 1 - world.reliableTag };
      expect(pairs(stageOneDocuments(world))).toEqual(expected(world, tags, ['D1QA1', 'D2QA2', 'QA3']));
    },
  );

  law.prop([arbitraryConfig, seed])(
    'are, in Stage 2, definitions of D5, D6 and D8; swapping exchanges the tags of D5 and D6 and nothing else',
    (config, number) => {
      const world = drawDigitGrid(config, seedTree(number));
      const [reliable, unreliable] = [world.reliableTag, 1 - world.reliableTag];
      const plain = stageTwoDocuments(world, false);
      const swapped = stageTwoDocuments(world, true);
      expect(pairs(plain)).toEqual(expected(world, { D5: reliable, D6: unreliable, D8: 2 }, []));
      expect(pairs(swapped)).toEqual(expected(world, { D5: unreliable, D6: reliable, D8: 2 }, []));
      // Row by row: the same aliases in the same order, so that both arms are trained alike.
      expect(swapped.alias).toEqual(plain.alias);
      for (const [row, query] of plain.query.entries()) {
        const group = world.groupOf[plain.alias[row] as number];
        const isTag = query < world.cells + 2;
        const exchanged = isTag && (group === 'D5' || group === 'D6');
        expect(swapped.query[row]).toBe(exchanged ? 2 * world.cells + 1 - query : query);
      }
    },
  );

  law.prop([arbitraryConfig, seed])('are, in a single stage, those of both', (config, number) => {
    const world = drawDigitGrid(config, seedTree(number));
    const both = [...pairs(stageOneDocuments(world)), ...pairs(stageTwoDocuments(world, false))].sort();
    expect(pairs(singleStageDocuments(world))).toEqual(both);
  });

  law.prop([arbitraryConfig, seed])('never ask in training what the evaluation asks', (config, number) => {
    const world = drawDigitGrid(config, seedTree(number));
    const trainedPairs = new Set(pairs(singleStageDocuments(world)));
    const asked = [
      ...(['D1QA1', 'D2QA2', 'QA3'] as const).flatMap((group) =>
        pairs(questionsAbout(world, world.members[group], 'held-out')),
      ),
      ...(['D5', 'D6', 'D8', 'QA7'] as const).flatMap((group) =>
        pairs(questionsAbout(world, world.members[group], 'all')),
      ),
    ];
    expect(asked.filter((pair) => trainedPairs.has(pair))).toEqual([]);
    const { groups, cells, trainedCells } = config;
    expect(asked).toHaveLength(
      (groups.D1QA1 + groups.D2QA2 + groups.QA3) * (cells - trainedCells) +
        (groups.D5 + groups.D6 + groups.D8 + groups.QA7) * cells,
    );
  });
});

describe('what a document asks', () => {
  law.prop([arbitraryConfig, seed, fc.boolean()])(
    'a cell token asks the label, a tag token the definition, ALIAS the tag of the stage',
    (config, number, swapped) => {
      const world = drawDigitGrid(config, seedTree(number));
      const { cells } = world;
      const documents = [stageOneDocuments(world), stageTwoDocuments(world, swapped)];
      for (const { alias, query } of documents) {
        const tagOf = new Map(
          [...alias]
            .map((name, row) => [name, query[row] as number] as const)
            .filter(([, token]) => token >= cells && token < cells + 3),
        );
        for (const [row, name] of alias.entries()) {
          const token = query[row] as number;
          const answers = answersOf(world, name, token, swapped);
          const cell = (values: Uint8Array, place: number) => values[name * cells + place] as number;
          if (token < cells) expect(answers).toEqual([{ output: token, answer: cell(world.labels, token) }]);
          else if (token < cells + 3) {
            const all = Array.from({ length: cells }, (_, place) => ({
              output: place,
              answer: cell(world.definitionLabels, place),
            }));
            expect(answers).toEqual(all);
          } else expect(answers).toEqual([{ output: cells, answer: (tagOf.get(name) as number) - cells }]);
          expect(answers.every(({ output }) => output < outputCount(world))).toBe(true);
        }
      }
    },
  );

  it('has one token a cell, three tags and ALIAS, all different', () => {
    const cells = 4;
    const tokens = [0, 1, 2, 3].map(queryTokens.cell);
    const rest = [...[0, 1, 2].map((tag) => queryTokens.tag(cells, tag)), queryTokens.alias(cells)];
    expect([...tokens, ...rest]).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(queryTokens.count(cells)).toBe(8);
  });

  it('has one more output where the alias comes first', () => {
    const world = (wordOrder: 'tag-first' | 'alias-first') => drawDigitGrid(gridConfig({ wordOrder }), seedTree(1));
    expect([outputCount(world('tag-first')), outputCount(world('alias-first'))]).toEqual([3, 4]);
  });

  it('asks the same of every alias by sameQuery', () => {
    expect(sameQuery([5, 2, 9], 7)).toEqual({ alias: Int32Array.of(5, 2, 9), query: Int32Array.of(7, 7, 7) });
  });
});
