// Which evidence raises an alarm (decisions.md B5, D3): golden seeds run again and fresh seeds each at half of alpha, the detector at its
// threshold. Halves, not the mean of the two e-values: they share the golden sample and stop at different times, so only the sum of
// their chances is a bound; the mean would win less than a factor of two.
import { eValueOf } from '../e-value.ts';
import { DRIFT } from './drift.ts';
import type { DriftAlarm, DriftQuestion } from './drift-judgement.ts';
import type { Direction, DriftEvidence } from './evidence-against-golden.ts';

export function driftAlarms(
  { alpha, detector }: Pick<DriftQuestion, 'alpha' | 'detector'>,
  { paired, fresh }: { readonly paired: DriftEvidence; readonly fresh: DriftEvidence },
): DriftAlarm[] {
  const reading = detector?.reading;
  const sources = [
    { from: 'golden-seeds', ...paired, threshold: 2 / alpha },
    { from: 'fresh-seeds', ...fresh, threshold: 2 / alpha },
    {
      from: 'detector',
      seeds: reading?.evidence?.seeds ?? 0,
      log: reading?.log ?? 0,
      direction: reading?.direction ?? null,
      threshold: detector?.threshold ?? Number.POSITIVE_INFINITY,
    },
  ] as const;
  return sources
    .filter(({ seeds, log, threshold }) => seeds >= DRIFT.fewestSeeds && log >= Math.log(threshold))
    .filter((one): one is typeof one & { direction: Direction } => one.direction !== null)
    .sort((one, other) => other.log - one.log)
    .map(({ from, direction, log, threshold, seeds }) => ({
      from,
      direction,
      eValue: eValueOf(log),
      threshold,
      seeds,
    }));
}
