// Labels beside the ends of lines: as near as possible to where they belong, in the same order, never overlapping.

export interface LabelSpace {
  /** Where each label's centre would like to be. */
  readonly wanted: readonly number[];
  readonly heights: readonly number[];
  readonly from: number;
  readonly to: number;
}

/** Centres in the order of `wanted`. If everything together is too high, labels run over the end. */
export function spreadLabels({ wanted, heights, from, to }: LabelSpace): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => at(wanted, a) - at(wanted, b) || a - b);
  const tops = new Map<number, number>();
  let free = from;
  for (const index of order) {
    const top = Math.max(free, at(wanted, index) - at(heights, index) / 2);
    tops.set(index, top);
    free = top + at(heights, index);
  }
  let limit = to;
  for (const index of order.toReversed()) {
    const top = Math.max(Math.min(tops.get(index) ?? from, limit - at(heights, index)), from);
    tops.set(index, top);
    limit = top;
  }
  return wanted.map((_, index) => (tops.get(index) ?? from) + at(heights, index) / 2);
}

function at(values: readonly number[], index: number): number {
  return values[index] ?? 0;
}
