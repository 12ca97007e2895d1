// Seeds without a run are never replaced (decisions.md B0, promise 5): the decision is taken with the worst and the best values
// they could have had, in every combination. If all agree, it stands; if not, it is INVALID.
import { decide } from './decide.ts';
import type { Decision, DecisionRule, Samples } from './decision.ts';
import { invalidDecision } from './judgement.ts';
import { isDecided } from './sequence.ts';

export interface PlausibleRange {
  readonly low: number;
  readonly high: number;
}

/** By seed number; null where the run is missing. */
type HoledSamples = readonly (number | readonly number[] | null)[];

/** Beyond this many holes no verdict could be trusted, and the combinations grow as a power of the holes. */
export const MOST_MISSING = 3;

/** @param range of any one value, in raw units */
export function decideWithMissing(
  rule: DecisionRule,
  { samples, range }: { readonly samples: HoledSamples; readonly range: PlausibleRange },
): Decision {
  const holes = samples.flatMap((sample, index) => (sample === null ? [index] : []));
  const { alpha } = rule;
  const seeds = samples.length;
  if (holes.length > MOST_MISSING) {
    return invalidDecision(`${holes.length} of ${seeds} seeds have no run, too many to bound.`, { seeds, alpha });
  }
  if (holes.length === 0) return decide(rule, samples as Samples);
  const decisions = fillings(samples, holes, endsOf(rule, range)).map((filled) => decide(rule, filled));
  const outcomes = new Set(decisions.map(({ outcome }) => outcome));
  const note = `${holes.length} of ${seeds} seeds have no run`;
  // The decision is about all seeds that any filling looked at.
  const latest = decisions.reduce((left, right) => (right.seeds > left.seeds ? right : left));
  if (outcomes.size > 1) {
    const { sequence } = decisions.find((decision) => !isDecided(decision)) ?? latest;
    const reason = `${note}, and with the values they could have had the verdict would be ${[...outcomes].sort().join(' or ')}.`;
    return {
      ...invalidDecision(reason, { seeds: latest.seeds, alpha }),
      ...(sequence === undefined ? {} : { sequence }),
    };
  }
  // The least favourable numbers are shown: those of the filling that takes longest, or whose least test is worst.
  const worst = decisions
    .filter((decision) => decision.seeds === latest.seeds)
    .reduce((left, right) => (largestP(right) > largestP(left) ? right : left));
  return { ...worst, reason: `${worst.reason} ${note}; the verdict is the same with the worst and the best values.` };
}

/** The samples with every combination of ends in the holes; a row is filled as a whole. */
function fillings(
  samples: HoledSamples,
  holes: readonly number[],
  ends: readonly (number | readonly number[])[],
): Samples[] {
  let filled: HoledSamples[] = [samples];
  for (const hole of holes) {
    filled = filled.flatMap((earlier) => ends.map((end) => earlier.toSpliced(hole, 1, end)));
  }
  return filled as Samples[];
}

function endsOf(rule: DecisionRule, { low, high }: PlausibleRange): readonly (number | readonly number[])[] {
  switch (rule.kind) {
    case 'existence':
    case 'equivalence':
      return [low, high];
    case 'trend': {
      const half = rule.levels.length / 2;
      const rising = rule.levels.map((_, level) => (level < half ? low : high));
      // Besides the best and the worst ends, for each step the row that reverses it most.
      const reversals = rule.levels.slice(1).map((_, step) => rising.with(step, high).with(step + 1, low));
      return [rising, rising.toReversed(), ...reversals];
    }
    case 'pattern': {
      const matching = rule.cells.map(({ expected }) =>
        expected === 'above' ? high : Math.min(Math.max(0, low), high),
      );
      const opposed = rule.cells.map(({ expected }) => (expected === 'above' ? low : high));
      return [matching, opposed];
    }
  }
}

function largestP(decision: Decision): number {
  const tests = decision.outcome === 'invalid' ? [] : decision.tests;
  return Math.max(0, ...tests.map(({ pValue }) => pValue ?? 0));
}
