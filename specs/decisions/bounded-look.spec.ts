// One look with open values (bounded-look.ts) against the same look with every filling of a grid: each question is asked of the plain values,
// by the t test or the evidence of its mean, and what holds for every filling, for some or for none is counted.
import { describe, expect, test } from 'vitest';
import { againstThreshold } from '../../src/decisions/against-threshold.ts';
import { type BoundedLook, boundedLook, type Level, type Reach } from '../../src/decisions/bounded-look.ts';
import type { BoundedRows } from '../../src/decisions/bounded-questions.ts';
import { type DecisionRule, levelsOf } from '../../src/decisions/decision.ts';
import { SEQUENTIAL, type SequentialDesign } from '../../src/decisions/design.ts';
import { askedOfShare, shareAt } from '../../src/decisions/dispersion.ts';
import { eValueOf } from '../../src/decisions/sequence.ts';
import { pageTrend } from '../../src/statistics/page-trend.ts';
import { sequentialT } from '../../src/statistics/sequential-t.ts';
import { signFlip } from '../../src/statistics/sign-flip.ts';
import { type Bounds, known } from '../../src/statistics/t-bounds.ts';
import { dispersion, equivalence, existence, existenceOfLess, pattern, trend } from './example-rules.ts';

/** What one mean shows, all values known. */
interface Answer {
  /** The t test or the evidence, and sign-flip where it is asked. */
  readonly tests: readonly { readonly passed: boolean; readonly pValue: number }[];
  readonly refutes: boolean;
  readonly isNear: boolean;
  readonly eValue: number;
  readonly against: number;
  readonly ratio: number | null;
}
interface Question {
  readonly threshold: number;
  readonly asksSignFlip?: boolean;
  readonly refutes?: boolean;
  readonly givesUp?: boolean;
}
interface PlainPart {
  readonly name: string;
  readonly isControl?: boolean;
  readonly answers: readonly Answer[];
}
type Rows = readonly (readonly number[])[];

function answer(values: readonly number[], question: Question, level: Level): Answer {
  const { threshold, asksSignFlip = true, refutes = true, givesUp = true } = question;
  const { alpha, refutationAlpha, signFlipAlpha, design } = level;
  const once = againstThreshold(values, threshold);
  const found = design === null ? null : sequentialT(values, { threshold, smallestEffect: design.smallestEffect });
  const eValue = eValueOf(found?.above.logEvidence ?? 0);
  const against = eValueOf(found?.below.logEvidence ?? 0);
  const ratios = [found?.above, found?.below].map((side) => eValueOf(side?.logAtSmallest ?? 0));
  const pValue = design === null ? once.pAbove : Math.min(1, 1 / eValue);
  const pOfSigns = signFlip(values).pGreater;
  const isRefuted = design === null ? once.pBelow <= refutationAlpha : against >= 1 / refutationAlpha;
  return {
    tests: [
      { passed: pValue <= alpha, pValue },
      ...(asksSignFlip ? [{ passed: pOfSigns <= signFlipAlpha, pValue: pOfSigns }] : []),
    ],
    refutes: refutes && isRefuted,
    isNear: givesUp && design !== null && Math.max(...ratios) <= design.beta,
    eValue,
    against,
    ratio: givesUp ? (ratios[0] ?? null) : null,
  };
}

