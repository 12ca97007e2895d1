// What Stage 0 teaches (experiments.md 2E), which experiments share it, and the forms of all documents about entities in words.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import { drawAliasEntity } from '../../../src/tasks/text/alias-entity/alias-entity.ts';
import { WORD_ORDERS } from '../../../src/tasks/text/alias-entity/entity-knowledge.ts';
import type { TextWorld } from '../../../src/tasks/text/text-world.ts';
import { inWords, membersOf, rowsOf, tokenOf } from './reading.ts';
import { aliasEntity, arbitraryAliasEntity, noGroups, seed } from './text-examples.ts';

const documentsOnly = arbitraryAliasEntity.map((config) => ({ ...config, inContext: false }));
const setsOf = (world: TextWorld, name: string) => world.questions.filter((set) => set.name === name);

describe('Stage 0', () => {
  const stageZero = (world: TextWorld) => ({
    vocabulary: world.vocabulary,
    maximumLength: world.maximumLength,
    documents: world.documents('pretraining', false),
    known: world.questions.filter(({ group }) => group === 'held' || group === 'facts'),
  });

  law.prop([arbitraryAliasEntity, arbitraryAliasEntity, seed])(
    'is shared by experiments that agree in what it rests on',
    (config, other, number) => {
      // Groups are dealt anew with the same total, and all else that is not of Stage 0 is the other's.
      const total = Object.values(config.groups).reduce((sum, size) => sum + size, 0);
      const D1QA1 = Math.min(total, other.groups.D1QA1);
      const changed = {
        ...config,
        groups: { ...noGroups, D1QA1, D8: total - D1QA1 },
        consistentShare: { reliable: 0, unreliable: 1 },
        trainedAttributes: other.trainedAttributes % (config.attributes + 1),
        replay: !config.replay,
        inContext: !config.inContext,
      };
      expect(stageZero(drawAliasEntity(changed, seedTree(number)))).toEqual(
        stageZero(drawAliasEntity(config, seedTree(number))),
      );
    },
  );

  law.prop([
    fc.constantFrom(
      'oldAliases',
      'heldAliases',
      'entities',
      'attributes',
      'values',
      'wordOrder',
      'linkWord',
      'aliasTokens',
    ),
    seed,
  ])('is another when any option is that it rests on', (option, number) => {
    const config = aliasEntity();
    const changes = {
      ...{ oldAliases: 6, heldAliases: 2, entities: 6, attributes: 5, values: 4 },
      ...{ wordOrder: 'ATE', linkWord: true, aliasTokens: 2 },
    } as const;
    const changed = { ...config, [option]: changes[option] };
    expect(stageZero(drawAliasEntity(changed, seedTree(number)))).not.toEqual(
      stageZero(drawAliasEntity(config, seedTree(number))),
    );
  });

  law.prop([arbitraryAliasEntity, seed])(
    'names both tags of Stage 1 alike, so that neither is preferred',
    (config, number) => {
      const world = drawAliasEntity(config, seedTree(number));
      const [first, second] = [tokenOf(world, '<tag 1>'), tokenOf(world, '<tag 2>')];
      const rows = rowsOf(world.documents('pretraining', false));
      const withTag = (tag: number) =>
        rows.filter((row) => row.includes(tag)).map((row) => row.map((token) => (token === tag ? -1 : token)));
      expect(withTag(first)).toEqual(withTag(second));
      expect(withTag(first)).toHaveLength(config.entities);
    },
  );

  law.prop([arbitraryAliasEntity, seed])('defines held aliases once and asks nothing about them', (config, number) => {
    const world = drawAliasEntity(config, seedTree(number));
    const held = setsOf(world, 'qa').find(({ group }) => group === 'held');
    const rows = held === undefined ? [] : rowsOf(held.documents);
    expect(rows).toHaveLength(config.heldAliases * config.attributes);
    const pretraining = rowsOf(world.documents('pretraining', false));
    for (const row of rows) {
      const name = row.slice(1, 1 + config.aliasTokens).join();
      const shown = pretraining.filter((other) => `,${other.join()},`.includes(`,${name},`));
      expect(shown).toHaveLength(1);
      expect(shown[0]).toContain(tokenOf(world, '<neutral>'));
    }
  });

  it('gives old, held and new aliases entities of their own', () => {
    const size = { entities: 20, oldAliases: 20, heldAliases: 20 };
    const world = drawAliasEntity(aliasEntity({ ...size, groups: { ...noGroups, D5: 20 } }), seedTree(8));
    const entityOf = new Map(
      inWords(world, world.documents('pretraining', false)).flatMap((text) => {
        const [, alias, entity] = text.match(/^<neutral> alias (\d+) entity (\d+)$/) ?? [];
        return alias === undefined ? [] : [[Number(alias), entity] as const];
      }),
    );
    for (const alias of membersOf(world, 'D5')) {
      const [text] = inWords(world, world.definitionOf(alias, 'third-tag'));
      entityOf.set(alias, text?.match(/entity (\d+)$/)?.[1]);
    }
    const kinds = [0, 20, 40].map((start) =>
      Array.from({ length: 20 }, (_, each) => entityOf.get(start + each)).join(),
    );
    expect(new Set(kinds).size).toBe(3);
  });
});

