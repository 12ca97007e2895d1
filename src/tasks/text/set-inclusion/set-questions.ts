// The lists that questions of the set-inclusion task ask about (paper.md 2.7). A list is a set: no alias is asked about the
// same numbers twice, in whatever order, so that no test question was trained.
import { HarnessError } from '../../../errors/harness-error.ts';
import type { RandomStream } from '../../../randomness/random-stream.ts';
import type { SeedTree } from '../../../randomness/seed-tree.ts';
import type { SetInclusionConfig } from './set-inclusion-config.ts';

export interface SetQuestion {
  readonly list: readonly number[];
  /** Whether the alias's number is in the list. */
  readonly answer: boolean;
}

export interface SetQuestions {
  /** Target first. */
  readonly anchors: readonly number[];
  /** First the true ones, then the false ones, as many of each. */
  readonly training: readonly SetQuestion[];
  readonly test: readonly SetQuestion[];
}

/** @param targets the number that each alias stands for */
export function drawSetQuestions(
  config: SetInclusionConfig,
  targets: readonly number[],
  world: SeedTree,
): readonly SetQuestions[] {
  checkLists(config);
  return targets.map((target, alias) =>
    drawForAlias(config, target, (name) => world.child(name).child(alias).stream()),
  );
}

function drawForAlias(
  { numbers, listed, intersection, trainQuestions, testQuestions }: SetInclusionConfig,
  target: number,
  streamNamed: (name: string) => RandomStream,
): SetQuestions {
  const others = allBut(numbers, [target]);
  const anchors = [
    target,
    ...streamNamed('anchors')
      .choice(others.length, intersection - 1)
      .map((place) => others[place] as number),
  ];
  const seen = new Set<string>();
  const lists = (count: number, parts: Omit<ListParts, 'listed' | 'seen'>) =>
    Array.from({ length: count / 2 }, () => drawList({ ...parts, listed, seen }));
  const asked = (count: number, fixed: readonly number[], name: string) => {
    const stream = streamNamed(name);
    const pool = allBut(numbers, fixed);
    return [
      ...lists(count, { fixed, pool, stream }).map((list) => ({ list, answer: true })),
      ...lists(count, { fixed: [], pool, stream }).map((list) => ({ list, answer: false })),
    ];
  };
  return {
    anchors,
    training: asked(trainQuestions, anchors, 'training lists'),
    test: asked(testQuestions, [target], 'test lists'),
  };
}

interface ListParts {
  readonly fixed: readonly number[];
  /** Where the rest of the list comes from. */
  readonly pool: readonly number[];
  readonly listed: number;
  /** Lists of the alias so far; the new one is added. */
  readonly seen: Set<string>;
  readonly stream: RandomStream;
}

/** Uniform over the sets that are new, in random order. */
function drawList({ fixed, pool, listed, seen, stream }: ListParts): readonly number[] {
  for (;;) {
    const rest = stream.choice(pool.length, listed - fixed.length).map((place) => pool[place] as number);
    const list = [...fixed, ...rest];
    const key = [...list].sort((a, b) => a - b).join();
    if (seen.has(key)) continue;
    seen.add(key);
    return stream.permutation(listed).map((place) => list[place] as number);
  }
}

const allBut = (numbers: number, left: readonly number[]) =>
  Array.from({ length: numbers }, (_, number) => number).filter((number) => !left.includes(number));

/** There must be as many different lists of each sort as are asked. */
function checkLists({ numbers, listed, intersection, trainQuestions, testQuestions }: SetInclusionConfig): void {
  const all = (trainQuestions + testQuestions) / 2;
  for (const [sort, wanted, available] of [
    ['true training', trainQuestions / 2, combinations(numbers - intersection, listed - intersection)],
    ['false training', trainQuestions / 2, combinations(numbers - intersection, listed)],
    ['true', all, combinations(numbers - 1, listed - 1)],
    ['false', all, combinations(numbers - 1, listed)],
  ] as const) {
    if (wanted > available) {
      throw new HarnessError('invalid-experiment', {
        what: `There are too few different lists for the ${sort} questions about an alias.`,
        got: `${wanted} questions, ${available} lists of ${listed} out of ${numbers} numbers`,
        expected: 'at least as many lists as questions',
        next: 'change `numbers`, `listed`, `intersection`, `trainQuestions` or `testQuestions`',
      });
    }
  }
}

/** Sets of `chosen` out of `items`; 0 where there are none. */
function combinations(items: number, chosen: number): number {
  if (chosen < 0 || chosen > items) return 0;
  let count = 1;
  for (let factor = 1; factor <= chosen; factor += 1) count = (count * (items - chosen + factor)) / factor;
  return Math.round(count);
}
