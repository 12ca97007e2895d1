// Which configurations of text tasks can be declared at all; what depends on two fields is refused when the world is drawn.
import { test as law } from '@fast-check/vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Type } from 'typebox';
import { describe, expect, it } from 'vitest';
import { TASKS } from '../../../src/tasks/index.ts';
import { aliasEntity, aliasText, arbitraryTextTask, setInclusion } from './text-examples.ts';

const isDeclarable = new Ajv2020({ strict: true }).compile(
  Type.Union(Object.values(TASKS).flatMap(({ form, schema }) => (form === 'text' ? [schema] : []))),
);

describe('the configuration of a text task', () => {
  law.prop([arbitraryTextTask])('is declarable if its world can be drawn', (config) => {
    expect(isDeclarable(config)).toBe(true);
  });

  it.each<[string, object]>([
    ['an unknown kind', { ...aliasText(), kind: 'alias' }],
    ['an unknown field', { ...aliasText(), definitionForm: 'statements' }],
    ['a field of another kind', { ...aliasText(), entities: 3 }],
    ['a word order of another kind', { ...aliasEntity(), wordOrder: 'tag-first' }],
    ['a single entity, which has no wrong one', { ...aliasEntity(), entities: 1 }],
    ['an odd number of questions', { ...setInclusion(), testQuestions: 3 }],
    ['no test questions', { ...setInclusion(), testQuestions: 0 }],
    ['more symbols than letters', { ...setInclusion(), symbols: 27 }],
    ['a share above one', { ...setInclusion(), consistentShare: { reliable: 1.5, unreliable: 0 } }],
  ])('is refused: %s', (_, config) => {
    expect(isDeclarable(config)).toBe(false);
  });
});
