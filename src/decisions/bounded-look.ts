// What a rule finds at one look where some values lie anywhere between two ends: of each of its questions, whether every filling passes,
// some filling, or none, and likewise whether it is shown false. A question is about one mean, and both answers are half-lines of its
// t statistic, so the bounds of that (t-bounds.ts) answer for all fillings; sign-flip and Page's L fall as values fall, so their ends do.
import { pageTrend } from '../statistics/page-trend.ts';
import { clampToFinite, studentTSurvival } from '../statistics/paired-t.ts';
import { criticalTOfRatio, evidenceOfT } from '../statistics/sequential-t.ts';
import { signFlip } from '../statistics/sign-flip.ts';
import { type Bounds, boundsOfT, isKnown, negated, whereAllAgree } from '../statistics/t-bounds.ts';
import {
  type BoundedRows,
  columnOf,
  type MeanQuestion,
  makersOf,
  type Part,
  partsOf,
  RISING,
} from './bounded-questions.ts';
import type {
  CellColour,
  DecisionRule,
  DispersionRule,
  Evidence,
  Levels,
  Outcome,
  PatternRule,
  TestResult,
} from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { askedOfShare, shareAt } from './dispersion.ts';
import { criticalTAt } from './effect.ts';
import { NEAR } from './glance.ts';
import { colours } from './pattern.ts';
import { eValueOf, type MeanFinding } from './sequence.ts';
import { inDigits, inWordsOfEvidence, inWordsOfP } from './wording.ts';

/** In how many of the fillings something holds. */
export type Reach = 'every' | 'some' | 'none';

export interface BoundedLook {
  readonly passes: Reach;
  readonly refutes: Reach;
  /** A question that lies too near to its threshold for the seeds that are left. */
  readonly givesUp: Reach;
  /** A control that is not at chance: then nothing is judged. */
  readonly breaks: Reach;
  /** Whether every filling passes what a trend is called by alone, contrast and Page's L. */
  readonly isRising: boolean;
  readonly tests: readonly TestResult[];
  /** Of each part: that of the filling with the least. Empty at a fixed number of seeds. */
  readonly evidence: readonly Evidence[];
  /** Parts that every filling refutes, and controls that every filling leaves off chance. */
  readonly refuted: readonly string[];
  readonly broken: readonly string[];
  readonly cells: () => readonly CellColour[];
}

/** At which level a look is judged. */
export interface Level extends Levels {
  readonly signFlipAlpha: number;
  /** Null: once, by the rule of a fixed number of seeds. */
  readonly design: SequentialDesign | null;
}

export function boundedLook(
  rule: DecisionRule,
  { rows, level }: { readonly rows: BoundedRows; readonly level: Level },
) {
  const parts =
    rule.kind === 'dispersion'
      ? [judgeShare(rule, columnOf(rows, 0), level)]
      : partsOf(rule, rows, level.design !== null).map((part) => judgePart(part, level));
  const page = rule.kind === 'trend' ? [pageTest(rows, level)] : [];
  const judged = parts.filter(({ isControl }) => !isControl);
  const controls = parts.filter(({ isControl }) => isControl);
  const rising = [...parts.filter(({ name }) => name === RISING), ...page];
  const look: BoundedLook = {
    passes: all([...parts, ...page].map(({ passes }) => passes)),
    refutes: any(judged.map(({ refutes }) => refutes)),
    givesUp: any(parts.map(({ givesUp }) => givesUp)),
    breaks: any(controls.map(({ refutes }) => refutes)),
    isRising: rule.kind === 'trend' && rising.every(({ passes }) => passes === 'every'),
    tests: [...parts, ...page].flatMap(({ tests }) => tests),
    evidence: parts.flatMap(({ evidence }) => evidence),
    refuted: judged.filter(({ refutes }) => refutes === 'every').map(({ name }) => name),
    broken: controls.filter(({ refutes }) => refutes === 'every').map(({ name }) => name),
    cells: () => (rule.kind === 'pattern' ? cellsOf(rule, { rows, level }) : []),
  };
  return look;
}

// The answers to the questions of a rule.

