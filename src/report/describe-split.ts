// How the spread of an effect splits into that between Stage-1 models and that between deals of Stage 2 from one, in words, and what error bars over
// all deals would have claimed. It has no say in any verdict.
import type { PartVerdict } from '../claims/verdicts/verdict.ts';
import { formatNumber, formatSigned } from './format-number.ts';

/** "Spread: 8 models with 4 deals of Stage 2 each ..."; null where a model is measured once. */
export function describeSplit({ split, unit }: Pick<PartVerdict, 'split' | 'unit'>): string | null {
  if (split === undefined) return null;
  const { groups, valuesAGroup, mean, betweenDeviation, withinDeviation, standardError, pooledStandardError } = split;
  const among = [betweenDeviation, withinDeviation, standardError, pooledStandardError];
  const [between, within, error, pooled] = among.map((one) => formatNumber(one, among));
  const all = groups * valuesAGroup;
  return `Spread: ${groups} models with ${valuesAGroup} deals of Stage 2 each; standard deviation ${between} between models and ${within} between deals of one (${unit}). The test counts models: ${formatSigned(mean)} with a standard error of ${error}. Were the ${all} deals taken for independent runs, it would be ${pooled}.`;
}
