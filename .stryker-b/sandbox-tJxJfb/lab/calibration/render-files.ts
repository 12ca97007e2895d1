// The files of a calibration: JSON document, Markdown table, and the plots.
import { plotSvg } from '../../src/report/plots/plot-svg.ts';
import { type Characteristic, characteristicsPlot } from './characteristics-plot.ts';
import type { CalibrationDocument, CellSummary } from './document.ts';
import { renderTable } from './render-table.ts';
import { statementsPlot } from './statements-plot.ts';
import type { Suite } from './suite.ts';

export async function renderFiles(suite: Suite, document: CalibrationDocument): Promise<Record<string, string>> {
  const stated = document.statements.filter(({ demand }) => demand !== 'compared');
  const failing = stated.filter(({ holds }) => !holds);
  const statements = await plotSvg(statementsPlot(stated), {
    id: 'statements',
    title: 'Stated rates and measured ones',
    description: `${stated.length} statements; not holding: ${failing.length}.`,
  });
  const reproduced = characteristics(suite, document, (cell) => cell.rates.reproduced?.estimate ?? 0);
  const seeds = characteristics(suite, document, (cell) => cell.meanSeeds);
  return {
    'calibration.json': `${JSON.stringify(document, toSixDigits, 1)}\n`,
    'calibration.md': renderTable(document),
    'statements.svg': statements,
    ...(reproduced.length === 0
      ? {}
      : {
          'power.svg': await plotSvg(characteristicsPlot(reproduced, { unit: 'share of campaigns that reproduce' }), {
            id: 'power',
            title: 'Chance to reproduce by true effect',
            description: 'Normal noise; a line a procedure. The numbers stand in calibration.md.',
          }),
          'seeds.svg': await plotSvg(characteristicsPlot(seeds, { unit: 'mean seeds' }), {
            id: 'seeds',
            title: 'Mean seeds by true effect',
            description: 'Normal noise; a line a procedure. The numbers stand in calibration.md.',
          }),
        }),
  };
}

/** What counts of some ten thousand campaigns can tell. */
function toSixDigits(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
}

/** Of each procedure that met several effects under normal noise, the SD being as planned. */
function characteristics(
  suite: Suite,
  { cells }: CalibrationDocument,
  numberOf: (cell: CellSummary) => number,
): Characteristic[] {
  return suite.procedures.flatMap(({ id }) => {
    const points = cells.flatMap((cell) => {
      const { noise, claims } = suite.world(cell.world);
      const [truth] = claims;
      if (
        cell.procedure !== id ||
        noise !== 'normal' ||
        claims.length !== 1 ||
        truth?.kind !== 'effect' ||
        truth.spread !== 1
      )
        return [];
      return [{ effect: truth.effect, value: numberOf(cell) }];
    });
    return points.length < 4
      ? []
      : [{ procedure: id, points: points.toSorted((left, right) => left.effect - right.effect) }];
  });
}
