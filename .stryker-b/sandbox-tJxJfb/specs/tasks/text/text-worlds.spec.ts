// Laws of every task in text, for arbitrary small configurations and seeds, and worlds planted with one defect each.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { drawText } from '../../../lab/defects/planted/draw-text.ts';
import { seedTree } from '../../../src/randomness/seed-tree.ts';
import { GROUP_NAMES } from '../../../src/tasks/groups.ts';
import type { TextWorld } from '../../../src/tasks/text/text-world.ts';
import { type DocumentRow, packDocuments } from '../../../src/tasks/text/text-world.ts';
import type { StageName } from '../../../src/tasks/world.ts';
import { binomialBounds, chiSquare, chiSquareBound } from '../../randomness/chance-bounds.ts';
import { everyAlias, rowsOf, STAGES, tokenOf } from './reading.ts';
import { aliasEntity, aliasText, arbitraryTextTask, noGroups, seed, setInclusion } from './text-examples.ts';
import { complaints } from './world-complaints.ts';

const plain = [aliasText(), aliasEntity(), setInclusion()];

/** Everything that a world gives, as data. */
const contents = (world: TextWorld) => ({
  vocabulary: world.vocabulary,
  maximumLength: world.maximumLength,
  roles: world.roles,
  members: world.members,
  documents: STAGES.map((stage) => [world.documents(stage, false), world.documents(stage, true)]),
  questions: world.questions,
  probe: [world.probePositions, world.probeDocuments(everyAlias(world))],
  about: everyAlias(world).map((alias) => [world.definitionOf(alias, 'third-tag'), world.questionsAbout(alias)]),
});

describe('a world of text', () => {
  law.prop([arbitraryTextTask, seed])('gives no complaint', (config, number) => {
    expect(complaints(config, drawText(config, seedTree(number)))).toEqual([]);
  });

  law.prop([arbitraryTextTask, seed])(
    'has in Stage 1 its two parts, and in a single stage both stages',
    (config, number) => {
      const world = drawText(config, seedTree(number));
      const sorted = (...stages: StageName[]) =>
        stages.flatMap((stage) => rowsOf(world.documents(stage, false)).map(String)).sort();
      const repeated = config.kind === 'alias-entity' && config.replay ? ['pretraining' as const] : [];
      expect([...sorted('stage 1'), ...sorted(...repeated)].sort()).toEqual(
        sorted('stage 1 definitions', 'stage 1 questions'),
      );
      expect(sorted('single')).toEqual(sorted('stage 1', 'stage 2'));
      expect(rowsOf(world.documents('single', true)).map(String).sort()).toEqual(
        [...rowsOf(world.documents('stage 1', true)), ...rowsOf(world.documents('stage 2', true))].map(String).sort(),
      );
    },
  );

  law.prop([arbitraryTextTask, seed])(
    'is the same for the same seed, whatever else the tree gives',
    (config, number) => {
      const tree = seedTree(number);
      tree.child('other').stream().permutation(10);
      expect(contents(drawText(config, tree))).toEqual(contents(drawText(config, seedTree(number))));
    },
  );

  law.prop([fc.constantFrom(...plain), seed])('is another for another seed', (config, number) => {
    const other = number === 0 ? 1 : number - 1;
    expect(contents(drawText(config, seedTree(number)))).not.toEqual(contents(drawText(config, seedTree(other))));
  });

  law.prop([arbitraryTextTask, seed])('keeps all but the definitions when only the shares change', (config, number) => {
    const world = drawText(config, seedTree(number));
    const all = drawText({ ...config, consistentShare: { reliable: 1, unreliable: 1 } }, seedTree(number));
    expect([all.roles, all.members, all.vocabulary]).toEqual([world.roles, world.members, world.vocabulary]);
    for (const stage of ['pretraining', 'stage 2'] as const) {
      expect(all.documents(stage, false)).toEqual(world.documents(stage, false));
    }
    const inContext = config.kind === 'alias-entity' && config.inContext;
    if (!inContext)
      expect(all.documents('stage 1 questions', false)).toEqual(world.documents('stage 1 questions', false));
  });

  law.prop([arbitraryTextTask, seed])(
    'probes one position a token but the last, the same for every alias',
    (config, number) => {
      const world = drawText(config, seedTree(number));
      const probes = world.probeDocuments(everyAlias(world));
      expect(probes.lengths).toHaveLength(everyAlias(world).length);
      for (const own of probes.lengths) expect(own).toBe(world.probePositions.length + 1);
      expect(new Set(world.probePositions).size).toBe(world.probePositions.length);
      for (const row of rowsOf(probes)) expect(row[world.probePositions.indexOf('ask')]).toBe(tokenOf(world, '<ask>'));
    },
  );
});

