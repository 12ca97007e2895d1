// Small tasks in text for specs: a plain configuration of each kind, and arbitrary valid ones with exact shares.
import { fc } from '@fast-check/vitest';
import { GROUP_NAMES, type GroupSizes } from '../../../src/tasks/groups.ts';
import type { SyntheticTextConfig } from '../../../src/tasks/index.ts';
import { type AliasEntityConfig, WORD_ORDERS } from '../../../src/tasks/text/alias-entity/entity-knowledge.ts';
import type { AliasTextConfig } from '../../../src/tasks/text/alias-text/alias-text.ts';
import type { SetInclusionConfig } from '../../../src/tasks/text/set-inclusion/set-inclusion.ts';

export const seed = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

const roles = {
  groups: { D1QA1: 8, D2QA2: 8, QA3: 4, D5: 6, D6: 6, D8: 4, QA7: 4 },
  consistentShare: { reliable: 1, unreliable: 0 },
};
const spelling = { aliasTokens: 3, symbols: 26 };

export const noGroups: GroupSizes = { D1QA1: 0, D2QA2: 0, QA3: 0, D5: 0, D6: 0, D8: 0, QA7: 0 };

export function aliasText(change: Partial<AliasTextConfig> = {}): AliasTextConfig {
  const size = { attributes: 5, values: 4, trainedAttributes: 3 };
  return { kind: 'alias-text', ...spelling, ...size, ...roles, wordOrder: 'tag-first', ...change };
}

export function aliasEntity(change: Partial<AliasEntityConfig> = {}): AliasEntityConfig {
  return {
    kind: 'alias-entity',
    ...spelling,
    aliasTokens: 1,
    entities: 5,
    attributes: 4,
    values: 3,
    trainedAttributes: 2,
    oldAliases: 7,
    heldAliases: 3,
    ...roles,
    wordOrder: 'TAE',
    linkWord: false,
    replay: true,
    inContext: false,
    ...change,
  };
}

export function setInclusion(change: Partial<SetInclusionConfig> = {}): SetInclusionConfig {
  const size = { numbers: 12, listed: 4, intersection: 2, trainQuestions: 6, testQuestions: 4 };
  return { kind: 'set-inclusion', ...spelling, ...size, ...roles, ...change };
}

/** What all tasks have in common. At most 50 aliases, so that 12 x 12 names are plenty. */
const shared = fc
  .record({
    sizes: fc.array(fc.nat(6), { minLength: GROUP_NAMES.length, maxLength: GROUP_NAMES.length }),
    consistent: fc.tuple(fc.nat(), fc.nat()),
    aliasTokens: fc.integer({ min: 1, max: 3 }),
    symbols: fc.integer({ min: 12, max: 26 }),
  })
  .map(({ sizes, consistent, aliasTokens, symbols }) => {
    const groups = Object.fromEntries(GROUP_NAMES.map((name, index) => [name, sizes[index]])) as GroupSizes;
    const share = (count: number, wanted: number) => (count === 0 ? 1 : (wanted % (count + 1)) / count);
    return {
      groups,
      aliasTokens,
      symbols,
      consistentShare: {
        reliable: share(groups.D1QA1, consistent[0]),
        unreliable: share(groups.D2QA2, consistent[1]),
      },
    };
  });

const attributes = fc
  .record({ attributes: fc.integer({ min: 1, max: 5 }), trained: fc.nat() })
  .map((size) => ({ attributes: size.attributes, trainedAttributes: size.trained % (size.attributes + 1) }));

export const arbitraryAliasText: fc.Arbitrary<AliasTextConfig> = fc
  .tuple(
    shared,
    attributes,
    fc.record({
      values: fc.integer({ min: 2, max: 5 }),
      wordOrder: fc.constantFrom('tag-first' as const, 'alias-first' as const),
    }),
  )
  .map((parts) => aliasText(Object.assign({}, ...parts)));

export const arbitraryAliasEntity: fc.Arbitrary<AliasEntityConfig> = fc
  .tuple(
    shared,
    attributes,
    fc.record({
      entities: fc.integer({ min: 2, max: 6 }),
      values: fc.integer({ min: 2, max: 4 }),
      oldAliases: fc.nat(5),
      heldAliases: fc.nat(3),
      wordOrder: fc.constantFrom(...WORD_ORDERS),
      linkWord: fc.boolean(),
      replay: fc.boolean(),
      inContext: fc.boolean(),
    }),
  )
  .map((parts) => aliasEntity(Object.assign({}, ...parts)));

export const arbitrarySetInclusion: fc.Arbitrary<SetInclusionConfig> = fc
  .tuple(
    shared,
    fc.record({
      numbers: fc.integer({ min: 9, max: 14 }),
      listed: fc.integer({ min: 3, max: 4 }),
      intersection: fc.integer({ min: 1, max: 2 }),
      trainQuestions: fc.constantFrom(0, 2, 4),
      testQuestions: fc.constantFrom(2, 4),
    }),
  )
  .map((parts) => setInclusion(Object.assign({}, ...parts)));

export const arbitraryTextTask: fc.Arbitrary<SyntheticTextConfig> = fc.oneof(
  arbitraryAliasText,
  arbitraryAliasEntity,
  arbitrarySetInclusion,
);