function partsOf(rule: DecisionRule, rows: Rows, level: Level): PlainPart[] {
  const isSequential = level.design !== null;
  const column = (index: number) => rows.map((row) => row[index] ?? Number.NaN);
  const above = (name: string, values: readonly number[], threshold: number): PlainPart => ({
    name,
    answers: [answer(values, { threshold }, level)],
  });
  const within = (name: string, values: readonly number[], margin: number): PlainPart => ({
    name,
    answers: [values, values.map((value) => -value)].map((side) =>
      answer(side, { threshold: -margin, asksSignFlip: false, givesUp: false }, level),
    ),
  });
  switch (rule.kind) {
    case 'existence': {
      const sign = rule.direction === 'greater' ? 1 : -1;
      const side = sign === 1 ? 'above' : 'below';
      const turned = column(0).map((value) => sign * value);
      return [above(`mean ${side} ${rule.threshold}`, turned, sign * rule.threshold)];
    }
    case 'equivalence':
      return [within('mean', column(0), rule.margin)];
    case 'trend': {
      const last = rule.levels.length - 1;
      const contrast = rows.map((row) => row.reduce((sum, value, index) => sum + (index - last / 2) * value, 0));
      const ofContrast = { threshold: 0, asksSignFlip: isSequential, refutes: isSequential };
      const ofStep = { threshold: -rule.reversalMargin, asksSignFlip: false, givesUp: false };
      return [
        { name: 'rising contrast', answers: [answer(contrast, ofContrast, level)] },
        ...rule.levels.slice(1).map((name, index) => ({
          name: `no reversal from ${rule.levels[index]} to ${name}`,
          answers: [
            answer(
              column(index + 1).map((value, seed) => value - (column(index)[seed] ?? 0)),
              ofStep,
              level,
            ),
          ],
        })),
        above(
          'last minus first',
          rows.map((row) => (row[last] ?? 0) - (row[0] ?? 0)),
          rule.endpointThreshold,
        ),
      ];
    }
    case 'pattern': {
      const meanOf = (row: readonly number[], expected: string) => {
        const cells = row.filter((_, index) => rule.cells[index]?.expected === expected);
        return cells.reduce((sum, value) => sum + value, 0) / cells.length;
      };
      return [
        ...rule.cells.map(({ name, expected }, index) =>
          expected === 'above'
            ? above(name, column(index), rule.threshold)
            : { ...within(name, column(index), rule.margin), isControl: expected === 'control' },
        ),
        above(
          'interaction',
          rows.map((row) => meanOf(row, 'above') - meanOf(row, 'chance')),
          0,
        ),
      ];
    }
    default:
      throw new Error('Its spec is dispersion.spec.ts.');
  }
}

function reachOf(holds: readonly boolean[]): Reach {
  if (holds.every(Boolean)) return 'every';
  return holds.some(Boolean) ? 'some' : 'none';
}

function both(left: Reach, right: Reach): Reach {
  if (left === 'every') return right;
  return left === 'none' || right === 'none' ? 'none' : 'some';
}

/** Of Page's L where the open rows have any order of levels. */
function pagesOf(given: Rows, open: ReadonlySet<number>): number[] {
  const orders = ordersOf(given[0]?.map((_, level) => level) ?? []);
  const tables = [...open].reduce<Rows[]>(
    (some, seed) => some.flatMap((rows) => orders.map((order) => rows.map((row, at) => (at === seed ? order : row)))),
    [given],
  );
  return tables.map((rows) => pageTrend(rows).pValue);
}

function ordersOf(levels: readonly number[]): number[][] {
  if (levels.length === 0) return [[]];
  return levels.flatMap((level) => ordersOf(levels.filter((other) => other !== level)).map((rest) => [level, ...rest]));
}

