// The one-sample t statistic of values of which some lie anywhere between two ends: its least and its largest value.
// About the threshold let A be the sum of the values and B that of their squares: t rises with A / sqrt(B). Where it is positive, {t >= c} is a
// convex cone for every c, so the least t lies at a corner; and the largest where each open value is B / A, or the end of its range that
// is nearest to it: more than that widens the spread by more than it lifts the mean. Below 0 the same holds the other way round.
import { isConstant, pairedT } from './paired-t.ts';
import { mean } from './sample-moments.ts';

/** A value that is known (both ends are the same), or that lies between two ends. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

export function known(value: number): Bounds {
  return { low: value, high: value };
}

export function negated({ low, high }: Bounds): Bounds {
  return { low: -high, high: -low };
}

export function isKnown({ low, high }: Bounds): boolean {
  return low === high;
}

export interface TBounds extends Bounds {
  /** Whether the values could all be equal: then there is no t, and a spread of zero is no evidence of anything small. */
  readonly canAgree: boolean;
}

/** @param values at least two, with finite ends; corners are 2 to the number of open ones */
export function boundsOfT(values: readonly Bounds[], threshold: number): TBounds {
  const beyond = values.map(({ low, high }) => ({ low: low - threshold, high: high - threshold }));
  const agreement = whereAllAgree(beyond);
  const fillings = [...cornersOf(beyond), ...largestOf(beyond), ...largestOf(beyond.map(negated)).map(turned)];
  const statistics = [...fillings, ...(agreement === null ? [] : [agreement])].map(statisticOf);
  return { low: Math.min(...statistics), high: Math.max(...statistics), canAgree: agreement !== null };
}

/** Of values that all agree: infinite. */
function statisticOf(values: readonly number[]): number {
  const centre = mean(values);
  return pairedT(values, 0)?.statistic ?? (centre === 0 ? 0 : centre * Number.POSITIVE_INFINITY);
}

/** Values within the bounds that are all the same; null where there are none. */
export function whereAllAgree(values: readonly Bounds[]): number[] | null {
  const low = Math.max(...values.map((value) => value.low));
  const high = Math.min(...values.map((value) => value.high));
  const candidate = values.map((value) => Math.max(value.low, Math.min(value.high, (low + high) / 2)));
  return isConstant(candidate) ? candidate : null;
}

function cornersOf(values: readonly Bounds[]): number[][] {
  return values.reduce<number[][]>(
    (corners, value) =>
      isKnown(value)
        ? corners.map((corner) => [...corner, value.low])
        : corners.flatMap((corner) => [
            [...corner, value.low],
            [...corner, value.high],
          ]),
    [[]],
  );
}

/** Candidates for the largest positive t: in each stretch between ends of ranges, the B / A at which the open values rest. */
function largestOf(values: readonly Bounds[]): number[][] {
  const ends = [...new Set(values.filter((value) => !isKnown(value)).flatMap(({ low, high }) => [low, high]))];
  const edges = [Number.NEGATIVE_INFINITY, ...ends.sort((left, right) => left - right), Number.POSITIVE_INFINITY];
  return edges.slice(1).flatMap((above, index) => {
    const below = edges[index] as number;
    const fixed = values.flatMap((value) => {
      if (isKnown(value) || value.low >= above) return [value.low];
      return value.high <= below ? [value.high] : [];
    });
    const sum = fixed.reduce((total, value) => total + value, 0);
    if (!(sum > 0) || fixed.length === values.length) return [];
    const rest = fixed.reduce((total, value) => total + value * value, 0) / sum;
    return [values.map(({ low, high }) => Math.max(low, Math.min(high, rest)))];
  });
}

function turned(values: readonly number[]): number[] {
  return values.map((value) => -value);
}