function judgePart({ name, isControl, questions }: Part, level: Level) {
  const answers = questions.map((question) => answer(question, level));
  const eValue = eValueOf(Math.min(...answers.map((one) => one.logEvidence)));
  const against = eValueOf(Math.max(...answers.map((one) => one.logAgainst)));
  const ratio = answers[0]?.logAtSmallest ?? null;
  const ratioAtSmallestEffect = ratio === null ? null : eValueOf(ratio);
  const evidence: Evidence[] = level.design === null ? [] : [{ name, eValue, against, ratioAtSmallestEffect }];
  return {
    name,
    isControl,
    passes: all(answers.map(({ passes }) => passes)),
    refutes: any(answers.map(({ refutes }) => refutes)),
    givesUp: any(answers.map(({ givesUp }) => givesUp)),
    tests: answers.flatMap(({ tests }) => tests),
    evidence,
  };
}

/** Of values that may count either way: a filling is as good as the number of them that lie beyond the margin. */
function judgeShare(rule: DispersionRule, values: readonly Bounds[], level: Level) {
  const { margin } = rule;
  const surely = values.filter(({ low, high }) => low > margin || high < -margin).length;
  const perhaps = values.filter(({ low, high }) => high > margin || low < -margin).length;
  const question = { ...askedOfShare(rule, level.design), ...level };
  const found = Array.from({ length: perhaps - surely + 1 }, (_, more) =>
    shareAt(question, { yes: surely + more, of: values.length }),
  );
  const varies: Reach = whereAllAgree(values) === null ? 'every' : 'some';
  const reachOf = (outcome: Outcome, isGivenUp = false) => {
    const holds = found.map((one) => one.outcome === outcome && one.isGivenUp === isGivenUp);
    return all([holds.every(Boolean) ? 'every' : holds.some(Boolean) ? 'some' : 'none', varies]);
  };
  // The more lie beyond, the less speaks for the claim.
  const [best, worst] = [found[0], found.at(-1)] as [MeanFinding, MeanFinding];
  const [{ against = 1 }, least] = [best.evidence[0], worst.evidence[0]];
  return {
    name: least.name,
    isControl: false,
    passes: reachOf('reproduced'),
    refutes: reachOf('not-reproduced'),
    givesUp: reachOf('inconclusive', true),
    tests: worst.tests.map((test) => ({ ...test, statistic: null, passed: test.passed && varies === 'every' })),
    evidence: level.design === null ? [] : [{ ...least, against }],
  };
}

function answer(question: MeanQuestion, level: Level) {
  const { name, values, threshold, asksSignFlip, mustVary } = question;
  const { alpha, refutationAlpha, signFlipAlpha, design } = level;
  const seeds = values.length;
  const t = boundsOfT(values, threshold);
  const barAt = (asked: number) => criticalTAt(asked, { seeds, design });
  const least = clampToFinite(t.low);
  const ratios = (statistic: number) =>
    design === null ? null : evidenceOfT(statistic, { seeds, smallestEffect: design.smallestEffect });
  // Values that all agree show nothing.
  const isMute = mustVary && t.canAgree;
  const ofLeast = ratios(least);
  const logEvidence = Math.min(ofLeast?.logEvidence ?? 0, isMute ? 0 : Number.POSITIVE_INFINITY);
  const pAtMost = design === null ? studentTSurvival(least, seeds - 1) : Math.min(1, 1 / eValueOf(logEvidence));
  const varies: Reach = isMute ? 'some' : 'every';
  const beyond = all([reachBeyond(t, barAt(alpha)), varies]);
  // Enumerating 2^n patterns is the dearest part, and where no filling has the evidence it decides nothing.
  const pOfSigns = asksSignFlip && beyond !== 'none' ? signFlip(values.map(({ low }) => low)).pGreater : null;
  const flipped = asksSignFlip ? reachOfSigns(values, { pAtMost: pOfSigns, signFlipAlpha }) : 'every';
  const words = design === null ? inWordsOfP(pAtMost) : `evidence of ${inWordsOfEvidence(eValueOf(logEvidence))} to 1`;
  const tests: TestResult[] = [
    {
      name,
      statistic: null,
      pValue: pAtMost,
      passed: beyond === 'every',
      detail: `${name}: ${words} with the least favourable values, to pass at ${inDigits(design === null ? alpha : 1 / alpha)}.`,
    },
  ];
  if (asksSignFlip) {
    tests.push({
      name: `${name} (exact sign-flip about 0)`,
      statistic: null,
      pValue: pOfSigns,
      passed: flipped === 'every',
      detail:
        pOfSigns === null
          ? 'The sign-flip test is asked once the evidence could suffice.'
          : `Sign-flip over 2^${seeds} patterns: ${inWordsOfP(pOfSigns)} with the least favourable values, to pass at ${inDigits(signFlipAlpha)}.`,
    });
  }
  const isShownFalse = question.refutes ? all([reachBeyond(negated(t), barAt(refutationAlpha)), varies]) : 'none';
  return {
    passes: all([beyond, flipped]),
    refutes: isShownFalse,
    givesUp: question.givesUp && design !== null ? all([reachOfNear(t, { seeds, design }), varies]) : 'none',
    tests,
    logEvidence,
    logAgainst: ratios(-clampToFinite(t.high))?.logEvidence ?? 0,
    logAtSmallest: question.givesUp ? (ofLeast?.logAtSmallest ?? null) : null,
  };
}