/** What the look must say: of every filling, or of the least favourable one. @param pages p-values of Page's L, none but of a trend */
function byEveryFilling(rule: DecisionRule, fillings: readonly Rows[], pages: readonly number[], level: Level) {
  const found = fillings.map((rows) => partsOf(rule, rows, level));
  const page = pages.length === 0 ? 'every' : reachOf(pages.map((pValue) => pValue <= level.alpha));
  const ofPart = ({ answers }: PlainPart) => ({
    passes: answers.every(({ tests }) => tests.every(({ passed }) => passed)),
    refutes: answers.some(({ refutes }) => refutes),
  });
  const claims = found.map((parts) => parts.filter(({ isControl = false }) => !isControl));
  const controls = found.map((parts) => parts.filter(({ isControl = false }) => isControl));
  const inEvery = (parts: readonly (readonly PlainPart[])[]) =>
    (parts[0] ?? [])
      .map(({ name }) => name)
      .filter((_, index) => parts.every((one) => ofPart(one[index] as PlainPart).refutes));
  const least = (of: (each: Answer) => number, part: number, worst: (...values: number[]) => number) =>
    Math.min(...found.map((parts) => worst(...(parts[part]?.answers.map(of) ?? []))));
  return {
    passes: both(page, reachOf(found.map((parts) => parts.every((part) => ofPart(part).passes)))),
    refutes: reachOf(claims.map((parts) => parts.some((part) => ofPart(part).refutes))),
    givesUp: reachOf(found.map((parts) => parts.some(({ answers }) => answers.some(({ isNear }) => isNear)))),
    breaks: reachOf(controls.map((parts) => parts.some((part) => ofPart(part).refutes))),
    isRising: pages.length > 0 && page === 'every' && found.every(([slope]) => ofPart(slope as PlainPart).passes),
    refuted: inEvery(claims),
    broken: inEvery(controls),
    tests: [
      ...(found[0] ?? []).flatMap(({ answers }, part) =>
        answers.flatMap(({ tests }, question) =>
          tests.map((_, index) => {
            const ofEach = (test: number) =>
              found.map((parts) => parts[part]?.answers[question]?.tests[test] ?? { passed: false, pValue: 1 });
            // Signs are asked once the evidence could suffice.
            if (index === 1 && !ofEach(0).some(({ passed }) => passed)) return { passed: false, pValue: null };
            return {
              passed: ofEach(index).every(({ passed }) => passed),
              pValue: Math.max(...ofEach(index).map(({ pValue }) => pValue)),
            };
          }),
        ),
      ),
      ...(pages.length === 0 ? [] : [{ passed: page === 'every', pValue: Math.max(...pages) }]),
    ],
    evidence: (found[0] ?? []).map(({ name }, part) => ({
      name,
      eValue: least(({ eValue }) => eValue, part, Math.min),
      against: least(({ against }) => against, part, Math.max),
      ratio: found[0]?.[part]?.answers[0]?.ratio === null ? null : least(({ ratio }) => ratio ?? 0, part, Math.min),
    })),
  };
}

const NOISE = [0.1, -0.08, 0.04, -0.1, 0.06, -0.03, 0.09, -0.07, 0.02, -0.02, 0.07, -0.08];
const rowsAbout = (means: readonly number[], scale = 1) =>
  Array.from({ length: 10 }, (_, seed) =>
    means.map((mean, cell) => mean + scale * (NOISE[(seed * (1 + 2 * cell) + cell) % 12] ?? 0)),
  );
/** The value of one seed in one column, anywhere from low to high. */
type Hole = readonly [seed: number, column: number, low: number, high: number];

function look(rule: DecisionRule, given: Rows, holes: readonly Hole[], smallestEffect?: number) {
  const rows: BoundedRows = given.map((row, seed) =>
    row.map((value, column) => {
      const hole = holes.find(([at, of]) => at === seed && of === column);
      return hole === undefined ? known(value) : { low: hole[2], high: hole[3] };
    }),
  );
  const points = holes.length === 1 ? 41 : 9;
  const fillings = holes.reduce<Rows[]>(
    (some, [seed, column, low, high]) =>
      some.flatMap((filled) =>
        Array.from({ length: points }, (_, step) =>
          filled.map((row, at) => (at === seed ? row.with(column, low + ((high - low) * step) / (points - 1)) : row)),
        ),
      ),
    [given],
  );
  const design: SequentialDesign | null = smallestEffect === undefined ? null : { ...SEQUENTIAL, smallestEffect };
  const level: Level = { ...levelsOf(rule), signFlipAlpha: rule.alpha, design };
  const pages = rule.kind === 'trend' ? pagesOf(given, new Set(holes.map(([seed]) => seed))) : [];
  return { found: boundedLook(rule, { rows, level }), expected: byEveryFilling(rule, fillings, pages, level) };
}

const summary = ({
  passes,
  refutes,
  givesUp,
  breaks,
}: Pick<BoundedLook, 'passes' | 'refutes' | 'givesUp' | 'breaks'>) =>
  `passes ${passes}, refutes ${refutes}, gives up ${givesUp}, breaks ${breaks}`;

