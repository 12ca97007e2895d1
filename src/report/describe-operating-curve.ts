// What a rule would have missed, and how seldom it sees what is not there, in two sentences. Shared by HTML and Markdown.
import type { DecisionRule } from '../decisions/decision.ts';
import { type CurvePoint, type OperatingCurve, pointAt } from '../decisions/operating-curve.ts';
import { formatDeclared, formatPercent } from './format-number.ts';

export interface DescribedCurve {
  readonly rule: DecisionRule;
  readonly unit: string;
  readonly curve: OperatingCurve;
}

/** "Would say reproduced in 95 % of runs at ..., and in 0 % where there is none. It spends ..." */
export function describeOperatingCurve({ rule, unit, curve }: DescribedCurve): string {
  const { smallestEffect } = curve;
  const [none, smallest] = [pointAt(curve, 0), pointAt(curve, smallestEffect)];
  if (none === null || smallest === null) return '';
  const size = `${formatDeclared(smallestEffect)} ${unit}`;
  const [first, second] =
    rule.kind === 'equivalence'
      ? [
          { point: none, where: 'where there is no effect' },
          { point: smallest, where: `where it is as large as the margin (${size})` },
        ]
      : [
          { point: smallest, where: `at the smallest effect of interest (${size})` },
          { point: none, where: 'where there is none' },
        ];
  const rates = `This rule would say reproduced in ${formatPercent(first.point.reproduced)} of runs ${first.where}, and in ${formatPercent(second.point.reproduced)} ${second.where}`;
  const missed = `; not reproduced in ${formatPercent(first.point.notReproduced)} and in ${formatPercent(second.point.notReproduced)}.`;
  return `${rates}${missed} ${inWordsOfSeeds(first.point, second.point)}`;
}

function inWordsOfSeeds(first: CurvePoint, second: CurvePoint): string {
  if (first.ninetiethSeeds === second.ninetiethSeeds && first.meanSeeds === second.meanSeeds) {
    return `It spends ${first.ninetiethSeeds} seeds.`;
  }
  return `It spends ${inSeeds(first.meanSeeds)} and ${inSeeds(second.meanSeeds)} seeds on average, in nine runs of ten at most ${first.ninetiethSeeds} and ${second.ninetiethSeeds}.`;
}

/** How the rates are known. */
export function describeRates({ points }: OperatingCurve): string {
  const behind = points.flatMap(({ campaigns }) => (campaigns === null ? [] : [campaigns]));
  if (behind.length === 0) return 'Exact for normal noise.';
  const [least, most] = [Math.min(...behind), Math.max(...behind)];
  const campaigns = least === most ? `${least}` : `${least} to ${most}`;
  return `From ${campaigns} simulated campaigns a point, with normal noise.`;
}

function inSeeds(seeds: number): string {
  return seeds.toFixed(1).replace(/\.0$/, '');
}
