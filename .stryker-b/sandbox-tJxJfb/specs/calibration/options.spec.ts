// The words of `npm run calibrate`, and the part of the suite that --only picks.
import { describe, expect, test } from 'vitest';
import { NOISES } from '../../lab/calibration/noise.ts';
import { parseCalibrateOptions } from '../../lab/calibration/options.ts';
import { fullSuite, onlyAbout } from '../../lab/calibration/suite.ts';

describe('the options of npm run calibrate', () => {
  test('are 20000 campaigns, one process a core, unless said otherwise', () => {
    expect(parseCalibrateOptions([])).toMatchObject({ campaigns: 20_000, seed: 1, processes: null, only: '' });
    expect(parseCalibrateOptions(['--campaigns', '50', '--seed', '0', '--processes', '3', '--only', 'trend'])).toEqual({
      campaigns: 50,
      seed: 0,
      processes: 3,
      folder: 'reports/calibration',
      only: 'trend',
      help: false,
    });
  });

  test.each([['--campaigns', '0'], ['--seed', '-1'], ['--seed', '1.5'], ['--processes', 'all'], ['--fast'], ['trend']])(
    'refuse %s %s',
    (...words) => {
      expect(() => parseCalibrateOptions(words)).toThrow(/does not understand its options/);
    },
  );
});

describe('the whole suite', () => {
  const suite = fullSuite();

  test('gives every statement a cell of at least 20000 campaigns, a quarter of them where nothing lies near its bound', () => {
    for (const { procedure, world } of suite.statements) {
      const isEasy = /^(?:existence|equivalence)/.test(procedure) && !world.endsWith('effect 0');
      const cell = suite.cells.find((one) => one.procedure === procedure && one.world === world);
      expect(cell?.campaigns).toBeGreaterThanOrEqual(isEasy ? 5_000 : 20_000);
    }
  });

  test('states something about every procedure, good or bad, under a name of its own', () => {
    const ids = [...suite.procedures, ...suite.badProcedures].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !suite.statements.some(({ procedure }) => procedure === id))).toEqual([]);
  });

  test('states both errors of every rule about one mean under every noise, at the threshold and on either side of it', () => {
    for (const { id } of suite.procedures.filter((one) => /^(?:existence|equivalence)/.test(one.id))) {
      for (const noise of NOISES) {
        const about = suite.statements.filter(
          ({ procedure, world, side, demand }) =>
            procedure === id && world.startsWith(`${noise}, effect`) && side === 'at most' && demand !== 'compared',
        );
        for (const quantity of ['reproduced', 'not-reproduced'] as const) {
          const worlds = new Set(about.filter((one) => one.quantity === quantity).map(({ world }) => world));
          // At other levels the middle distances are left out.
          expect(worlds.size, `${id}, ${noise}, ${quantity}`).toBeGreaterThanOrEqual(/alpha/.test(id) ? 2 : 3);
        }
      }
    }
  });

  test('can be run in part, but never for nothing', () => {
    const part = onlyAbout(suite, 'strict');
    expect(part.procedures.map(({ id }) => id)).toEqual(['existence, strict', 'existence, strict, threshold 1']);
    expect(part.cells.length).toBeGreaterThan(0);
    expect(() => onlyAbout(suite, 'no such rule')).toThrow(/Nothing is stated/);
  });
});
