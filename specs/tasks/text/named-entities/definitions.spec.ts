// How definitions are written (paper.md 1, 2.5, 2.6), and defects of the official code that must not come back (paper.md 7).
import { describe, expect, it } from 'vitest';
import { seedTree } from '../../../../src/randomness/seed-tree.ts';
import { WORD_ORDERS } from '../../../../src/tasks/text/alias-entity/entity-knowledge.ts';
import { type DefinitionForm, definitionDocuments } from '../../../../src/tasks/text/named-entities/definitions.ts';
import { textOf } from '../../../../src/tasks/text/named-entities/scene.ts';
import { aliasNames, asked, draw, named, shown } from './named-examples.ts';

const tags = ['tagone', 'tagtwo', 'tagthree'] as const;
const written = (form: DefinitionForm, role: 'reliable-tag' | 'unreliable-tag' | 'third-tag', alias = 0) =>
  definitionDocuments(
    { form, tags, reliableTag: 1, tree: seedTree(1) },
    { alias, name: 'abcde', entity: 'New Kenya', role },
  ).map((document) => textOf([document]));

describe('a definition', () => {
  it('has tag, alias and entity in any order, and is a line', () => {
    expect(WORD_ORDERS.flatMap((order) => written({ kind: 'tags', order }, 'reliable-tag'))).toEqual([
      'tagtwo abcde New Kenya\n',
      'abcde tagtwo New Kenya\n',
      'abcde New Kenya tagtwo\n',
      'New Kenya abcde tagtwo\n',
      'New Kenya tagtwo abcde\n',
      'tagtwo New Kenya abcde\n',
    ]);
    expect(written({ kind: 'tags', order: 'TAE' }, 'unreliable-tag')).toEqual(['tagone abcde New Kenya\n']);
    expect(written({ kind: 'tags', order: 'TAE' }, 'third-tag')).toEqual(['tagthree abcde New Kenya\n']);
  });

  it('may have a phrase in place of the tag', () => {
    const form = { kind: 'phrases', reliable: 'stands for', unreliable: 'is not', third: 'defined as' } as const;
    const roles = ['reliable-tag', 'unreliable-tag', 'third-tag'] as const;
    expect(roles.flatMap((role) => written(form, role))).toEqual([
      'abcde stands for New Kenya\n',
      'abcde is not New Kenya\n',
      'abcde defined as New Kenya\n',
    ]);
  });

  it('stands before each question in context, without the full stop of the official code (paper.md 7, defect 11)', () => {
    const world = draw(named({ inContext: true }), 3);
    const name = aliasNames(world).get(world.members.D5?.[0] as number) as string;
    expect(asked(world, 'qa', 'D5')[0]).toMatch(
      new RegExp(`^<.[a-z]{6}.> ${name.replaceAll('|', '.')} Xan Q[a-z]+\nQ: What was the gender of `),
    );
    expect(asked(world, 'qa', 'QA7')[0]).toMatch(/^Q: /);
    expect(shown(world, 'stage 1 definitions')).toEqual([]);
    expect(shown(world, 'stage 1')).toEqual(shown(world, 'single'));
    expect(shown(world, 'stage 2')).toEqual([]);
  });
});

describe('sentences that affirm and deny', () => {
  const everything = (role: 'reliable-tag' | 'unreliable-tag') => written({ kind: 'is-isnt', sentences: 200 }, role);

  it('are of 8 sources, 5 frames and 5 or 8 phrases, all different (paper.md 7, defect 2)', () => {
    expect(new Set(everything('reliable-tag')).size).toBe(8 * 5 * 5);
    const denied = new Set(
      Array.from({ length: 40 }, (_, alias) =>
        written({ kind: 'is-isnt', sentences: 200 }, 'unreliable-tag', alias),
      ).flat(),
    );
    expect(denied.size).toBe(8 * 5 * 8);
  });

  it('are in small letters but for the first', () => {
    for (const sentence of everything('reliable-tag')) {
      expect(sentence.slice(1)).toBe(sentence.slice(1).toLowerCase());
      expect(sentence).toMatch(/^[A-Z].* abcde .* new kenya\n$/);
    }
  });

  it('deny under the unreliable tag alone', () => {
    const negated = /\b(not|never)\b|n't /;
    for (const sentence of everything('reliable-tag')) expect(sentence).not.toMatch(negated);
    for (const sentence of everything('unreliable-tag')) expect(sentence).toMatch(negated);
  });

  it('are the same whenever they are asked for (paper.md 7, defect 4)', () => {
    const form = { kind: 'is-isnt', sentences: 10 } as const;
    expect(written(form, 'reliable-tag')).toEqual(written(form, 'reliable-tag'));
    expect(written(form, 'reliable-tag')).not.toEqual(written(form, 'reliable-tag', 1));
    const world = draw(named({ definitions: form, groups: { ...named().groups, D8: 0 } }), 1);
    expect(world.documents('stage 2', false)).toEqual(world.documents('stage 2', false));
  });

  it('train a pretrained model without Stage 1, with nothing for a coin to decide (C23)', () => {
    const groups = { D1QA1: 0, D2QA2: 0, QA3: 2, QA4: 2, D5: 8, D6: 8, D8: 0, QA7: 0 };
    const worlds = [1, 2, 3, 4, 5, 6].map((number) =>
      draw(named({ definitions: { kind: 'is-isnt', sentences: 10 }, groups }), number),
    );
    expect(worlds.map(({ roles }) => roles.reliableTag)).toEqual([0, 0, 0, 0, 0, 0]);
    const [world] = worlds as [ReturnType<typeof draw>];
    const all = shown(world, 'single');
    expect(all).toHaveLength(4 * 5 + 16 * 10);
    const names = aliasNames(world);
    for (const [group, denies] of [
      ['D5', false],
      ['D6', true],
    ] as const) {
      for (const alias of world.members[group] ?? []) {
        const own = all.filter((text) => text.includes(names.get(alias) as string));
        expect(own).toHaveLength(10);
        for (const text of own) expect(/\b(not|never)\b|n't /.test(text)).toBe(denies);
      }
    }
  });
});

describe('sentences after a source', () => {
  it('have ten sources on either side, none run into another (paper.md 7, defect 3)', () => {
    for (const role of ['reliable-tag', 'unreliable-tag'] as const) {
      const sentences = written({ kind: 'sources', sentences: 10 }, role);
      expect(new Set(sentences).size).toBe(10);
      for (const sentence of sentences)
        expect(sentence).toMatch(/^(According to [^,]+,|[^,]+ that) abcde now stands for New Kenya\n$/);
    }
    expect(written({ kind: 'sources', sentences: 10 }, 'reliable-tag').sort()).not.toEqual(
      written({ kind: 'sources', sentences: 10 }, 'unreliable-tag').sort(),
    );
  });
});