function expectAsEveryFilling(...asked: Parameters<typeof look>): string {
  const { found, expected } = look(...asked);
  expect(summary(found)).toBe(summary(expected));
  expect([found.isRising, found.refuted, found.broken]).toEqual([expected.isRising, expected.refuted, expected.broken]);
  expect(found.tests.map(({ passed }) => passed)).toEqual(expected.tests.map(({ passed }) => passed));
  for (const [index, { pValue }] of found.tests.entries()) {
    const worst = expected.tests[index]?.pValue ?? null;
    if (worst === null) expect(pValue).toBeNull();
    else expectJustBeyond(-(pValue ?? 9), -worst);
  }
  if (asked[3] === undefined) expect(found.evidence).toEqual([]);
  else expect(found.evidence.map(({ name }) => name)).toEqual(expected.evidence.map(({ name }) => name));
  for (const [index, { eValue, against = 0, ratioAtSmallestEffect: ratio }] of found.evidence.entries()) {
    const plain = expected.evidence[index];
    expectJustBeyond(Math.log(eValue), Math.log(plain?.eValue ?? 0));
    expectJustBeyond(Math.log(against), Math.log(plain?.against ?? 0));
    if (ratio === null || typeof plain?.ratio !== 'number') expect(ratio).toBe(plain?.ratio);
    else expectJustBeyond(Math.log(ratio), Math.log(plain.ratio));
  }
  return summary(found);
}

/** The least of all fillings, or a little less than that of a grid. */
function expectJustBeyond(least: number, ofGrid: number): void {
  expect(least).toBeLessThan(ofGrid + 1e-6);
  expect(least).toBeGreaterThan(ofGrid - 0.02);
}

const RISES: readonly (readonly number[])[] = [
  [0, 0.5, 1, 1.5],
  [0, 0, 0, 0],
  [0, 1, 2, 0.7],
  [0, 0.2, 0.35, 0.5],
];
const CELLS: readonly (readonly number[])[] = [
  [0.2, 0, 0],
  [0, 0, 0],
  [0.2, 0.2, 0],
  [0.2, 0, 0.2],
  [0.03, 0, 0],
  [0.05, 0.02, 0.02],
];
const FIXED_AND_SEQUENTIAL: readonly (readonly [alpha: number, smallestEffect?: number])[] = [[0.05], [0.01, 1]];
const EACH = ['passes every', 'passes some', 'passes none', 'refutes every', 'refutes some', 'refutes none'];

/** Of every world by every hole, once and sequentially. */
function summariesOf(rule: DecisionRule, worlds: readonly Rows[], holes: readonly (readonly Hole[])[]): string {
  return worlds
    .flatMap((rows) => holes.map((some) => [rows, some] as const))
    .flatMap(([rows, some]) =>
      FIXED_AND_SEQUENTIAL.map(([alpha, effect]) => expectAsEveryFilling({ ...rule, alpha }, rows, some, effect)),
    )
    .join('\n');
}

describe('a look with an open value says what every filling says', () => {
  test.each([
    ['existence', existence, 1],
    ['existence of less', existenceOfLess, -1],
  ] as const)('of %s', (_, rule, sign) => {
    const worlds = [0.4, 0.1, 0.14, -0.2].map((mean) => rowsAbout([sign * mean]));
    const holes: readonly Hole[] = [
      [3, 0, -0.1, 0.6],
      [3, 0, -2, 2],
      [9, 0, 0.1 * sign, 0.1 * sign + 0.01],
    ];
    const found = summariesOf(rule, worlds, [
      ...holes.map((hole) => [hole]),
      [
        [0, 0, -0.2, 0.2],
        [5, 0, 0, 0.4],
      ],
    ]);
    for (const reach of [...EACH, 'gives up every', 'gives up some', 'gives up none']) expect(found).toContain(reach);
  });

  test('of equivalence', () => {
    const worlds = [0, 0.2, -0.35, 0.5, -0.25].map((mean) => rowsAbout([mean]));
    const holes: readonly Hole[] = [
      [3, 0, -0.2, 0.2],
      [3, 0, -1.2, 1],
      [9, 0, 0.1, 0.3],
    ];
    const rule = { ...equivalence, margin: 0.25 };
    const found = summariesOf(rule, worlds, [
      ...holes.map((hole) => [hole]),
      [
        [0, 0, -0.2, 0.2],
        [5, 0, -0.4, 0],
      ],
    ]);
    for (const reach of EACH) expect(found).toContain(reach);
    expect(found).not.toMatch(/gives up (some|every)/);
  });

  test('of a trend', () => {
    const holes: readonly Hole[] = [
      [3, 1, 0, 1],
      [3, 3, -1, 3],
      [3, 0, -0.1, 0.1],
    ];
    const worlds = RISES.map((means) => rowsAbout(means));
    const found = summariesOf(
      trend,
      worlds,
      holes.map((hole) => [hole]),
    );
    for (const reach of [...EACH, 'gives up every', 'gives up none']) expect(found).toContain(reach);
    expectAsEveryFilling(trend, rowsAbout([0, 1, 2, 0.7]), [
      [3, 1, 0.9, 1.1],
      [6, 2, 1.8, 2.2],
    ]);
  });

  test('of a pattern with a control', () => {
    const holes: readonly Hole[] = [
      [3, 0, 0, 0.4],
      [3, 1, -0.1, 0.1],
      [3, 2, -0.3, 0.3],
      [3, 2, 0.19, 0.2],
    ];
    const worlds = CELLS.map((means) => rowsAbout(means, 0.1));
    const found = summariesOf(
      pattern,
      worlds,
      holes.map((hole) => [hole]),
    );
    for (const reach of [...EACH, 'gives up every', 'gives up some', 'breaks every', 'breaks some']) {
      expect(found).toContain(reach);
    }
    expectAsEveryFilling(pattern, rowsAbout([0.2, 0, 0], 0.1), [
      [3, 0, 0.1, 0.2],
      [6, 2, -0.02, 0.02],
    ]);
  });

  test('where so few seeds could not be given up at all, however near they lie', () => {
    // At .7 SD ten seeds at the threshold are still a twelfth as likely beyond it.
    const wide: readonly Hole[] = [
      [3, 0, -0.2, 0.4],
      [5, 0, -0.2, 0.4],
    ];
    expect(expectAsEveryFilling(existence, rowsAbout([0.1]), wide, 0.7)).toContain('gives up none');
  });
});

