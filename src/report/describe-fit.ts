// How well the arms of a verdict fit what they train first, in words: what size, batch or order do to an effect is confounded with it.
import type { Verdict } from '../claims/verdicts/verdict.ts';
import { formatNumber } from './format-number.ts';

interface ArmFit {
  readonly arm: string;
  /** Means over seeds: held-out answers about D1QA1, and the training loss of Stage 1 in nats. Null: not among the numbers of the verdict. */
  readonly answers: number | null;
  readonly loss: number | null;
}

/** One an arm, in the order of the verdict's numbers. */
function fitsOf({ context }: Pick<Verdict, 'context'>): ArmFit[] {
  const fits = context.flatMap(({ fit, mean }) => (fit === undefined ? [] : [{ ...fit, mean }]));
  return [...new Set(fits.map(({ arm }) => arm))].map((arm) => {
    const meanOf = (what: 'answers' | 'loss') => fits.find((fit) => fit.arm === arm && fit.of === what)?.mean ?? null;
    return { arm, answers: meanOf('answers'), loss: meanOf('loss') };
  });
}

/** "width4 0.536 / 0.674, base 0.924 / 0.151", an only arm without its name; null where nothing is known of it. */
export function describeFit(verdict: Pick<Verdict, 'context'>): string | null {
  const fits = fitsOf(verdict);
  const words = fits.map(({ arm, answers, loss }) => {
    const numbers = `${numberOrDash(answers)} / ${numberOrDash(loss)}`;
    return fits.length === 1 ? numbers : `${arm} ${numbers}`;
  });
  return words.length === 0 ? null : words.join(', ');
}

/** The same in a few columns, arms in their order: "0.54/0.67 0.92/0.15". */
export function shortFit(verdict: Pick<Verdict, 'context'>): string {
  const short = (value: number | null) => value?.toFixed(2) ?? '–';
  return fitsOf(verdict)
    .map(({ answers, loss }) => `${short(answers)}/${short(loss)}`)
    .join(' ');
}

/** Below every table of verdicts. */
export const FIT_NOTE =
  'Fit: held-out answers about D1QA1 and training loss (nats) after Stage 1 (or the single stage), of each arm. Where arms that are compared fit differently, their fit may explain the difference as well as what was varied.';

function numberOrDash(value: number | null): string {
  return value === null ? '–' : formatNumber(value);
}
