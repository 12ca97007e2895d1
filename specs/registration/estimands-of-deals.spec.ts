// Numbers of a seed whose Stage 2 was dealt several times: on made-up records with known effects.
import { describe, expect, test } from 'vitest';
import { namedEntitiesBase } from '../../src/claims/arms/named-entities.ts';
import { evaluate, IN_TEXT, LOG_LIKELIHOOD, NAME, readsIn, unitOf } from '../../src/claims/estimands.ts';
import { antitheticOf, dealsOf, overDeals } from '../../src/claims/estimands-of-deals.ts';
import { boundsOf } from '../../src/claims/possible-values.ts';
import { stagesOf } from '../../src/experiments/stages.ts';
import { varianceSplit } from '../../src/statistics/variance-split.ts';

const asked = { ...NAME, ...LOG_LIKELIHOOD };

/** A deal by its D5 and D6, each with the tags as they were and exchanged. */
const DEALS = [
  { main: [-4, -5], swapped: [-5, -4.5] },
  { main: [-4, -4], swapped: [-4, -4] },
  { main: [-3, -5], swapped: [-5, -4] },
] as const;

const runs = (metric = 'log-likelihood') => {
  const values = DEALS.flatMap(({ main, swapped }, deal) => {
    const suffix = deal === 0 ? '' : `-deal-${deal + 1}`;
    return [
      [`after-stage-2${suffix}/name/${metric}`, { D5: main[0], D6: main[1] }],
      [`after-stage-2-swapped${suffix}/name/${metric}`, { D5: swapped[0], D6: swapped[1] }],
    ] as const;
  });
  const roles = {} as never;
  return { base: { seed: 1, roles, training: {}, values: Object.fromEntries(values), curves: {} } };
};

describe('implicit meta-learning over deals', () => {
  test('is half of main minus exchanged, averaged over deals', () => {
    const deals = dealsOf(3).map((deal) => evaluate(antitheticOf('base', asked)(deal), runs()));
    expect(deals).toEqual([0.75, 0, 1.5]);
    expect(evaluate(overDeals(3, antitheticOf('base', asked)), runs())).toBe(0.75);
    expect(evaluate(overDeals(1, antitheticOf('base', asked)), runs())).toBe(0.75);
    expect(varianceSplit([deals, [0.5, 0.25, 0.75]])?.mean).toBe(0.625);
  });

  test('reads every deal of the base design, and nothing that it does not run', () => {
    const deals = namedEntitiesBase.protocol.stage2Deals ?? 1;
    const moments = readsIn(overDeals(deals, antitheticOf('base', asked))).map(
      ({ measurement }) => measurement.split('/')[0],
    );
    const run = stagesOf(namedEntitiesBase.protocol).map(({ moment }) => moment);
    expect(new Set(moments)).toEqual(new Set(run.filter((moment) => moment.startsWith('after-stage-2'))));
  });

  test('is refused where a deal is missing', () => {
    expect(() => evaluate(overDeals(4, antitheticOf('base', asked)), runs())).toThrow('does not measure');
  });

  test('without a run is bounded on exact match, and not on log-likelihood', () => {
    const missing = { base: null };
    expect(boundsOf(overDeals(3, antitheticOf('base', { ...NAME, ...IN_TEXT })), missing)).toEqual({
      low: -1,
      high: 1,
    });
    expect(boundsOf(overDeals(3, antitheticOf('base', asked)), missing)).toEqual({ low: -Infinity, high: Infinity });
    expect(unitOf(overDeals(3, antitheticOf('base', asked)))).toBe('nats a question');
  });
});
