// The questions that each rule asks where some values lie anywhere between two ends: about means of which the claim says that they lie
// above a threshold. What a row is judged by is linear in it, so its bounds follow from those of its values.
import { type Bounds, negated } from '../statistics/t-bounds.ts';
import { type DecisionRule, signOf, type TrendRule } from './decision.ts';
import { sideOf } from './existence.ts';
import { interactions } from './pattern.ts';
import { between, contrast, ends, inWordsOfStep, LAST_MINUS_FIRST } from './trend.ts';
import { inDigits } from './wording.ts';

/** A row a seed; of a rule of one mean with one value. */
export type BoundedRows = readonly (readonly Bounds[])[];

export interface MeanQuestion {
  readonly name: string;
  readonly values: readonly Bounds[];
  readonly threshold: number;
  /** Whether exact sign-flip about 0 must say so, too. */
  readonly asksSignFlip: boolean;
  /** Whether evidence of the other side refutes the claim. */
  readonly refutes: boolean;
  /** Whether it is given up where neither side is likely any more. */
  readonly givesUp: boolean;
  /** Whether values that all agree show nothing. */
  readonly mustVary: boolean;
}

export interface Part {
  readonly name: string;
  readonly isControl: boolean;
  readonly questions: readonly MeanQuestion[];
}

export const RISING = 'rising contrast';

/** Means of which the claim says that they lie above a threshold, or within a margin of 0. */
export function makersOf(isSequential: boolean) {
  return {
    above: (name: string, values: readonly Bounds[], threshold: number): Part => ({
      name,
      isControl: false,
      questions: [
        { name, values, threshold, asksSignFlip: true, refutes: true, givesUp: isSequential, mustVary: true },
      ],
    }),
    within: (name: string, values: readonly Bounds[], margin: number): Part => ({
      name,
      isControl: false,
      questions: [values, values.map(negated)].map((side, index) => ({
        name: index === 0 ? `${name} above ${inDigits(-margin)}` : `${name} below ${inDigits(margin)}`,
        values: side,
        threshold: -margin,
        asksSignFlip: false,
        refutes: true,
        givesUp: false,
        mustVary: true,
      })),
    }),
  };
}

export function partsOf(
  rule: Exclude<DecisionRule, { kind: 'dispersion' }>,
  rows: BoundedRows,
  isSequential: boolean,
): Part[] {
  const { above, within } = makersOf(isSequential);
  switch (rule.kind) {
    case 'existence': {
      const sign = signOf(rule);
      const values = columnOf(rows, 0).map((value) => (sign === 1 ? value : negated(value)));
      return [above(`mean ${sideOf(rule)} ${inDigits(rule.threshold)}`, values, sign * rule.threshold)];
    }
    case 'equivalence':
      return [within('mean', columnOf(rows, 0), rule.margin)];
    case 'trend':
      return [
        ...trendParts(rule, rows, isSequential),
        above(
          LAST_MINUS_FIRST,
          boundsThrough(rows, (row) => ends([row], rule)[0]),
          rule.endpointThreshold,
        ),
      ];
    case 'pattern': {
      const cells = rule.cells.map(({ name, expected }, index): Part => {
        const values = columnOf(rows, index);
        if (expected === 'above') return above(name, values, rule.threshold);
        return { ...within(name, values, rule.margin), isControl: expected === 'control' };
      });
      return [
        ...cells,
        above(
          'interaction',
          boundsThrough(rows, (row) => interactions(rule, [row])[0]),
          0,
        ),
      ];
    }
  }
}

/** At a fixed number of seeds the contrast is confirmed by Page's L alone, and refutes nothing. */
function trendParts(rule: TrendRule, rows: BoundedRows, isSequential: boolean): Part[] {
  const slope: MeanQuestion = {
    name: RISING,
    values: boundsThrough(rows, contrast),
    threshold: 0,
    asksSignFlip: isSequential,
    refutes: isSequential,
    givesUp: isSequential,
    mustVary: true,
  };
  const steps = rule.levels.slice(1).map((_, index): MeanQuestion => {
    const step = boundsThrough(rows, (row) => between([row], { from: index, to: index + 1 })[0]);
    const { name } = inWordsOfStep(rule, index);
    const plain = { asksSignFlip: false, refutes: true, givesUp: false, mustVary: false };
    return { name, values: step, threshold: -rule.reversalMargin, ...plain };
  });
  return [slope, ...steps].map((question) => ({ name: question.name, isControl: false, questions: [question] }));
}

export function columnOf(rows: BoundedRows, index: number): Bounds[] {
  return rows.map((row) => row[index] as Bounds);
}

/** Bounds of a linear function of each row, by the sign that each value has in it. */
function boundsThrough(rows: BoundedRows, linear: (row: readonly number[]) => number | undefined): Bounds[] {
  const at = (row: readonly number[]) => linear(row) ?? Number.NaN;
  const width = rows[0]?.length ?? 0;
  const weights = Array.from({ length: width }, (_, index) =>
    at(Array.from({ length: width }, (_, other) => (other === index ? 1 : 0))),
  );
  const end = (row: readonly Bounds[], sign: 1 | -1) =>
    at(row.map(({ low, high }, index) => (sign * (weights[index] ?? 0) < 0 ? low : high)));
  return rows.map((row) => ({ low: end(row, -1), high: end(row, 1) }));
}
