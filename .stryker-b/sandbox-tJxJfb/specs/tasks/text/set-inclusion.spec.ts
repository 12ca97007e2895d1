// Rules of the set-inclusion task (paper.md 2.7), counted and read in words.
import { test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import { drawSetInclusion, drawSetQuestions } from '../../../src/tasks/text/set-inclusion/set-inclusion.ts';
import type { TextWorld } from '../../../src/tasks/text/text-world.ts';
import { chiSquare, chiSquareBound } from '../../randomness/chance-bounds.ts';
import { refusal } from '../../refusal.ts';
import { inWords, membersOf, ofKind, ownerIn, rowsOf, tokenOf, truthIn } from './reading.ts';
import { arbitrarySetInclusion, noGroups, seed, setInclusion } from './text-examples.ts';

const kind = { kind: 'set-inclusion' } as const;

describe('the lists of set inclusion', () => {
  law.prop([arbitrarySetInclusion, seed])(
    'have anchors or the target as their answers demand, and never repeat',
    (config, number) => {
      const targets = [0, 3, config.numbers - 1];
      const drawn = drawSetQuestions(config, targets, seedTree(number));
      for (const [alias, { anchors, training, test }] of drawn.entries()) {
        const target = targets[alias] as number;
        expect(anchors[0]).toBe(target);
        expect(new Set(anchors).size).toBe(config.intersection);
        for (const { list, answer } of training) {
          expect(anchors.filter((anchor) => list.includes(anchor))).toHaveLength(answer ? config.intersection : 0);
        }
        for (const { list, answer } of test) expect(list.includes(target)).toBe(answer);
        const all = [...training, ...test];
        for (const { list } of all) {
          expect(new Set(list).size).toBe(config.listed);
          expect(list.every((each) => each >= 0 && each < config.numbers)).toBe(true);
        }
        expect(new Set(all.map(({ list }) => [...list].sort((a, b) => a - b).join())).size).toBe(all.length);
        expect(training.filter(({ answer }) => answer)).toHaveLength(config.trainQuestions / 2);
        expect(test.filter(({ answer }) => answer)).toHaveLength(config.testQuestions / 2);
        expect([training.length, test.length]).toEqual([config.trainQuestions, config.testQuestions]);
      }
    },
  );

  it('put the target at each place equally often', () => {
    const config = setInclusion({ listed: 4, intersection: 1 });
    const places = [0, 0, 0, 0];
    for (const { training } of drawSetQuestions(config, new Array(400).fill(5), seedTree(1))) {
      const place = training[0]?.list.indexOf(5) as number;
      places[place] = (places[place] as number) + 1;
    }
    expect(chiSquare(places)).toBeLessThan(chiSquareBound(4));
  });
});

describe('a world of set inclusion', () => {
  law.prop([arbitrarySetInclusion, seed])('has exactly the documents of each stage', (config, number) => {
    const world = drawSetInclusion(config, seedTree(number));
    const { groups, trainQuestions } = config;
    const count = (stage: Parameters<TextWorld['documents']>[0]) => world.documents(stage, false).lengths.length;
    expect(count('pretraining')).toBe(0);
    expect(count('stage 1 definitions')).toBe(groups.D1QA1 + groups.D2QA2);
    expect(count('stage 1 questions')).toBe((groups.D1QA1 + groups.D2QA2 + groups.QA3) * trainQuestions);
    expect(count('stage 2')).toBe(groups.D5 + groups.D6 + groups.D8);
  });

  law.prop([arbitrarySetInclusion, seed])(
    'makes exactly the share of definitions wrong that is declared',
    (config, number) => {
      const world = drawSetInclusion(config, seedTree(number));
      const owner = ownerIn(world);
      const isTrue = truthIn(kind, world);
      const definitions = rowsOf(world.documents('stage 1 definitions', false));
      for (const [group, share] of [
        ['D1QA1', config.consistentShare.reliable],
        ['D2QA2', config.consistentShare.unreliable],
      ] as const) {
        const members = membersOf(world, group);
        const own = definitions.filter((row) => members.includes(owner(row) as number));
        expect(own).toHaveLength(members.length);
        const agreeing = own.filter((row) => isTrue(owner(row) as number, row)).length;
        // Few questions may not tell a wrong number (an anchor, say) from the right one.
        expect(agreeing).toBeGreaterThanOrEqual(Math.round(share * members.length));
        if (share === 1) expect(agreeing).toBe(members.length);
      }
    },
  );

  it.each([0, 0.25, 1])('keeps exactly the share %d of definitions true', (share) => {
    // Twenty false lists of eight out of thirty leave no other number that would fit.
    const size = { numbers: 30, listed: 8, intersection: 1, trainQuestions: 20, testQuestions: 20 };
    const groups = { ...noGroups, D1QA1: 40, D2QA2: 40 };
    const consistentShare = { reliable: share, unreliable: 1 - share };
    const world = drawSetInclusion(setInclusion({ ...size, groups, consistentShare }), seedTree(2));
    const owner = ownerIn(world);
    const isTrue = truthIn(kind, world);
    const agreeing = (group: string) =>
      rowsOf(world.documents('stage 1 definitions', false)).filter((row) => {
        const alias = owner(row) as number;
        return membersOf(world, group).includes(alias) && isTrue(alias, row);
      }).length;
    expect([agreeing('D1QA1'), agreeing('D2QA2')]).toEqual([40 * share, 40 * (1 - share)]);
  });

  law.prop([arbitrarySetInclusion, seed])(
    'asks true and false, half of each, and never a trained list',
    (config, number) => {
      const world = drawSetInclusion(config, seedTree(number));
      const owner = ownerIn(world);
      const set = (row: readonly number[]) =>
        `${owner(row)}: ${ofKind(world, 'value', row.slice(0, -1)).sort((a, b) => a - b)}`;
      const trained = new Set(rowsOf(world.documents('stage 1 questions', false)).map(set));
      for (const { name, group, documents, candidates } of world.questions.filter(({ asked }) => asked === 'always')) {
        expect(name).toBe('qa');
        const rows = rowsOf(documents);
        expect(rows).toHaveLength(membersOf(world, group).length * config.testQuestions);
        expect(rows.filter((row) => row.at(-1) === tokenOf(world, 'true'))).toHaveLength(rows.length / 2);
        expect(candidates).toEqual(rows.map(() => [[tokenOf(world, 'true'), tokenOf(world, 'false')]]));
        for (const row of rows) expect(trained).not.toContain(set(row));
      }
    },
  );

  law.prop([arbitrarySetInclusion, seed])('knows what the definitions say in place of the truth', (config, number) => {
    const world = drawSetInclusion(config, seedTree(number));
    const owner = ownerIn(world);
    const said = new Map(rowsOf(world.documents('stage 1 definitions', false)).map((row) => [owner(row), row.at(-1)]));
    for (const { documents, definitionAnswers } of world.questions) {
      if (definitionAnswers === null) continue;
      const expected = rowsOf(documents).map((row) =>
        tokenOf(world, row.slice(0, -1).includes(said.get(owner(row)) as number) ? 'true' : 'false'),
      );
      expect([...definitionAnswers]).toEqual(expected);
    }
  });

  law.prop([arbitrarySetInclusion, seed])('asks definitions by each tag among all numbers', (config, number) => {
    const world = drawSetInclusion(config, seedTree(number));
    const numbers = Array.from({ length: config.numbers }, (_, each) => tokenOf(world, String(each)));
    for (const { name, group, documents, candidates } of world.questions.filter(({ asked }) => asked === 'retrieval')) {
      const definitions = membersOf(world, group).flatMap((alias) =>
        rowsOf(world.definitionOf(alias, name as 'third-tag')),
      );
      expect(rowsOf(documents)).toEqual(definitions);
      for (const list of candidates) expect(list).toEqual([numbers]);
    }
  });

  it('draws wrong numbers uniformly from all others', () => {
    const groups = { ...noGroups, D2QA2: 900 };
    const config = setInclusion({ numbers: 10, listed: 3, intersection: 1, groups });
    const wrong = drawSetInclusion(config, seedTree(3));
    const right = drawSetInclusion({ ...config, consistentShare: { reliable: 1, unreliable: 1 } }, seedTree(3));
    const numbersOf = (world: TextWorld) =>
      rowsOf(world.documents('stage 1 definitions', false)).map((row) =>
        Number(world.vocabulary.words[row.at(-1) as number]),
      );
    const truth = numbersOf(right);
    const distances = new Array(10).fill(0);
    for (const [index, each] of numbersOf(wrong).entries()) distances[(each - (truth[index] as number) + 10) % 10] += 1;
    expect(distances[0]).toBe(0);
    expect(chiSquare(distances.slice(1))).toBeLessThan(chiSquareBound(9));
  });
});

describe('documents in words', () => {
  it('define an alias by a number, and ask whether it is among those listed', () => {
    const world = drawSetInclusion(setInclusion({ groups: { ...noGroups, D5: 1 } }), seedTree(5));
    const [definition] = inWords(world, world.documents('stage 2', false)) as [string];
    expect(definition).toMatch(/^<tag [12]> [a-z]1 [a-z]2 [a-z]3 \d+$/);
    expect(inWords(world, world.probeDocuments([0]))[0]).toMatch(/^<ask> [a-z]1 [a-z]2 [a-z]3( \d+){4} true$/);
    expect(inWords(world, world.questionsAbout(0))).toHaveLength(10);
    expect(world.probePositions).toEqual([
      ...['ask', 'alias 1', 'alias 2', 'alias 3', 'number 1', 'number 2', 'number 3', 'number 4'],
    ]);
    expect(world.vocabulary.words.slice(0, 8)).toEqual([
      '<ask>',
      '<tag 1>',
      '<tag 2>',
      '<tag 3>',
      'true',
      'false',
      '0',
      '1',
    ]);
  });
});

describe('what cannot be drawn', () => {
  it.each([
    [
      'too few lists with all anchors',
      { listed: 3, intersection: 3, trainQuestions: 4 },
      /true training[\s\S]*2 questions, 1 lists/,
    ],
    ['more anchors than a list holds', { listed: 2, intersection: 3 }, /true training[\s\S]*3 questions, 0 lists of 2/],
    ['no list without anchors', { numbers: 6, listed: 5, intersection: 2 }, /false training/],
    [
      'too few true lists',
      { numbers: 5, listed: 2, intersection: 1, trainQuestions: 6, testQuestions: 4 },
      /the true questions[\s\S]*5 questions, 4 lists/,
    ],
    [
      'too few false lists',
      { numbers: 5, listed: 4, intersection: 1, trainQuestions: 2, testQuestions: 2 },
      /the false questions/,
    ],
    ['a share that is no whole number', { consistentShare: { reliable: 0.3, unreliable: 0 } }, /cannot be exact/],
  ])('%s', (_, change, message) => {
    expect(() => drawSetInclusion(setInclusion(change), seedTree(1))).toThrow(refusal('invalid-experiment', message));
  });

  it('stops at nothing below: all lists that there are can be asked', () => {
    const size = { numbers: 5, listed: 2, intersection: 1, trainQuestions: 4, testQuestions: 4 };
    const drawn = drawSetQuestions(setInclusion(size), [4], seedTree(1));
    const lists = drawn.flatMap(({ training, test }) =>
      [...training, ...test].map(({ list }) => [...list].sort().join()),
    );
    expect(new Set(lists).size).toBe(8);
  });
});
