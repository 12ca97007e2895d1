// decisions.md B4: above chance in some cells, at chance in others. Every cell must be what it is expected to be, above the
// threshold by decisions.md B1 or inside the margin by decisions.md B3, and the former must exceed the latter (an interaction: "significant here and not
// there" is not by itself a difference, Gelman & Stern 2006). All at alpha without correction, as all must hold. Control cells,
// probes of permuted labels, must be at chance too; one that is not makes the pattern INVALID.
// The colours are another matter: any of them may be read alone, so they are corrected by Holm over the matrix.
import { holm } from '../statistics/multiple-testing.ts';
import { mean, runningMoments } from '../statistics/sample-moments.ts';
import type { CellColour, Evidence, PatternRule, TestResult } from './decision.ts';
import type { SequentialDesign } from './design.ts';
import { effectOf } from './effect.ts';
import { judgeEquivalence } from './equivalence.ts';
import { judgeExistence, powerOfExistence } from './existence.ts';
import { pValueOf } from './families.ts';
import { finishSequence } from './finish-sequence.ts';
import { foundDecision, invalidDecision, invalidSample, type Judgement, judgementOf, withWords } from './judgement.ts';
import { glanceAt, looksOf, takeLooks } from './sequence.ts';
import { equivalenceAt, equivalenceGlance } from './sequential-equivalence.ts';
import { existenceAt } from './sequential-existence.ts';
import { inDigits } from './wording.ts';

/** What a rule of existence or equivalence finds in one cell, at fixed n or at one look. */
interface CellFinding {
  readonly verdict: 'for' | 'against' | 'open' | 'invalid';
  readonly tests: readonly TestResult[];
  /** Of the conjunction of its tests. */
  readonly pValue: number;
  readonly evidence: Evidence | null;
  readonly reason: () => string;
}

/** How cells are judged: the pattern is the same at fixed n and sequentially. */
interface CellJudge {
  readonly above: (values: readonly number[], threshold: number) => CellFinding;
  readonly within: (values: readonly number[], margin: number) => CellFinding;
}

interface PatternFinding {
  readonly verdict: 'for' | 'against' | 'open' | 'invalid';
  readonly tests: readonly TestResult[];
  readonly evidence: readonly Evidence[];
  /** Needs every cell judged both ways, so only a report asks for it. */
  readonly cells: () => readonly CellColour[];
  /** What refuted it, made it invalid or holds it up. */
  readonly reason: () => string;
}

export type Rows = readonly (readonly number[])[];

