// Rules of the task of named entities (experiments.md 2E, "Exact rules"), counted and read in words.
import { test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import { drawAliasEntity } from '../../../src/tasks/text/alias-entity/alias-entity.ts';
import type { TextWorld } from '../../../src/tasks/text/text-world.ts';
import type { StageName } from '../../../src/tasks/world.ts';
import { chiSquare, chiSquareBound } from '../../randomness/chance-bounds.ts';
import { refusal } from '../../refusal.ts';
import { everyAlias, inWords, membersOf, nameOf, ofKind, ownerIn, rowsOf, tokenOf, truthIn } from './reading.ts';
import { aliasEntity, arbitraryAliasEntity, noGroups, seed } from './text-examples.ts';

const kind = { kind: 'alias-entity' } as const;
const count = (world: TextWorld, stage: StageName) => world.documents(stage, false).lengths.length;
const documentsOnly = arbitraryAliasEntity.map((config) => ({ ...config, inContext: false }));
const setsOf = (world: TextWorld, name: string) => world.questions.filter((set) => set.name === name);

describe('a world of named entities', () => {
  law.prop([documentsOnly, seed])('has exactly the documents of each stage', (config, number) => {
    const world = drawAliasEntity(config, seedTree(number));
    const { groups, attributes, entities, oldAliases, heldAliases, trainedAttributes } = config;
    const stageZero = entities * attributes + 4 * entities + oldAliases * (attributes + 2) + heldAliases;
    const replayed = config.replay ? stageZero : 0;
    const defined = groups.D1QA1 + groups.D2QA2;
    const asked = (defined + groups.QA3) * trainedAttributes;
    expect(count(world, 'pretraining')).toBe(stageZero);
    expect(count(world, 'stage 1 definitions')).toBe(defined + replayed);
    expect(count(world, 'stage 1 questions')).toBe(asked + replayed);
    expect(count(world, 'stage 1')).toBe(defined + asked + replayed);
    expect(count(world, 'stage 2')).toBe(groups.D5 + groups.D6 + groups.D8);
  });

  it('has the document counts of experiments.md 2E', () => {
    const groups = { D1QA1: 420, D2QA2: 420, QA3: 72, D5: 120, D6: 120, D8: 0, QA7: 48 };
    const size = { entities: 16, attributes: 6, values: 8, oldAliases: 300, heldAliases: 60 };
    const world = drawAliasEntity(aliasEntity({ ...size, groups }), seedTree(1));
    const counts = (['pretraining', 'stage 1', 'stage 2'] as const).map((stage) => count(world, stage));
    expect(counts).toEqual([2620, 2664 + 2620, 240]);
  });

  law.prop([documentsOnly, seed])('names the right entity in exactly the consistent share', (config, number) => {
    const world = drawAliasEntity(config, seedTree(number));
    const owner = ownerIn(world);
    const isTrue = truthIn(kind, world);
    const rows = rowsOf(world.documents('stage 1 definitions', false));
    for (const [group, share] of [
      ['D1QA1', config.consistentShare.reliable],
      ['D2QA2', config.consistentShare.unreliable],
    ] as const) {
      const members = membersOf(world, group);
      const own = rows.filter((row) => members.includes(owner(row) as number));
      expect(own).toHaveLength(members.length);
      expect(own.filter((row) => isTrue(owner(row) as number, row))).toHaveLength(Math.round(share * members.length));
    }
  });

  it('draws wrong entities uniformly from all others', () => {
    const config = aliasEntity({ entities: 8, groups: { ...noGroups, D2QA2: 800 } });
    const world = drawAliasEntity(config, seedTree(2));
    const [who] = setsOf(world, 'who');
    const distances = new Array(8).fill(0);
    for (const [index, row] of rowsOf(who?.documents as TextWorld['questions'][number]['documents']).entries()) {
      distances[((who?.definitionAnswers?.[index] as number) - (row.at(-1) as number) + 8) % 8] += 1;
    }
    expect(distances[0]).toBe(0);
    expect(chiSquare(distances.slice(1))).toBeLessThan(chiSquareBound(7));
  });

  law.prop([arbitraryAliasEntity, seed])('uses every entity as often as any other, but for one', (config, number) => {
    const world = drawAliasEntity(config, seedTree(number));
    const entities = ofKind(world, 'entity', [...world.vocabulary.kinds.keys()]);
    const answers = setsOf(world, 'who').flatMap(({ documents }) => rowsOf(documents).map((row) => row.at(-1)));
    expect(answers).toHaveLength(everyAlias(world).length);
    const uses = entities.map((entity) => answers.filter((answer) => answer === entity).length);
    expect(Math.max(...uses) - Math.min(...uses)).toBeLessThanOrEqual(1);
  });

  law.prop([arbitraryAliasEntity, seed])('answers about an alias with the facts of its entity', (config, number) => {
    const world = drawAliasEntity(config, seedTree(number));
    const owner = ownerIn(world);
    const facts = new Map(
      setsOf(world, 'qa')
        .filter(({ group }) => group === 'facts')
        .flatMap(({ documents }) => rowsOf(documents).map((row) => [row.slice(1, -1).join(), row.at(-1)])),
    );
    const entityOf = new Map(
      setsOf(world, 'who').flatMap(({ documents }) => rowsOf(documents).map((row) => [owner(row), row.at(-1)])),
    );
    for (const alias of everyAlias(world)) {
      const rows = rowsOf(world.questionsAbout(alias));
      expect(rows).toHaveLength(config.attributes);
      for (const row of rows) expect(row.at(-1)).toBe(facts.get(`${entityOf.get(alias)},${row.at(-2)}`));
    }
    for (const { group, documents, definitionAnswers } of setsOf(world, 'qa')) {
      if (definitionAnswers === null) continue;
      const claimed = setsOf(world, 'who').find((set) => set.group === group);
      const claims = new Map(
        rowsOf(claimed?.documents as typeof documents).map((row, index) => [
          owner(row),
          claimed?.definitionAnswers?.[index],
        ]),
      );
      expect([...definitionAnswers]).toEqual(
        rowsOf(documents).map((row) => facts.get(`${claims.get(owner(row))},${row.at(-2)}`)),
      );
    }
  });

  law.prop([arbitraryAliasEntity, seed])(
    'trains each alias of Stage 1 on so many attributes, and asks the others',
    (config, number) => {
      const world = drawAliasEntity(config, seedTree(number));
      const owner = ownerIn(world);
      const trained = rowsOf(world.documents('stage 1 questions', false));
      const asked = setsOf(world, 'qa').flatMap(({ documents }) => rowsOf(documents));
      for (const alias of everyAlias(world)) {
        const inTraining = trained.filter((row) => owner(row) === alias).map(String);
        const inTest = asked.filter((row) => owner(row) === alias).map(String);
        expect([...inTraining, ...inTest].sort()).toEqual(rowsOf(world.questionsAbout(alias)).map(String).sort());
        const isAsked = ['D1QA1', 'D2QA2', 'QA3'].some((group) => membersOf(world, group).includes(alias));
        expect(inTraining).toHaveLength(isAsked ? config.trainedAttributes : 0);
      }
      // No document of training tells who a new alias is.
      const who = tokenOf(world, '<who>');
      expect(
        rowsOf(world.documents('single', false)).filter((row) => row[0] === who && owner(row) !== undefined),
      ).toEqual([]);
    },
  );

  law.prop([arbitraryAliasEntity, seed])('offers the values of the attribute, or all entities', (config, number) => {
    const world = drawAliasEntity(config, seedTree(number));
    const words = (list: readonly number[]) => list.map((token) => world.vocabulary.words[token]);
    const numbered = (length: number, prefix: string) => Array.from({ length }, (_, index) => `${prefix}${index + 1}`);
    for (const { name, documents, candidates } of world.questions) {
      for (const [index, row] of rowsOf(documents).entries()) {
        const attribute = world.vocabulary.words[row.at(-2) as number]?.replace('attribute ', '');
        expect(words(candidates[index]?.[0] ?? [])).toEqual(
          name === 'qa' ? numbered(config.values, `value ${attribute}.`) : numbered(config.entities, 'entity '),
        );
      }
    }
  });

  law.prop([arbitraryAliasEntity, seed])(
    'asks by tag where definitions are documents that end in the entity',
    (config, number) => {
      const world = drawAliasEntity(config, seedTree(number));
      const sets = world.questions.filter(({ asked }) => asked === 'retrieval');
      const groups = ['D1QA1', 'D2QA2', 'D5', 'D6', 'D8'].filter((group) => membersOf(world, group).length > 0);
      const isAsked = ['TAE', 'ATE'].includes(config.wordOrder) && !config.inContext;
      expect(sets).toHaveLength(isAsked ? groups.length * 3 : 0);
      for (const { name, group, documents } of sets) {
        const definitions = membersOf(world, group).flatMap((alias) =>
          rowsOf(world.definitionOf(alias, name as 'third-tag')),
        );
        expect(rowsOf(documents)).toEqual(definitions);
      }
    },
  );
});

describe('definitions in context', () => {
  law.prop([arbitraryAliasEntity, seed])(
    'stand before each question about their alias, and nowhere else',
    (config, number) => {
      const apart = drawAliasEntity({ ...config, inContext: false }, seedTree(number));
      const world = drawAliasEntity({ ...config, inContext: true }, seedTree(number));
      const owner = ownerIn(world);
      const contextOf = new Map<number | undefined, readonly number[]>();
      for (const stage of ['stage 1 definitions', 'stage 2'] as const) {
        for (const row of rowsOf(apart.documents(stage, false)))
          if (owner(row) !== undefined) contextOf.set(owner(row), row);
      }
      const withContext = (row: readonly number[]) => [...(contextOf.get(owner(row)) ?? []), ...row];
      expect(rowsOf(world.documents('stage 1 questions', false))).toEqual(
        rowsOf(apart.documents('stage 1 questions', false)).map(withContext),
      );
      expect(world.documents('stage 1', false)).toEqual(world.documents('stage 1 questions', false));
      expect(count(world, 'stage 2')).toBe(0);
      const plain = apart.questions.filter(({ asked }) => asked === 'always');
      expect(world.questions).toHaveLength(plain.length);
      for (const [index, { documents, ...rest }] of world.questions.entries()) {
        const { documents: bare, ...others } = plain[index] as TextWorld['questions'][number];
        expect(rest).toEqual(others);
        expect(rowsOf(documents)).toEqual(rowsOf(bare).map(withContext));
      }
      for (const alias of everyAlias(world)) expect(nameOf(world, alias)).toEqual(nameOf(apart, alias));
    },
  );

  it('read as a definition and a question', () => {
    const world = drawAliasEntity(
      aliasEntity({ inContext: true, groups: { ...noGroups, D5: 1, QA7: 1 } }),
      seedTree(6),
    );
    const [first] = setsOf(world, 'qa').map(({ documents }) => inWords(world, documents)[0]);
    expect(first).toMatch(/^<tag [12]> (alias \d) entity \d <ask> \1 attribute 1 value 1\.[123]$/);
    const [never] = setsOf(world, 'qa').flatMap(({ group, documents }) =>
      group === 'QA7' ? inWords(world, documents) : [],
    );
    expect(never).toMatch(/^<ask> alias \d attribute 1 value 1\.[123]$/);
  });
});

describe('what cannot be drawn', () => {
  it.each([
    ['more trained attributes than there are', { attributes: 1 }, /trainedAttributes 2, attributes 1/],
    [
      'more aliases than half of the names, old and held ones too',
      { symbols: 2, aliasTokens: 2 },
      /50 aliases[\s\S]*at most 2/,
    ],
    ['a share that is no whole number', { consistentShare: { reliable: 0.3, unreliable: 0 } }, /cannot be exact/],
  ])('%s', (_, change, message) => {
    expect(() => drawAliasEntity(aliasEntity(change), seedTree(1))).toThrow(refusal('invalid-experiment', message));
  });
});
