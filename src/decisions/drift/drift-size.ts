// How large the drift is: on the seeds that confirmed it where there are such, since those that raised the alarm were picked for lying far
// away; else on golden seeds run again, where the luck of the seeds cancels; else on fresh seeds.
import type { DriftJudgement, DriftQuestion, DriftSize } from './drift-judgement.ts';
import { directionOf } from './evidence-against-golden.ts';
import { goldenSample } from './golden-sample.ts';

/** Null where nothing was measured. */
export function sizeOfDrift(
  { golden, confirmation }: Pick<DriftQuestion, 'golden' | 'confirmation'>,
  { paired, fresh }: Pick<DriftJudgement, 'paired' | 'fresh'>,
): DriftSize | null {
  const sources = [
    { from: 'confirming-seeds', measured: confirmation?.size ?? null },
    { from: 'golden-seeds', measured: paired.equivalence },
    { from: 'fresh-seeds', measured: fresh.equivalence },
  ] as const;
  for (const { from, measured } of sources) {
    if (measured === null || measured.shift === null) continue;
    const { shift, low, high, confidence, seeds } = measured;
    const { deviation } = goldenSample(golden);
    const inDeviations = deviation === null || deviation === 0 ? null : shift / deviation;
    return { shift, low, high, confidence, inDeviations, direction: directionOf(shift), seeds, from };
  }
  return null;
}
