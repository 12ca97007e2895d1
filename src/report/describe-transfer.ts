// The transfer report in words: what its marks mean, and how far a claim got.
import { effectWithInterval } from './describe-verdict.ts';
import type { TransferCell, TransferClaim } from './transfer-document.ts';

export function describeTransfers({ cells }: TransferClaim): string {
  const asked = cells.filter((cell) => cell.verdict !== null);
  const transferred = asked.filter(({ transfers }) => transfers);
  const names = transferred.map(({ configuration }) => configuration).join(', ');
  return `It transfers to ${transferred.length} of the ${asked.length} configurations that it was asked of${names === '' ? '' : `: ${names}`}.`;
}

export function effectOfCell(cell: TransferCell): string {
  return cell.verdict === null ? '–' : effectWithInterval(cell.effect);
}

export function evidenceOfCell(cell: TransferCell): string {
  if (cell.verdict === null) return '–';
  const { eValue } = cell;
  return eValue >= 1e4 ? eValue.toExponential(1).replace('e+', 'e') : String(Number(eValue.toPrecision(3)));
}

/** How the reader should take it. */
export function transferNote(rate: number): string {
  return `A claim transfers to a configuration if its verdict there is "reproduced" and it is among the discoveries of e-BH over all configurations that it was asked of, at a false discovery rate of ${rate}: of all that are said to transfer, at most this share is wrong in expectation. Where a claim was asked and could not be judged, its evidence counts as none.`;
}
