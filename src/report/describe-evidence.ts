// What a verdict spent and how far its evidence went, in words: seeds against those of a fixed design, where a sequence stopped,
// estimates that looking does not spoil, and the error rate that it shares with other claims.
import { FAMILY_ALPHA } from '../claims/family.ts';
import type { Verdict } from '../claims/verdict.ts';
import type { Decision } from '../decisions/decision.ts';
import { formatDeclared, formatNumber, formatPercent, formatProbability } from './format-number.ts';

/** "Seeds: 204 looked at, 284 if every test looked once, at its fixed number." Null where every test looks once. */
export function describeSpending(verdicts: readonly Verdict[]): string | null {
  if (verdicts.every(({ budget }) => budget.most === budget.fixed)) return null;
  const sum = (of: (one: Verdict) => number) => verdicts.reduce((total, one) => total + of(one), 0);
  return `Seeds: ${sum(({ seeds }) => seeds.length)} looked at, ${sum(({ budget }) => budget.fixed)} if every test looked once, at its fixed number.`;
}

/** Null for a design that looks once. */
export function describeSequence({ sequence, seeds }: Decision): string | null {
  if (sequence === undefined) return null;
  const { look, fewestSeeds, mostSeeds } = sequence;
  const ends = {
    'evidence-for': 'Stopped by evidence for it',
    'evidence-against': 'Stopped by evidence against it',
    maximum: 'Not decided by the last look',
    invalid: 'Stopped, as these seeds cannot be judged',
  } as const;
  const end = sequence.isDecided ? ends[sequence.stoppedBy] : 'Not decided yet';
  return `${end}: look ${look}, ${seeds} seeds (it may take ${fewestSeeds} to ${mostSeeds}).`;
}

/** Null where there are none. */
export function describeEstimates(decision: Decision): string | null {
  if (decision.outcome === 'invalid' || decision.estimates === undefined) return null;
  const { estimates, effect } = decision;
  const { inDirection, standardised } = estimates;
  const confidence = effect === null ? '' : ` ${formatPercent(effect.confidence)}`;
  const share =
    inDirection === null
      ? []
      : [
          `${inDirection.seeds} of ${inDirection.of} seeds point the predicted way (exact${confidence} interval of the share ${formatPercent(inDirection.low)} to ${formatPercent(inDirection.high)}).`,
        ];
  const size =
    standardised === null
      ? []
      : [
          `In standard deviations between seeds: ${formatNumber(standardised.estimate, [10])} [${formatNumber(standardised.low, [10])}, ${formatNumber(standardised.high, [10])}], an interval that knows nothing of the looks.`,
        ];
  return [...share, ...size].join(' ') || null;
}

export function describeFamily({ family, alpha }: Verdict): string {
  const own = ` (${formatDeclared(alpha)})`;
  switch (family.role) {
    case 'primary': {
      const rank = family.pValue === null ? '' : ` What Holm ranks it by: ${formatProbability(family.pValue)}.`;
      if (family.members <= 1) return `Primary, and alone in its family: its alpha is its own${own}.${rank}`;
      return `One of ${family.members} primary tests on this task that share a family-wise alpha of ${formatDeclared(FAMILY_ALPHA)}.${rank}`;
    }
    case 'behind-gate':
      return `Asked only once "${family.gate?.claim}" is reproduced, which is ${family.gate?.verdict}; its alpha is its own${own}.`;
    case 'control':
      return `A negative control, which means something only where its positive claims are reproduced; its alpha is its own${own}.`;
    case 'reported':
      return 'Reported only: outside the family, without a say in the exit code.';
  }
}
