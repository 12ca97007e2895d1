// The design between fixed and sequential: the rule of a fixed number of seeds at three looks, after 6, 12 and 20 seeds, each at
// a nominal level so that all three together keep alpha. The levels spend alpha as the square of the share of seeds; they were found
// by simulation of t statistics (decisions.md B1), so only the alphas they were found for are accepted.
import { HarnessError } from '../errors/harness-error.ts';
import type { Decision, DecisionRule, Samples } from './decision.ts';
import { THREE_LOOKS_AT } from './design.ts';
import { effectOf, intervalOf } from './effect.ts';
import { foundDecision, invalidDecision, type Judgement, judgementOf } from './judgement.ts';
import { sequenceOf, takeLooks } from './sequence.ts';

const NOMINAL_LEVELS: ReadonlyMap<number, readonly [number, number, number]> = new Map([
  [0.05, [0.0044, 0.0144, 0.04]],
  [0.01, [0.00085, 0.0028, 0.0076]],
  [0.005, [0.00045, 0.0015, 0.0037]],
]);

/** @param judgeOnce the rule at fixed n: at `rule.alpha` the level of this look, with the gates at the whole alpha */
export function judgeThreeLooks<Rule extends DecisionRule>(
  rule: Rule,
  {
    samples,
    judgeOnce,
  }: { readonly samples: Samples; readonly judgeOnce: (rule: Rule, samples: Samples) => Judgement },
): Judgement {
  const levels = nominalLevels(rule.alpha);
  const look = takeLooks(THREE_LOOKS_AT, {
    seeds: samples.length,
    judgeAt: (seeds, index) => {
      const seen = samples.slice(0, seeds) as Samples;
      const judgement = judgeOnce({ ...rule, alpha: levels[index] ?? rule.alpha }, seen);
      if (!seen.flat().every(Number.isFinite)) return null;
      // An invalid sample (all seeds agree) may still come to vary; until the last look it is merely undecided.
      return { outcome: judgement.outcome === 'invalid' ? 'inconclusive' : judgement.outcome, judgement } as const;
    },
  });
  const { alpha } = rule;
  const seen = samples.slice(0, look.seeds);
  const seeds = seen.length;
  const sequenceAt = (stoppedBy: typeof look.stoppedBy) =>
    sequenceOf({ ...look, stoppedBy }, { looks: THREE_LOOKS_AT, given: samples.length, evidence: [] });
  const undecided = (reason: string): Decision => {
    const effect = effectOf(numbersIn(seen), intervalOf(rule, null));
    const sequence = sequenceAt(look.stoppedBy);
    return foundDecision('inconclusive', { reason, effect, tests: [], seeds, alpha, power: null, sequence });
  };
  if (look.finding === null) {
    if (!seen.flat().every(Number.isFinite)) {
      const broken = invalidDecision('A seed gave a value that is not a finite number.', { seeds, alpha });
      return judgementOf({ ...broken, sequence: sequenceAt('invalid') });
    }
    const { mostSeeds, fewestSeeds } = sequenceAt(look.stoppedBy);
    return judgementOf(undecided(`${seeds} of at most ${mostSeeds} seeds; the first look is due at ${fewestSeeds}.`));
  }
  const { judgement, outcome: standing } = look.finding;
  const isMute = judgement.outcome === 'invalid' && look.stoppedBy === 'maximum';
  const inWords = (): Decision => {
    const words = judgement.inWords();
    const sequence = sequenceAt(isMute ? 'invalid' : look.stoppedBy);
    if (words.outcome !== 'invalid') return { ...words, alpha, power: null, sequence };
    return isMute ? { ...words, alpha, sequence } : undecided(words.reason);
  };
  return { ...judgement, outcome: isMute ? 'invalid' : standing, alpha, inWords };
}

/** Rows of levels or cells have no effect before they are judged. */
function numbersIn(samples: readonly (number | readonly number[])[]): number[] {
  return samples.filter((sample) => typeof sample === 'number');
}

export function nominalLevels(alpha: number): readonly [number, number, number] {
  const levels = NOMINAL_LEVELS.get(alpha);
  if (levels !== undefined) return levels;
  throw new HarnessError('invalid-argument', {
    what: 'Three looks are calibrated for few alphas only.',
    got: `alpha ${alpha}`,
    expected: [...NOMINAL_LEVELS.keys()].join(', '),
    next: 'Declare one of these, or the sequential design, which takes any alpha.',
  });
}
