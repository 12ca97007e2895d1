// Fresh seeds against the golden sample, looked at after every seed (decisions.md B5, D3): they show a golden sample that was lucky, and a
// machine or a library that changed under the code. Marginally over the golden sample this is an e-process, however often it is looked
// at; given one golden sample it is not, so alarms of many nights are budgeted by their expected number (alarm-budget.ts).
import { DRIFT, goldenSample, refuseNonFinite } from './drift.ts';
import {
  addTotals,
  type DriftEvidence,
  evidenceAgainstGolden,
  NO_FRESH_SEEDS,
  totalsOfOne,
} from './evidence-against-golden.ts';

export interface TwoSamples {
  readonly golden: readonly number[];
  /** In the order of their seeds; the evidence after all of them depends on no order. */
  readonly fresh: readonly number[];
  /** Shifts to look for, up and down, in standard deviations of one seed (DRIFT.shifts). */
  readonly shifts: readonly number[];
}

/** After each fresh seed, the first included. */
export function twoSampleEvidence({ golden, fresh, shifts }: TwoSamples): DriftEvidence[] {
  refuseNonFinite(fresh, 'fresh sample');
  const sample = goldenSample(golden);
  const tolerance = DRIFT.tolerance;
  let totals = NO_FRESH_SEEDS;
  return fresh.map((value) => {
    totals = addTotals(totals, totalsOfOne(value, { golden: sample, tolerance }));
    return evidenceAgainstGolden(totals, { golden: sample, shifts });
  });
}

/** After the last of them alone, which is all that a night needs. */
export function lastTwoSampleEvidence({ golden, fresh, shifts }: TwoSamples): DriftEvidence {
  refuseNonFinite(fresh, 'fresh sample');
  const sample = goldenSample(golden);
  const tolerance = DRIFT.tolerance;
  const totals = fresh.reduce(
    (sum, value) => addTotals(sum, totalsOfOne(value, { golden: sample, tolerance })),
    NO_FRESH_SEEDS,
  );
  return evidenceAgainstGolden(totals, { golden: sample, shifts });
}