describe('a look names', () => {
  const testsOf = (...asked: Parameters<typeof look>) => look(...asked).found.tests.map(({ name }) => name);

  test('its tests', () => {
    expect(testsOf(equivalence, rowsAbout([0]), [[3, 0, 0, 1]])).toEqual(['mean above -1', 'mean below 1']);
    expect(testsOf(existence, rowsAbout([0]), [[3, 0, 0, 1]])).toEqual([
      'mean above 0.1',
      'mean above 0.1 (exact sign-flip about 0)',
    ]);
    expect(testsOf(trend, rowsAbout([0, 0, 0, 0]), [[3, 0, 0, 1]])).toEqual([
      'rising contrast',
      'no reversal from none to some',
      'no reversal from some to half',
      'no reversal from half to all',
      'last minus first',
      'last minus first (exact sign-flip about 0)',
      "Page's L (exact)",
    ]);
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const seven = testsOf({ ...trend, levels }, rowsAbout([0, 1, 2, 3, 4, 5, 6]), [[3, 0, 0, 1]]);
    expect(seven.at(-1)).toBe("Page's L (normal approximation)");
  });

  test('the parts that are refuted whatever is filled in, and a trend that is one alone', () => {
    const { found } = look(trend, rowsAbout([0, 1, 2, 0.7]), [[3, 1, 0.9, 1.1]]);
    expect(found).toMatchObject({ refuted: ['no reversal from half to all'], broken: [], isRising: false });
    const closed = look(trend, rowsAbout([0, 1, 2, 0.7]), [[3, 3, 3, 3]]);
    expect(closed.found).toMatchObject({ refuted: ['no reversal from half to all'], isRising: true });
    const wide = look(pattern, rowsAbout([0.2, 0.2, 0.2], 0.1), [[3, 0, 0.1, 0.3]]);
    expect(wide.found).toMatchObject({ refuted: ['early'], broken: ['permuted'], breaks: 'every' });
  });

  test('the colours that no filling takes away', () => {
    const coloursOf = (hole: Hole, alpha = 0.05, smallestEffect?: number) =>
      look({ ...pattern, alpha }, rowsAbout([0.2, 0, 0], 0.1), [hole], smallestEffect).found.cells();
    for (const asked of [[], [0.01, 1]] as const) {
      expect(coloursOf([3, 0, 0.1, 0.3], ...asked)).toEqual([
        { name: 'late', colour: 'above' },
        { name: 'early', colour: 'chance' },
      ]);
      expect(coloursOf([3, 0, -3, 3], ...asked)[0]).toEqual({ name: 'late', colour: 'grey' });
      expect(coloursOf([3, 1, -3, 3], ...asked)[1]).toEqual({ name: 'early', colour: 'grey' });
    }
    expect(look(trend, rowsAbout([0, 1, 2, 3]), [[3, 0, 0, 1]]).found.cells()).toEqual([]);
  });
});

