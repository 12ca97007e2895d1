// decisions.md B4: above chance in some cells, at chance in others. Every cell must be what it is expected to be, above the
// threshold by decisions.md B1 or inside the margin by decisions.md B3, and the former must exceed the latter (an interaction: "significant here and not
// there" is not by itself a difference, Gelman & Stern 2006). All at alpha without correction, as all must hold. Control cells,
// probes of permuted labels, must be at chance too; one that is not makes the pattern INVALID.
// The colours are another matter: any of them may be read alone, so they are corrected by Holm over the matrix.
import { holm } from '../statistics/multiple-testing.ts';
import { mean, runningMoments } from '../statistics/sample-moments.ts';
import { type CellColour, levelsOf, type PatternRule, refutableIn } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { effectOf, intervalOf, smallestShown } from './effect.ts';
import { equivalenceAt, equivalenceGlance, judgeEquivalence } from './equivalence.ts';
import { existenceAt, judgeExistence, powerOfExistence } from './existence.ts';
import { pValueOf } from './families.ts';
import { glanceAt } from './glance.ts';
import { foundDecision, invalidDecision, invalidSample, type Judgement, judgementOf, silenceOf } from './judgement.ts';
import { judgeSequence, type LookFinding, type MeanFinding } from './sequence.ts';
import { inDigits } from './wording.ts';

/** What a rule of existence or equivalence finds in one cell, at fixed n or at one look. */
interface CellFinding extends LookFinding {
  /** Of the conjunction of its tests. */
  readonly pValue: number;
  readonly reason: () => string;
}

/** How cells are judged: the pattern is the same at fixed n and sequentially. */
interface CellJudge {
  readonly above: (values: readonly number[], threshold: number) => CellFinding;
  readonly within: (values: readonly number[], margin: number) => CellFinding;
}

interface PatternFinding extends LookFinding {
  /** Needs every cell judged both ways, so only a report asks for it. */
  readonly cells: () => readonly CellColour[];
  /** What refuted it, made it invalid or holds it up. */
  readonly reason: () => string;
}

type Rows = readonly (readonly number[])[];

interface Looks {
  readonly design: SequentialDesign;
  readonly rows: Rows;
}

function patternAt(
  rule: PatternRule,
  { rows, judge }: { readonly rows: Rows; readonly judge: CellJudge },
): PatternFinding {
  const { threshold, margin, cells } = rule;
  const asked = cells.map((cell, index) => {
    const values = columnOf(rows, index);
    const finding = cell.expected === 'above' ? judge.above(values, threshold) : judge.within(values, margin);
    return { ...cell, values, finding };
  });
  const difference = judge.above(interactions(rule, rows), 0);
  const parts = [...asked.map(({ name, finding }) => ({ name, ...finding })), { ...difference, name: 'interaction' }];
  const shared = {
    tests: parts.flatMap((part) => part.tests.map((test) => ({ ...test, name: `${part.name}: ${test.name}` }))),
    evidence: parts.flatMap(({ name, evidence }) => evidence.map((one) => ({ ...one, name }))),
    isGivenUp: parts.some(({ isGivenUp }) => isGivenUp),
    cells: () => {
      const judged = asked.filter(({ expected }) => expected !== 'control');
      const bothWays = judged.map(({ name, expected, values, finding }) => ({
        name,
        above: expected === 'above' ? finding : judge.above(values, threshold),
        within: expected === 'above' ? judge.within(values, margin) : finding,
      }));
      return colours(rule, bothWays);
    },
  };
  const broken = asked.find(({ expected, finding }) => expected === 'control' && finding.outcome === 'not-reproduced');
  if (broken !== undefined) {
    const reason = () => `the control ${broken.name} is not at chance: ${broken.finding.reason()}`;
    return { ...shared, outcome: 'invalid', reason };
  }
  for (const outcome of ['invalid', 'not-reproduced'] as const) {
    const culprit = parts.find((part) => part.outcome === outcome);
    if (culprit === undefined) continue;
    return { ...shared, outcome, reason: () => `${culprit.name}: ${culprit.reason()}` };
  }
  const open = parts.filter(({ outcome }) => outcome === 'inconclusive');
  if (open.length > 0) {
    const reason = () => `not shown: ${open.map(({ name }) => name).join(', ')}`;
    return { ...shared, outcome: 'inconclusive', reason };
  }
  const reason = () => `all ${cells.length} cells and the interaction are as expected`;
  return { ...shared, outcome: 'reproduced', reason };
}

function columnOf(rows: Rows, index: number): number[] {
  return rows.map((row) => row[index] ?? Number.NaN);
}

/** One number a seed: the mean over cells expected above chance minus the mean over those at chance. */
export function interactions({ cells }: PatternRule, rows: Rows): number[] {
  const meanOf = (row: readonly number[], expected: string) =>
    mean(row.filter((_, index) => cells[index]?.expected === expected));
  return rows.map((row) => meanOf(row, 'above') - meanOf(row, 'chance'));
}

/** The interaction of each seed, NaN where a cell is no number. */
function finiteInteractions(rule: PatternRule, rows: Rows): number[] {
  return interactions(rule, rows).map((value, index) =>
    rows[index]?.every(Number.isFinite) === true ? value : Number.NaN,
  );
}

/** Each cell could be shown above or at chance: two hypotheses a cell, all of them one family. */
export function colours(
  { alpha }: PatternRule,
  judged: readonly {
    readonly name: string;
    readonly above: Pick<CellFinding, 'pValue'>;
    readonly within: Pick<CellFinding, 'pValue'>;
  }[],
): CellColour[] {
  const shown = holm(
    judged.flatMap(({ above, within }) => [above.pValue, within.pValue]),
    alpha,
  );
  return judged.map(({ name }, index) => ({
    name,
    colour: shown[2 * index] === true ? 'above' : shown[2 * index + 1] === true ? 'chance' : 'grey',
  }));
}