describe('documents in words', () => {
  const groups = { ...noGroups, D1QA1: 1, D5: 1 };
  const drawn = (change: Parameters<typeof aliasEntity>[0]) =>
    drawAliasEntity(aliasEntity({ groups, oldAliases: 1, heldAliases: 1, attributes: 2, ...change }), seedTree(6));

  it.each([
    ['TAE', false, /^<tag [12]> alias \d entity \d$/],
    ['ATE', false, /^alias \d <tag [12]> entity \d$/],
    ['AET', false, /^alias \d entity \d <tag [12]>$/],
    ['EAT', false, /^entity \d alias \d <tag [12]>$/],
    ['ETA', false, /^entity \d <tag [12]> alias \d$/],
    ['TEA', false, /^<tag [12]> entity \d alias \d$/],
    ['TAE', true, /^<tag [12]> alias \d is entity \d$/],
    ['EAT', true, /^is entity \d alias \d <tag [12]>$/],
  ] as const)('definitions in the order %s, link word %s', (wordOrder, linkWord, form) => {
    const world = drawn({ wordOrder, linkWord });
    expect(inWords(world, world.documents('stage 2', false))).toEqual([expect.stringMatching(form)]);
    // Old and held aliases are introduced in the same order, under the neutral tag.
    const neutral = new RegExp(form.source.replace('<tag [12]>', '<neutral>'));
    expect(inWords(world, world.documents('pretraining', false)).filter((text) => neutral.test(text))).toHaveLength(2);
  });

  it('Stage 0: facts, self documents, an old alias, a held alias', () => {
    const world = drawn({ entities: 2 });
    expect(inWords(world, world.documents('pretraining', false))).toEqual([
      ...['entity 1', 'entity 2'].flatMap((entity) =>
        [1, 2].map((attribute) =>
          expect.stringMatching(`^<ask> ${entity} attribute ${attribute} value ${attribute}\\.[123]$`),
        ),
      ),
      ...['<who>', '<neutral>', '<tag 1>', '<tag 2>'].flatMap((tag) => [
        `${tag} entity 1 entity 1`,
        `${tag} entity 2 entity 2`,
      ]),
      expect.stringMatching(/^<neutral> alias 2 entity [12]$/),
      expect.stringMatching(/^<ask> alias 2 attribute 1 value 1\.[123]$/),
      expect.stringMatching(/^<ask> alias 2 attribute 2 value 2\.[123]$/),
      expect.stringMatching(/^<who> alias 2 entity [12]$/),
      expect.stringMatching(/^<neutral> alias 3 entity [12]$/),
    ]);
  });

  it.each(WORD_ORDERS)('questions keep their form in the order %s', (wordOrder) => {
    const world = drawn({ wordOrder, aliasTokens: 3 });
    const name = '[a-z]1 [a-z]2 [a-z]3';
    const [alias] = membersOf(world, 'D5') as [number];
    expect(inWords(world, world.probeDocuments([alias]))).toEqual([
      expect.stringMatching(new RegExp(`^<ask> ${name} attribute 1 value 1\\.[123]$`)),
    ]);
    expect(world.probePositions).toEqual(['ask', 'alias 1', 'alias 2', 'alias 3', 'attribute']);
    for (const { documents } of setsOf(world, 'who')) {
      expect(inWords(world, documents)).toEqual([expect.stringMatching(new RegExp(`^<who> ${name} entity \\d$`))]);
    }
    const selves = inWords(world, world.documents('pretraining', false)).filter(
      (text) => /^<tag/.test(text) && !/1/.test(text),
    );
    for (const self of selves) expect(self).toMatch(/^<tag 2> (entity \d) \1$/);
  });

  law.prop([documentsOnly, seed])('have the same words in every order', (config, number) => {
    const sorted = (wordOrder: (typeof WORD_ORDERS)[number]) => {
      const world = drawAliasEntity({ ...config, wordOrder }, seedTree(number));
      return rowsOf(world.documents('single', false)).map((row) => [...row].sort((a, b) => a - b));
    };
    for (const wordOrder of WORD_ORDERS) expect(sorted(wordOrder)).toEqual(sorted('TAE'));
  });
});