describe('values that could all agree show nothing', () => {
  const equal = (...row: readonly number[]) => Array.from({ length: 10 }, () => row);

  test('of a mean, an equivalence or a contrast: a filling without spread stays open', () => {
    const level = (rule: DecisionRule, holes: readonly Hole[], given: Rows) => look(rule, given, holes).found;
    expect(summary(level(existence, [[3, 0, 0.2, 0.3]], equal(0.25)))).toMatch(/^passes some, refutes none/);
    expect(level(existence, [[3, 0, 0.2, 0.3]], equal(0.25)).tests[0]?.passed).toBe(false);
    expect(summary(level(existence, [[3, 0, 0, 0.1]], equal(0)))).toMatch(/^passes none, refutes some/);
    expect(summary(level(equivalence, [[3, 0, -0.1, 0.1]], equal(0)))).toMatch(/^passes some, refutes none/);
    expect(level(trend, [[3, 0, -0.1, 0.1]], equal(0, 1, 2, 3))).toMatchObject({ passes: 'some', isRising: false });
    for (const rule of [existence, equivalence]) {
      const { found } = look({ ...rule, alpha: 0.01 }, equal(0.25), [[3, 0, 0.2, 0.3]], 1);
      expect(found).toMatchObject({ passes: 'some', evidence: [{ eValue: 1 }] });
    }
  });

  test('but a step at a ceiling holds', () => {
    const rows = rowsAbout([0, 1, 2, 2]).map((row) => row.with(2, 2).with(3, 2));
    expect(look(trend, rows, [[3, 3, 2, 2.1]]).found).toMatchObject({ passes: 'every', refuted: [], isRising: true });
  });
});

describe('signs and orders of just the level suffice', () => {
  const lookAt = (rule: DecisionRule, rows: BoundedRows, level: Partial<Level>) =>
    boundedLook(rule, {
      rows,
      level: { alpha: 0.05, refutationAlpha: 0.05, signFlipAlpha: 0.05, design: null, ...level },
    });

  test('of sign-flip over five seeds: one of 2^5 with all above 0, two where one seed is below', () => {
    const five = [0.5, 0.51, 0.49, 0.52].map((value) => [known(value)]);
    const passes = (low: number, signFlipAlpha: number, high = 0.5) =>
      lookAt(existence, [...five, [{ low, high }]], { alpha: 0.2, signFlipAlpha }).passes;
    expect([passes(0.45, 1 / 32), passes(0.45, 1 / 33)]).toEqual(['every', 'none']);
    expect([passes(-0.1, 1 / 16), passes(-0.1, 1 / 32), passes(-0.1, 1 / 33)]).toEqual(['every', 'some', 'none']);
  });

  test("of Page's L over three seeds, with the orders of the open one", () => {
    const rows = rowsAbout([0, 0.5, 1, 1.5], 0.002).slice(0, 3);
    const open: BoundedRows = rows.map((row, seed) =>
      row.map((value, column) => (seed === 1 && column === 1 ? { low: 0.499, high: 0.501 } : known(value))),
    );
    const [worst, best] = [
      [3, 2, 1, 0],
      [0, 1, 2, 3],
    ].map((order) => pageTrend(rows.with(1, order)).pValue);
    const found = [worst, worst, best, best].map((pValue = 1, index) =>
      lookAt(trend, open, { alpha: pValue * (index % 2 === 0 ? 1 : 0.999), signFlipAlpha: 0.2 }),
    );
    expect(found.map(({ passes }) => passes)).toEqual(['every', 'some', 'some', 'none']);
    expect(found.map(({ tests }) => tests.at(-1))).toMatchObject([
      { passed: true, pValue: worst },
      { passed: false, pValue: worst },
      { passed: false, pValue: worst },
      { passed: false, pValue: worst },
    ]);
  });

  test('and a cell whose signs cannot suffice stays grey, whatever its t', () => {
    const rows = rowsAbout([0.2, 0, 0], 0.01).slice(0, 4);
    const cells = lookAt(
      pattern,
      rows.map((row) => row.map(known)),
      {},
    ).cells();
    expect(cells.map(({ colour }) => colour)).toEqual(['grey', 'chance']);
  });

  test('and says so in a sentence', () => {
    const rows = rowsAbout([0.4]).map((row, seed) => (seed === 3 ? [{ low: 0.3, high: 0.5 }] : row.map(known)));
    const below = rows.map((row) => row.map(({ low, high }) => ({ low: low - 1, high: high - 1 })));
    const details = (given: BoundedRows, level: Partial<Level>) =>
      lookAt(existence, given, level).tests.map(({ detail }) => detail);
    expect(details(rows, {})).toEqual([
      expect.stringMatching(/^mean above 0\.1: p = \S+ with the least favourable values, to pass at 0\.05\.$/),
      'Sign-flip over 2^10 patterns: p = 0.000977 with the least favourable values, to pass at 0.05.',
    ]);
    expect(details(below, { design: SEQUENTIAL })).toEqual([
      expect.stringMatching(
        /^mean above 0\.1: evidence of \S+ to 1 with the least favourable values, to pass at 20\.$/,
      ),
      'The sign-flip test is asked once the evidence could suffice.',
    ]);
  });
});