// At a fixed number of seeds: cells judged by the rules of existence and equivalence.

export function judgePattern(
  rule: PatternRule,
  rows: Rows,
  { signFlipAlpha = rule.alpha }: { readonly signFlipAlpha?: number } = {},
): Judgement {
  const { alpha, planned } = rule;
  const seeds = rows.length;
  const values = finiteInteractions(rule, rows);
  const unfit = invalidSample(values, alpha);
  if (unfit !== null) return judgementOf(unfit);
  const silence = silenceOf(values, planned);
  if (silence !== null) return judgementOf(invalidDecision(sentence(silence), { seeds, alpha }));
  const { outcome, tests, cells, reason } = patternAt(rule, { rows, judge: fixedJudge(rule, signFlipAlpha) });
  if (outcome === 'invalid') {
    const inWords = () => invalidDecision(sentence(reason()), { seeds, alpha });
    return { outcome: 'invalid', tests: [], seeds, alpha, eValue: null, inWords };
  }
  const inWords = () => {
    const asked = intervalOf(rule, null);
    const effect = effectOf(values, asked);
    const standing = `Over ${seeds} seeds the cells above chance exceed those at chance by ${inDigits(effect?.estimate ?? 0)}`;
    // That of the interaction alone, which the plan declares: with every cell to hold, an upper bound.
    const power = powerOfExistence({ direction: 'greater', threshold: 0, alpha }, planned, seeds);
    const words = { reason: `${standing}; ${reason()}.`, effect, tests, seeds, alpha, power, cells: cells() };
    return foundDecision(outcome, words, { seedsNeeded: null, smallestShown: smallestShown(values, asked) });
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

function fixedJudge(rule: PatternRule, signFlipAlpha: number): CellJudge {
  const { alpha, planned, refutable = refutableIn(rule) } = rule;
  const shared = { alpha, planned, refutable };
  const found = (judgement: Judgement): CellFinding => ({
    outcome: judgement.outcome,
    tests: judgement.tests,
    pValue: pValueOf(judgement),
    evidence: [],
    isGivenUp: false,
    reason: () => judgement.inWords().reason.replace(/\.$/, ''),
  });
  return {
    above: (values, threshold) => {
      const above = { kind: 'existence', direction: 'greater', threshold, ...shared } as const;
      return found(judgeExistence(above, values, { signFlipAlpha }));
    },
    within: (values, margin) => found(judgeEquivalence({ kind: 'equivalence', margin, ...shared }, values)),
  };
}

function sentence(words: string): string {
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`;
}

// Seed after seed: cells judged at each look by the sequential rules of existence and equivalence.

export function judgeSequentialPattern(rule: PatternRule, { design, rows }: Looks): Judgement {
  const judge = sequentialJudge(rule, design);
  return judgeSequence({
    rule,
    design,
    values: finiteInteractions(rule, rows),
    judgeAt: (seeds) => patternAt(rule, { rows: rows.slice(0, seeds), judge }),
    isSurelyOpen: openLooks(rule, { design, rows }),
    standing: (finding) => {
      const reason = finding?.reason() ?? '';
      return {
        seedsNeeded: null,
        passed: reason,
        refuted: reason,
        open: reason,
        unfit: finding?.outcome === 'invalid' ? reason : null,
        more: () => (finding === null ? {} : { cells: finding.cells() }),
      };
    },
  });
}

/** Looks that `patternAt` would surely leave open: a part surely does not pass, and surely none is refuted or broken. */
function openLooks(rule: PatternRule, { design, rows }: Looks): (seeds: number) => boolean {
  const { threshold, margin, cells } = rule;
  const levels = levelsOf(rule);
  const { isShort, isUnrefuted, isAlive } = glanceAt(levels, design);
  const equivalence = equivalenceGlance({ margin, ...levels }, design);
  const above = (values: readonly number[], edge: number) => {
    const series = runningMoments(values);
    const side = { sign: 1, threshold: edge } as const;
    return {
      isOpen: (seeds: number) => isShort(series, side, seeds),
      isStanding: (seeds: number) => isUnrefuted(series, side, seeds) && isAlive(series, side, seeds),
    };
  };
  const within = (values: readonly number[]) => {
    const series = runningMoments(values);
    return {
      isOpen: (seeds: number) => !equivalence.passes(series, seeds),
      isStanding: (seeds: number) => !equivalence.refutes(series, seeds),
    };
  };
  const ofCells = cells.map(({ expected }, index) => {
    const values = columnOf(rows, index);
    return expected === 'above' ? above(values, threshold) : within(values);
  });
  const parts = [...ofCells, above(interactions(rule, rows), 0)];
  return (seeds) => parts.some(({ isOpen }) => isOpen(seeds)) && parts.every(({ isStanding }) => isStanding(seeds));
}

function sequentialJudge(rule: PatternRule, design: SequentialDesign): CellJudge {
  const levels = levelsOf(rule);
  const found = (finding: MeanFinding): CellFinding => ({
    ...finding,
    pValue: Math.min(1, 1 / finding.evidence[0].eValue),
    reason: () => finding.against ?? '',
  });
  return {
    above: (values, threshold) =>
      found(existenceAt({ direction: 'greater', threshold, ...levels }, { design, differences: values })),
    within: (values, margin) => found(equivalenceAt({ margin, ...levels }, { design, differences: values })),
  };
}
