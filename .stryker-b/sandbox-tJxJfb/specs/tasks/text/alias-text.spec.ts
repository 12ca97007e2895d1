// Rules of the "source statements" task (experiments.md 2A), counted and read in words.
import { test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import { drawAliasText } from '../../../src/tasks/text/alias-text/alias-text.ts';
import type { TextWorld } from '../../../src/tasks/text/text-world.ts';
import { binomialBounds } from '../../randomness/chance-bounds.ts';
import { refusal } from '../../refusal.ts';
import { everyAlias, inWords, membersOf, nameOf, ofKind, ownerIn, rowsOf, tagTokens, truthIn } from './reading.ts';
import { aliasText, arbitraryAliasText, noGroups, seed } from './text-examples.ts';

const kind = { kind: 'alias-text' } as const;

/** Definitions of Stage 1, by group. */
function definitionsOf(world: TextWorld, group: string): { readonly alias: number; readonly row: number[] }[] {
  const owner = ownerIn(world);
  return rowsOf(world.documents('stage 1 definitions', false))
    .map((row) => ({ alias: owner(row) as number, row }))
    .filter(({ alias }) => membersOf(world, group).includes(alias));
}

describe('a world of source statements', () => {
  law.prop([arbitraryAliasText, seed])('has exactly the documents of each stage', (config, number) => {
    const world = drawAliasText(config, seedTree(number));
    const { groups, attributes, trainedAttributes } = config;
    const count = (stage: Parameters<TextWorld['documents']>[0]) => world.documents(stage, false).lengths.length;
    const defined = (groups.D1QA1 + groups.D2QA2) * attributes;
    const asked = (groups.D1QA1 + groups.D2QA2 + groups.QA3) * trainedAttributes;
    expect(count('pretraining')).toBe(0);
    expect(count('stage 1 definitions')).toBe(defined);
    expect(count('stage 1 questions')).toBe(asked);
    expect(count('stage 1')).toBe(defined + asked);
    expect(count('stage 2')).toBe((groups.D5 + groups.D6 + groups.D8) * attributes);
  });

  law.prop([arbitraryAliasText, seed])('asks what was held out, and everything of other groups', (config, number) => {
    const world = drawAliasText(config, seedTree(number));
    const owner = ownerIn(world);
    const trained = rowsOf(world.documents('stage 1 questions', false));
    const evaluated = world.questions.filter(({ name }) => name === 'qa').flatMap(({ documents }) => rowsOf(documents));
    for (const alias of everyAlias(world)) {
      const all = rowsOf(world.questionsAbout(alias)).map(String).sort();
      const inTraining = trained.filter((row) => owner(row) === alias).map(String);
      const inTest = evaluated.filter((row) => owner(row) === alias).map(String);
      expect([...inTraining, ...inTest].sort()).toEqual(all);
      expect(new Set(all).size).toBe(config.attributes);
      const isAsked = ['D1QA1', 'D2QA2', 'QA3'].some((group) => membersOf(world, group).includes(alias));
      expect(inTraining).toHaveLength(isAsked ? config.trainedAttributes : 0);
    }
  });

  law.prop([arbitraryAliasText, seed])('states every attribute once, under one tag', (config, number) => {
    const world = drawAliasText(config, seedTree(number));
    for (const alias of everyAlias(world)) {
      const roles = (['reliable-tag', 'unreliable-tag', 'third-tag'] as const).map((role) => {
        const rows = rowsOf(world.definitionOf(alias, role));
        expect(rows.flatMap((row) => ofKind(world, 'attribute', row))).toEqual(
          ofKind(world, 'attribute', [...world.vocabulary.kinds.keys()]),
        );
        return [...new Set(rows.flatMap((row) => row.filter((token) => tagTokens(world).includes(token))))];
      });
      const { reliableTag } = world.roles;
      const [first, second, third] = tagTokens(world);
      expect(roles).toEqual(reliableTag === 0 ? [[first], [second], [third]] : [[second], [first], [third]]);
    }
  });

  law.prop([arbitraryAliasText, seed])('writes the same words in either order', (config, number) => {
    const [tagFirst, aliasFirst] = (['tag-first', 'alias-first'] as const).map((wordOrder) =>
      drawAliasText({ ...config, wordOrder }, seedTree(number)),
    ) as [TextWorld, TextWorld];
    const moved = (row: readonly number[]) => [...row.slice(1, 1 + config.aliasTokens), row[0], ...row.slice(-2)];
    for (const stage of ['single', 'stage 2'] as const) {
      expect(rowsOf(tagFirst.documents(stage, false)).map(moved)).toEqual(rowsOf(aliasFirst.documents(stage, false)));
    }
    for (const [index, set] of tagFirst.questions.entries()) {
      const other = aliasFirst.questions[index];
      expect(rowsOf(set.documents).map(moved)).toEqual(other === undefined ? null : rowsOf(other.documents));
    }
  });

  law.prop([arbitraryAliasText, seed])(
    'keeps true at least the consistent share of Stage-1 definitions',
    (config, number) => {
      const world = drawAliasText(config, seedTree(number));
      const isTrue = truthIn(kind, world);
      for (const [group, share] of [
        ['D1QA1', config.consistentShare.reliable],
        ['D2QA2', config.consistentShare.unreliable],
      ] as const) {
        const members = membersOf(world, group);
        const definitions = definitionsOf(world, group);
        const agreeing = members.filter((alias) =>
          definitions.filter((each) => each.alias === alias).every(({ row }) => isTrue(alias, row)),
        );
        // An independent wrong definition may be right by chance.
        expect(agreeing.length).toBeGreaterThanOrEqual(Math.round(share * members.length));
        if (share === 1) expect(agreeing).toHaveLength(members.length);
      }
    },
  );

  it.each([0, 0.25, 0.5, 1])('keeps exactly the share %d of definitions true', (share) => {
    // With 20 attributes of 4 values a wrong definition is right by chance once in a million million.
    const groups = { ...noGroups, D1QA1: 40, D2QA2: 40 };
    const consistentShare = { reliable: share, unreliable: 1 - share };
    const world = drawAliasText(aliasText({ attributes: 20, groups, consistentShare }), seedTree(3));
    const isTrue = truthIn(kind, world);
    const agreeing = (group: string) => {
      const definitions = definitionsOf(world, group);
      return membersOf(world, group).filter((alias) =>
        definitions.filter((each) => each.alias === alias).every(({ row }) => isTrue(alias, row)),
      ).length;
    };
    expect([agreeing('D1QA1'), agreeing('D2QA2')]).toEqual([40 * share, 40 * (1 - share)]);
  });

  it('makes wrong definitions independent of the truth: of four values, a quarter of the statements are right', () => {
    const groups = { ...noGroups, D2QA2: 500 };
    const world = drawAliasText(aliasText({ attributes: 6, groups }), seedTree(4));
    const isTrue = truthIn(kind, world);
    const definitions = definitionsOf(world, 'D2QA2');
    const values = [...new Set(definitions.map(({ row }) => row.at(-1)))];
    expect(values).toHaveLength(4);
    for (const value of values) {
      const stated = definitions.filter(({ row }) => row.at(-1) === value);
      const { low, high } = binomialBounds(stated.length, 0.25);
      const right = stated.filter(({ alias, row }) => isTrue(alias, row)).length;
      expect(right).toBeGreaterThanOrEqual(low);
      expect(right).toBeLessThanOrEqual(high);
    }
  });

  law.prop([arbitraryAliasText, seed])('knows what the definitions say in place of the truth', (config, number) => {
    const world = drawAliasText(config, seedTree(number));
    for (const group of ['D1QA1', 'D2QA2']) {
      const claims = new Map<string, number | undefined>(
        definitionsOf(world, group).map(({ alias, row }) => [`${alias} ${row.at(-2)}`, row.at(-1)] as const),
      );
      const set = world.questions.find(({ name, group: asked }) => name === 'qa' && asked === group);
      const owner = ownerIn(world);
      const said = rowsOf(set?.documents ?? { tokens: new Int32Array(), length: 0, lengths: new Int32Array() }).map(
        (row) => claims.get(`${owner(row)} ${row.at(-2)}`),
      );
      expect([...(set?.definitionAnswers ?? [])]).toEqual(said);
    }
  });

  law.prop([arbitraryAliasText, seed])('asks definitions by each tag, and expects what they say', (config, number) => {
    const world = drawAliasText(config, seedTree(number));
    const sets = world.questions.filter(({ asked }) => asked === 'retrieval');
    const groups = ['D1QA1', 'D2QA2', 'D5', 'D6', 'D8'].filter((group) => membersOf(world, group).length > 0);
    expect(sets.map(({ name, group }) => `${group} ${name}`)).toEqual(
      groups.flatMap((group) => ['reliable-tag', 'unreliable-tag', 'third-tag'].map((role) => `${group} ${role}`)),
    );
    for (const { name, group, documents } of sets) {
      const definitions = membersOf(world, group).flatMap((alias) =>
        rowsOf(world.definitionOf(alias, name as 'third-tag')),
      );
      expect(rowsOf(documents)).toEqual(definitions);
    }
  });
});

describe('documents in words', () => {
  const groups = { ...noGroups, D1QA1: 1, D5: 1 };

  it.each([
    [
      'tag-first',
      3,
      /^<tag [12]> [a-z]1 [a-z]2 [a-z]3 attribute 1 value [1-4]$/,
      ['ask', 'alias 1', 'alias 2', 'alias 3', 'attribute'],
    ],
    [
      'alias-first',
      2,
      /^[a-z]1 [a-z]2 <tag [12]> attribute 1 value [1-4]$/,
      ['alias 1', 'alias 2', 'ask', 'attribute'],
    ],
    ['tag-first', 1, /^<tag [12]> alias \d+ attribute 1 value [1-4]$/, ['ask', 'alias 1', 'attribute']],
  ] as const)('%s, aliases of %d tokens', (wordOrder, aliasTokens, form, positions) => {
    const world = drawAliasText(aliasText({ wordOrder, aliasTokens, groups }), seedTree(5));
    const [definition] = inWords(world, world.documents('stage 2', false)) as [string];
    const [alias] = membersOf(world, 'D5') as [number];
    expect(definition).toMatch(form);
    expect(inWords(world, world.probeDocuments([alias]))).toEqual([definition.replace(/<tag [12]>/, '<ask>')]);
    expect(world.probePositions).toEqual(positions);
    expect(nameOf(world, alias)).toHaveLength(aliasTokens);
  });

  it('has the words of the task, each of its kind', () => {
    const { vocabulary } = drawAliasText(
      aliasText({ attributes: 2, values: 2, trainedAttributes: 1, symbols: 6, groups }),
      seedTree(5),
    );
    expect(vocabulary.words.slice(0, 9)).toEqual([
      ...['<ask>', '<tag 1>', '<tag 2>', '<tag 3>', 'attribute 1', 'attribute 2', 'value 1', 'value 2', 'a1'],
    ]);
    const counts = Object.fromEntries(
      ['special', 'attribute', 'value', 'symbol'].map((each) => [
        each,
        vocabulary.kinds.filter((one) => one === each).length,
      ]),
    );
    expect(counts).toEqual({ special: 4, attribute: 2, value: 2, symbol: 18 });
  });
});

describe('what cannot be drawn', () => {
  it.each([
    ['more trained attributes than there are', { attributes: 2 }, /trainedAttributes 3, attributes 2/],
    [
      'more aliases than half of the names',
      { symbols: 2, aliasTokens: 2, groups: { ...noGroups, D5: 3 } },
      /at most 2/,
    ],
    [
      'a share that is no whole number',
      { consistentShare: { reliable: 0.3, unreliable: 0 } },
      /reliable tag cannot be exact/,
    ],
    [
      'an unreliable share that is none',
      { consistentShare: { reliable: 1, unreliable: 0.1 } },
      /unreliable tag cannot be exact/,
    ],
  ])('%s', (_, change, message) => {
    expect(() => drawAliasText(aliasText(change), seedTree(1))).toThrow(refusal('invalid-experiment', message));
  });

  it('stops at nothing below: half of all names can be drawn', () => {
    const world = drawAliasText(aliasText({ symbols: 2, aliasTokens: 2, groups: { ...noGroups, D5: 2 } }), seedTree(1));
    expect(new Set(everyAlias(world).map((alias) => nameOf(world, alias).join())).size).toBe(2);
  });
});