describe('of a share each open value counts as beyond the margin and as within, where it can', () => {
  const marks = [0.2, 0.3, -0.4, 0.1, -0.2, 0.5, 0.3, -0.1, 0.2, 0.4, -0.3, 0.1, 0.2, 0.3, -0.4, 0.1];
  const at = (
    hole: Bounds,
    { beyond = 0, design = null }: { beyond?: number; design?: SequentialDesign | null } = {},
  ) => {
    const values = marks.map((value, seed) => known(seed < beyond ? 2 : value));
    const rows = [...values.slice(0, -1), hole].map((value) => [value]);
    const level: Level = { ...levelsOf(dispersion), signFlipAlpha: dispersion.alpha, design };
    return boundedLook(dispersion, { rows, level });
  };
  const plain = (yes: number, design: SequentialDesign | null) =>
    shareAt(askedOfShare(dispersion, design), { yes, of: marks.length });

  test.each<[Bounds, number, number]>([
    [{ low: -1, high: 1 }, 0, 0],
    [{ low: 1, high: 2 }, 0, 1],
    [{ low: -2, high: -1 }, 0, 1],
    [{ low: 1.1, high: 2 }, 1, 1],
    [{ low: -2, high: -1.1 }, 1, 1],
    [{ low: -3, high: 3 }, 0, 1],
  ])('%o', (hole, fewest, most) => {
    for (const design of [null, SEQUENTIAL]) {
      for (const beyond of [0, 1, 2, 9, 10, 11]) {
        const found = at(hole, { beyond, design });
        const fillings = [...new Set([fewest, most])].map((more) => plain(beyond + more, design));
        const [best, worst] = [fillings[0], fillings.at(-1)];
        expect([found.passes, found.refutes, found.givesUp]).toEqual([
          reachOf(fillings.map(({ outcome }) => outcome === 'reproduced')),
          reachOf(fillings.map(({ outcome }) => outcome === 'not-reproduced')),
          reachOf(fillings.map(({ outcome, isGivenUp }) => outcome === 'inconclusive' && isGivenUp)),
        ]);
        expect(found.tests).toEqual(worst?.tests.map((test) => ({ ...test, statistic: null })));
        expect(found.evidence).toEqual(
          design === null ? [] : [{ ...worst?.evidence[0], against: best?.evidence[0].against }],
        );
      }
    }
  });

  test('and where all could agree nothing is shown', () => {
    const rows = marks.map((_, seed): readonly Bounds[] => [seed === 3 ? { low: 0, high: 1 } : known(0.5)]);
    const level: Level = { ...levelsOf(dispersion), signFlipAlpha: dispersion.alpha, design: null };
    const found = boundedLook(dispersion, { rows, level });
    expect(found).toMatchObject({ passes: 'some', tests: [{ passed: false }] });
  });
});