function patternAt(
  rule: PatternRule,
  { rows, judge }: { readonly rows: Rows; readonly judge: CellJudge },
): PatternFinding {
  const { threshold, margin, cells } = rule;
  const asked = cells.map((cell, index) => {
    const values = rows.map((row) => row[index] ?? Number.NaN);
    const finding = cell.expected === 'above' ? judge.above(values, threshold) : judge.within(values, margin);
    return { ...cell, values, finding };
  });
  const difference = judge.above(interactions(rule, rows), 0);
  const controls = asked.filter(({ expected }) => expected === 'control');
  const judged = asked.filter(({ expected }) => expected !== 'control');
  const parts = [...asked.map(({ name, finding }) => ({ name, ...finding })), { ...difference, name: 'interaction' }];
  const tests = parts.flatMap((part) => part.tests.map((test) => ({ ...test, name: `${part.name}: ${test.name}` })));
  const broken = controls.find(({ finding }) => finding.verdict === 'against');
  const invalid = parts.find(({ verdict }) => verdict === 'invalid');
  const refuted = parts.find(({ verdict }) => verdict === 'against');
  const open = parts.filter(({ verdict }) => verdict === 'open');
  const evidence = parts.flatMap(({ name, evidence: one }) => (one === null ? [] : [{ ...one, name }]));
  const cellColours = (): CellColour[] => {
    const bothWays = judged.map(({ name, expected, values, finding }) => ({
      name,
      above: expected === 'above' ? finding : judge.above(values, threshold),
      within: expected === 'above' ? judge.within(values, margin) : finding,
    }));
    return colours(rule, bothWays);
  };
  const shared = { tests, evidence, cells: cellColours };
  if (broken !== undefined) {
    return {
      ...shared,
      verdict: 'invalid',
      reason: () => `the control ${broken.name} is not at chance: ${broken.finding.reason()}`,
    };
  }
  if (invalid !== undefined)
    return { ...shared, verdict: 'invalid', reason: () => `${invalid.name}: ${invalid.reason()}` };
  if (refuted !== undefined)
    return { ...shared, verdict: 'against', reason: () => `${refuted.name}: ${refuted.reason()}` };
  if (open.length > 0) {
    return { ...shared, verdict: 'open', reason: () => `not shown: ${open.map(({ name }) => name).join(', ')}` };
  }
  return { ...shared, verdict: 'for', reason: () => `all ${cells.length} cells and the interaction are as expected` };
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
function colours(
  { alpha }: PatternRule,
  judged: readonly { readonly name: string; readonly above: CellFinding; readonly within: CellFinding }[],
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

// decisions.md B4 at a fixed number of seeds: its cells judged by the rules of existence and equivalence.

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
  const { verdict, tests, cells, reason } = patternAt(rule, { rows, judge: fixedJudge(rule, signFlipAlpha) });
  if (verdict === 'invalid') {
    const inWords = () => invalidDecision(sentence(reason()), { seeds, alpha });
    return { outcome: 'invalid', tests: [], seeds, alpha, eValue: null, inWords };
  }
  const outcome = ({ for: 'reproduced', against: 'not-reproduced', open: 'inconclusive' } as const)[verdict];
  const inWords = () => {
    const effect = effectOf(values, alpha);
    const standing = `Over ${seeds} seeds the cells above chance exceed those at chance by ${inDigits(effect?.estimate ?? 0)}`;
    // That of the interaction alone, which the plan declares: with every cell to hold, an upper bound.
    const power = powerOfExistence({ direction: 'greater', threshold: 0, alpha }, planned, seeds);
    const words = { reason: `${standing}; ${reason()}.`, effect, tests, seeds, alpha, power, cells: cells() };
    return foundDecision(outcome, words);
  };
  return { outcome, tests, seeds, alpha, eValue: null, inWords };
}

function fixedJudge({ alpha, planned }: PatternRule, signFlipAlpha: number): CellJudge {
  const found = (judgement: Judgement): CellFinding => {
    const verdicts = {
      reproduced: 'for',
      'not-reproduced': 'against',
      inconclusive: 'open',
      invalid: 'invalid',
    } as const;
    return {
      verdict: verdicts[judgement.outcome],
      tests: judgement.tests,
      pValue: pValueOf(judgement),
      evidence: null,
      reason: () => judgement.inWords().reason.replace(/\.$/, ''),
    };
  };
  return {
    above: (values, threshold) =>
      found(
        judgeExistence({ kind: 'existence', direction: 'greater', threshold, alpha, planned }, values, {
          signFlipAlpha,
        }),
      ),
    within: (values, margin) => found(judgeEquivalence({ kind: 'equivalence', margin, alpha, planned }, values)),
  };
}

function sentence(words: string): string {
  return `${words[0]?.toUpperCase() ?? ''}${words.slice(1)}.`;
}

// decisions.md B4, seed after seed: its cells judged at each look by the sequential rules of existence and equivalence.
export function judgeSequentialPattern(
  rule: PatternRule,
  { design, rows }: { readonly design: SequentialDesign; readonly rows: Rows },
): Judgement {
  const looks = looksOf(design);
  const look = takeLooks(looks, {
    seeds: rows.length,
    judgeAt: (seeds) => {
      const seen = rows.slice(0, seeds);
      if (!finiteInteractions(rule, seen).every(Number.isFinite)) return null;
      const { verdict, ...finding } = patternAt(rule, { rows: seen, judge: sequentialJudge(rule, design) });
      // A broken control ends the pattern like evidence against it; the outcome is set right below.
      return { ...finding, isBroken: verdict === 'invalid', verdict: verdict === 'invalid' ? 'against' : verdict };
    },
    isSurelyOpen: openLooks(rule, { design, rows }),
  });
  const seen = rows.slice(0, look.seeds);
  const { finding } = look;
  const reason = finding?.reason() ?? '';
  const judgement = finishSequence(
    {
      look: finding?.isBroken === true ? { ...look, stoppedBy: 'invalid' } : look,
      looks,
      given: rows.length,
      tests: finding?.tests ?? [],
      evidence: finding?.evidence ?? [],
      seedsNeeded: null,
      passed: reason,
      refuted: reason,
      open: reason,
      unfit: finding?.isBroken === true ? reason : null,
    },
    { values: finiteInteractions(rule, seen), alpha: rule.alpha, design, sign: 1 },
  );
  if (finding === null) return judgement;
  return withWords(judgement, () => ({ cells: finding.cells() }));
}

/** Looks that `patternAt` would surely leave open: a part surely does not pass, and surely none is refuted or broken. */
function openLooks(
  rule: PatternRule,
  { design, rows }: { readonly design: SequentialDesign; readonly rows: Rows },
): (seeds: number) => boolean {
  const { alpha, threshold, margin, cells } = rule;
  const { isShort, isAlive } = glanceAt({ alpha, design });
  const equivalence = equivalenceGlance({ margin, alpha }, design);
  const above = (values: readonly number[], edge: number) => {
    const series = runningMoments(values);
    const side = { sign: 1, threshold: edge } as const;
    return {
      isOpen: (seeds: number) => isShort(series, side, seeds),
      isUnrefuted: (seeds: number) => isAlive(series, side, seeds),
    };
  };
  const within = (values: readonly number[]) => {
    const series = runningMoments(values);
    return {
      isOpen: (seeds: number) => !equivalence.passes(series, seeds),
      isUnrefuted: (seeds: number) => !equivalence.refutes(series, seeds),
    };
  };
  const ofCells = cells.map(({ expected }, index) => {
    const values = rows.map((row) => row[index] ?? Number.NaN);
    return expected === 'above' ? above(values, threshold) : within(values);
  });
  const parts = [...ofCells, above(interactions(rule, rows), 0)];
  return (seeds) => parts.some(({ isOpen }) => isOpen(seeds)) && parts.every(({ isUnrefuted }) => isUnrefuted(seeds));
}

function sequentialJudge({ alpha }: PatternRule, design: SequentialDesign): CellJudge {
  return {
    above: (values, threshold) => {
      const finding = existenceAt({ direction: 'greater', threshold, alpha }, { design, differences: values });
      return { ...finding, pValue: Math.min(1, 1 / finding.evidence.eValue), reason: () => finding.against ?? '' };
    },
    within: (values, margin) => {
      const finding = equivalenceAt({ margin, alpha }, { design, differences: values });
      return { ...finding, pValue: Math.min(1, 1 / finding.evidence.eValue), reason: () => finding.against ?? '' };
    },
  };
}