/** The more a value rises, the fewer sign patterns do as well. @param pAtMost with all open values at their least; null: not asked */
function reachOfSigns(
  values: readonly Bounds[],
  { pAtMost, signFlipAlpha }: { readonly pAtMost: number | null; readonly signFlipAlpha: number },
): Reach {
  if (pAtMost === null) return 'none';
  if (pAtMost <= signFlipAlpha) return 'every';
  return signFlip(values.map(({ high }) => high)).pGreater <= signFlipAlpha ? 'some' : 'none';
}

/** With a way to go to the bar, so that no rounding decides. */
function reachBeyond({ low, high }: Bounds, bar: number): Reach {
  const slack = NEAR * (1 + Math.abs(bar));
  if (low >= bar + slack) return 'every';
  return high >= bar - slack ? 'some' : 'none';
}

/** Whether the statistic is so near to 0 that neither one smallest effect beyond nor one short is likely any more. */
function reachOfNear(
  { low, high }: Bounds,
  { seeds, design }: { readonly seeds: number; readonly design: SequentialDesign },
): Reach {
  const bar = criticalTOfRatio({ seeds, smallestEffect: design.smallestEffect, bar: Math.log(design.beta) });
  const slack = NEAR * (1 + Math.abs(bar));
  if (low >= slack - bar && high <= bar - slack) return 'every';
  return bar + slack > 0 && low <= bar + slack && high >= -bar - slack ? 'some' : 'none';
}

/** A row with an open value counts from its worst order of levels to its best. */
function pageTest(rows: BoundedRows, { alpha }: Level) {
  const ordered = (worst: boolean) =>
    rows.map((row) => {
      if (row.every(isKnown)) return row.map(({ low }) => low);
      return row.map((_, level) => (worst ? -level : level));
    });
  const [{ pValue, method }, best] = [pageTrend(ordered(true)), pageTrend(ordered(false))];
  const passes: Reach = pValue <= alpha ? 'every' : best.pValue <= alpha ? 'some' : 'none';
  const test: TestResult = {
    name: `Page's L (${method === 'exact' ? 'exact' : 'normal approximation'})`,
    statistic: null,
    pValue,
    passed: passes === 'every',
    detail: `Page's L: ${inWordsOfP(pValue)} with the least favourable order, to pass at ${inDigits(alpha)}.`,
  };
  return { passes, tests: [test] };
}

function cellsOf(
  rule: PatternRule,
  { rows, level }: { readonly rows: BoundedRows; readonly level: Level },
): readonly CellColour[] {
  // Only their tests are read, not whether they are given up.
  const { above, within } = makersOf(false);
  const sureOf = (part: Part) => ({
    pValue: Math.max(...judgePart(part, level).tests.map(({ pValue }) => pValue ?? 1)),
  });
  const judged = rule.cells.flatMap(({ name, expected }, index) => {
    const values = columnOf(rows, index);
    if (expected === 'control') return [];
    return [
      {
        name,
        above: sureOf(above(name, values, rule.threshold)),
        within: sureOf(within(name, values, rule.margin)),
      },
    ];
  });
  return colours(rule, judged);
}

/** Of a conjunction. Each of them for every filling is all of them for every filling. */
function all(reaches: readonly Reach[]): Reach {
  if (reaches.every((reach) => reach === 'every')) return 'every';
  return reaches.includes('none') ? 'none' : 'some';
}

/** Of a disjunction. It may hold for every filling though no one part does: that is not looked for, and only makes the answer more careful. */
function any(reaches: readonly Reach[]): Reach {
  if (reaches.includes('every')) return 'every';
  return reaches.includes('some') ? 'some' : 'none';
}
