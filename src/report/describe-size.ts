// How large effects are beside those of an independent implementation, in words. It has no say in any verdict.
import type { Size } from '../claims/verdicts/effect-size.ts';
import type { PartVerdict, Verdict } from '../claims/verdicts/verdict.ts';
import { effectWithInterval } from './describe-verdict.ts';
import { formatConfidence, formatDeclared, formatNumber, formatRatio, formatSigned } from './format-number.ts';

const words: Readonly<Record<Size['outcome'], string>> = {
  equivalent: 'the same within the margin',
  smaller: 'shown smaller',
  larger: 'shown larger',
  differs: 'shown to differ',
  undecided: 'undecided',
};

/** "Size: about 53 % of the independent implementation’s effect ..."; null where that has none. */
export function describeSize({ size, unit, rule }: Pick<PartVerdict, 'size' | 'unit' | 'rule'>): string | null {
  if (size === undefined) return null;
  const { outcome, reference, difference, margin } = size;
  const { estimate, seeds } = reference;
  const share = (estimate + difference.estimate) / estimate;
  const beside =
    rule.kind === 'equivalence'
      ? 'beside'
      : share > 0
        ? `about ${formatRatio(share)} of`
        : 'no effect, or one of the other sign, beside';
  const measured = `${formatSigned(estimate)} ${unit} over ${seeds} seeds`;
  const apart = `${differenceWithInterval(difference)}, ${formatConfidence(difference.confidence)} interval by Welch, margin ±${formatDeclared(margin)}`;
  return `Size: ${beside} the independent implementation’s effect (${measured}; difference ${apart}): ${words[outcome]}.`;
}

/** With the digits that an end near 0 needs: the interval of a difference that is shown must not print as one that holds 0. */
function differenceWithInterval({ estimate, low, high }: Size['difference']): string {
  const nearest = Math.min(Math.abs(low), Math.abs(high));
  const isLost = low * high > 0 && Number(formatNumber(nearest, [low, high])) === 0;
  return effectWithInterval({ estimate, low, high }, isLost ? [nearest] : [estimate, low, high]);
}

/** How all of them come out, and which are shown to be others; null where there is nothing to compare with. */
export function describeSizes(verdicts: readonly Verdict[]): string | null {
  const sized = verdicts.flatMap(({ claim, task, parts }) =>
    parts.flatMap(({ name, size }) =>
      size === undefined
        ? []
        : [{ outcome: size.outcome, named: `${claim} (${task}: ${name})`, error: 1 - size.difference.confidence }],
    ),
  );
  if (sized.length === 0) return null;
  const of = (outcome: Size['outcome']) => sized.filter((one) => one.outcome === outcome).map(({ named }) => named);
  const shown = (['smaller', 'larger', 'differs'] as const).map((outcome) => {
    const named = of(outcome);
    return named.length === 0 ? '' : `; ${words[outcome]}: ${named.join(', ')}`;
  });
  const byChance = sized.reduce((sum, { error }) => sum + error, 0);
  const chance =
    sized.length === 1 || shown.every((named) => named === '')
      ? ''
      : ` Were all of them equal, about ${formatDeclared(Number(byChance.toPrecision(1)))} would still be shown other by chance.`;
  const parts = sized.length === 1 ? '1 part' : `${sized.length} parts`;
  return `Sizes beside those of an independent implementation, without a say in any verdict: of ${parts} ${of('equivalent').length} ${words.equivalent}, ${of('undecided').length} ${words.undecided}${shown.join('')}.${chance}`;
}