describe.each(plain)('chance in the world of $kind', (config) => {
  it('draws the reliable tag by a fair coin that does not follow the seed number', () => {
    const tiny = { ...config, groups: { ...noGroups, D1QA1: 1, D2QA2: 1 } };
    const tags = Array.from({ length: 800 }, (_, number) => drawText(tiny, seedTree(number)).roles.reliableTag);
    const even = tags.filter((_, number) => number % 2 === 0);
    for (const part of [tags, even]) {
      const { low, high } = binomialBounds(part.length, 0.5);
      const ones = part.filter((tag) => tag === 1).length;
      expect(ones).toBeGreaterThanOrEqual(low);
      expect(ones).toBeLessThanOrEqual(high);
    }
  });

  it('deals an alias to each group equally often', () => {
    const groups = Object.fromEntries(GROUP_NAMES.map((name) => [name, 1])) as typeof noGroups;
    const counts = new Map(GROUP_NAMES.map((name) => [name as string, 0]));
    for (let number = 0; number < 700; number += 1) {
      const { roles } = drawText({ ...config, groups }, seedTree(number));
      const group = roles.legend[roles.groups[3] as string] as string;
      counts.set(group, (counts.get(group) as number) + 1);
    }
    expect(chiSquare([...counts.values()])).toBeLessThan(chiSquareBound(GROUP_NAMES.length));
  });
});

describe.each(plain)('a defect planted into a world of $kind', (config) => {
  const world = drawText(config, seedTree(7));
  const sound = { ...world };
  const rows = (stage: StageName, swapped = false) => rowsOf(world.documents(stage, swapped));
  const having = (stage: StageName, changed: readonly DocumentRow[], swappedToo = true): TextWorld => ({
    ...world,
    documents: (asked, swapped) =>
      asked === stage && (swappedToo || !swapped) ? packDocuments(changed) : world.documents(asked, swapped),
  });
  const questionsOf = (group: string) => world.questions.find((set) => set.name === 'qa' && set.group === group);
  const [heldOut] = rowsOf((questionsOf('D1QA1') as TextWorld['questions'][number]).documents);
  const [first, ...others] = world.questions as [TextWorld['questions'][number], ...TextWorld['questions'][number][]];
  const [stageTwo] = rows('stage 2') as [number[]];
  const other = rows('stage 2').find((row) => row.at(-1) !== stageTwo.at(-1)) as number[];

  it('is absent at first', () => expect(complaints(config, sound)).toEqual([]));

  it.each<[string, TextWorld]>([
    ['qa of D1QA1 is trained', having('stage 1', [...rows('stage 1'), heldOut as number[]])],
    [
      'Stage 2 has a document that is no definition',
      having('stage 2', [...rows('stage 2'), ...rowsOf(world.questionsAbout(world.members.D5?.[0] as number))]),
    ],
    [
      'Stage 2 has a false definition',
      having('stage 2', [[...stageTwo.slice(0, -1), other.at(-1) as number], ...rows('stage 2').slice(1)]),
    ],
    ['a group of Stage 2 carries the wrong tag', having('stage 2', rows('stage 2', true), false)],
    ['the arm with swapped tags differs in more than its tags', having('stage 2', rows('stage 2'))],
    [
      'the third tag is seen before Stage 2',
      having('stage 1', [
        ...rows('stage 1'),
        ...rowsOf(world.definitionOf(world.members.D1QA1?.[0] as number, 'third-tag')),
      ]),
    ],
    [
      'a group of Stage 1 carries the wrong tag',
      having('stage 1', [
        ...rows('stage 1'),
        ...rowsOf(world.definitionOf(world.members.D1QA1?.[0] as number, 'unreliable-tag')),
      ]),
    ],
    ['Stage 1 shows an alias of Stage 2, or of none', having('stage 1', [...rows('stage 1'), stageTwo])],
    ['Stage 0 shows an alias of the experiment', having('pretraining', [...rows('pretraining'), stageTwo])],
    ['a token is no word', having('stage 2', [...rows('stage 2'), [0, world.vocabulary.words.length]])],
    [
      'a document is longer than the maximum',
      having('stage 2', [...rows('stage 2'), new Array(world.maximumLength + 1).fill(0)]),
    ],
    ['an alias is in no group, or in two', { ...world, members: { ...world.members, QA7: world.members.D8 ?? [] } }],
    [
      'two tokens have the same word',
      {
        ...world,
        vocabulary: {
          ...world.vocabulary,
          words: world.vocabulary.words.map((word) => word.replace('<tag 3>', '<tag 2>')),
        },
      },
    ],
    [
      'the right answer is no candidate',
      { ...world, questions: [{ ...first, candidates: first.candidates.map(() => []) }, ...others] },
    ],
    [
      'a candidate stands twice',
      {
        ...world,
        questions: [{ ...first, candidates: first.candidates.map(([list = []]) => [[...list, ...list]]) }, ...others],
      },
    ],
    [
      'a group answers from definitions that it does not have',
      { ...world, questions: [{ ...first, definitionAnswers: null }, ...others] },
    ],
  ])('is found: %s', (complaint, broken) => {
    expect(complaints(config, broken)).toContain(complaint);
  });
});
