// Attempts that leave no runs (decisions.md promise 5): each is kept, a later one has the same seeds, the report counts them,
// and whoever lets runs fail by what they would have shown gains nothing.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { unchanged } from '../../src/claims/arms/arm.ts';
import { experimentsOf } from '../../src/claims/arms/experiments-of.ts';
import type { Claim, ClaimPart } from '../../src/claims/claim.ts';
import { at, type Estimand, type Group, type Measurement, type SeedRuns } from '../../src/claims/estimands.ts';
import { increasingOver, moreThan, nothingBeyond } from '../../src/claims/rules.ts';
import { decidePart, standingOf } from '../../src/claims/verdicts/stopping.ts';
import type { DecisionRule } from '../../src/decisions/decision.ts';
import { FIXED, THREE_LOOKS } from '../../src/decisions/design.ts';
import type { Train } from '../../src/execution/workers/worker-pool.ts';
import { readFailedAttempt } from '../../src/ledger/failed-attempts.ts';
import { sharedFolder } from '../temporary-folder.ts';
import { CLEAR, plant, plantedClaim, VAGUE, verifyPlanted } from './planted-claims.ts';

const root = sharedFolder('attempts');
let folders = 0;
const newFolder = () => join(root, String(folders++));

function verify(catalogue: readonly Claim[], { ledgerFolder, train }: { ledgerFolder: string; train?: Train }) {
  return verifyPlanted({ catalogue, ledgerFolder, ...(train === undefined ? {} : { train }) });
}

/** One whose training ends in numbers that are not finite, with two seeds. */
function brokenClaim(): Claim {
  const claim = plantedClaim('broken', 16);
  const test = claim.tests[0];
  if (test === undefined) throw new Error('the planted claim has a test');
  const base = experimentsOf(test.arms, '').base;
  if (base === undefined) throw new Error('the planted claim has an arm');
  // Decay takes a thousand times of each parameter away, at each step.
  const optimizer = { ...base.protocol.optimizer, weightDecay: 1e6 };
  const arms = unchanged({ base: { ...base, protocol: { ...base.protocol, optimizer } } });
  const parts = [{ ...test.parts[0], rule: { ...test.parts[0].rule, design: FIXED } }] as const;
  return { ...claim, tests: [{ ...test, seeds: { quick: 2 }, arms, parts }] } as Claim;
}

describe('an attempt that leaves no runs', () => {
  it('is kept beside the cohorts, is tried again at the same seed by the same command, and is counted', async () => {
    const ledgerFolder = newFolder();
    const first = await verify([brokenClaim()], { ledgerFolder });
    expect(first.runs).toEqual({ trained: 0, found: 0, failed: 2 });
    const second = await verify([brokenClaim()], { ledgerFolder });
    expect(second.runs).toEqual({ trained: 0, found: 0, failed: 2, retried: 2 });
    expect(second.verdicts.map(({ verdict }) => verdict)).not.toContain('reproduced');

    const folder = join(ledgerFolder, readdirSync(ledgerFolder).find((name) => name.includes('-')) as string);
    const names = readdirSync(folder).filter((name) => name.startsWith('cohort-'));
    expect(names).toEqual(
      [0, 1].flatMap((seed) => [1, 2].map((attempt) => `cohort-00000${seed}.failed-${attempt}.json`)),
    );
    for (const name of names) {
      const reading = readFailedAttempt(join(folder, name));
      const about = { seeds: [Number(name[12])], reason: expect.stringContaining('not finite') };
      expect(reading).toMatchObject({ kind: 'valid', file: { cohort: Number(name[12]), about } });
    }
    expect(readFileSync(join(ledgerFolder, 'README.txt'), 'utf8')).toContain('.failed-N');
  });

  it('at last followed by runs counts as one of two, and the numbers are those of the seed', async () => {
    const ledgerFolder = newFolder();
    const catalogue = [plantedClaim('clear', 16)];
    const plain = await verify(catalogue, { ledgerFolder: newFolder(), train: failingFirst(() => 0) });
    const failing = failingFirst(() => 1);
    await verify(catalogue, { ledgerFolder, train: failing });
    const after = await verify(catalogue, { ledgerFolder, train: failing });
    expect(after.runs).toEqual({ trained: 8, found: 0, failed: 0 });
    expect(after.verdicts).toEqual(plain.verdicts);
  });
});

/** Lets each seed fail as often as `failures` says of its number, and then gives it the number that it had all along. */
function failingFirst(failures: (planted: number) => number): Train {
  const made = new Map<string, number>();
  return async (request) => {
    const plantedAt = (seed: number) => (seed % 2 === 0 ? VAGUE : CLEAR)[seed % 8] as number;
    const through = request.cohorts.filter(({ label, seeds }) => {
      const [seed = 0] = seeds;
      const before = made.get(`${label} ${seed}`) ?? 0;
      made.set(`${label} ${seed}`, before + 1);
      return before >= failures(plantedAt(seed));
    });
    for (const cohort of request.cohorts) if (!through.includes(cohort)) request.onFailed(cohort, 'as it pleases');
    await plant((_, seed) => plantedAt(seed))({ ...request, cohorts: through });
  };
}

type Row = readonly number[];
const partWith = (rule: DecisionRule): ClaimPart => ({
  name: 'the number',
  unit: 'accuracy',
  range: { low: -1, high: 1 },
  rule,
  estimands: (rule.kind === 'trend' ? rule.levels : ['']).map((_, index) =>
    at('base', 'row' as Measurement, String(index) as Group),
  ) as unknown as readonly [Estimand],
});
const runOf = (row: Row) => ({ base: { values: { row } } }) as unknown as SeedRuns;

/** As the board judges a part: by the seeds at which it stops, holes as they are. */
function outcomeWith(part: ClaimPart, rows: readonly Row[], isFailed: (seed: number) => boolean): string {
  const seeds = rows.map((_, seed) => seed);
  const stateOf = (seed: number) => (isFailed(seed) ? { base: null } : runOf(rows[seed] as Row));
  const standing = standingOf({ parts: [part] }, { seeds, stateOf });
  return decidePart(part, standing.seeds.map(stateOf)).outcome;
}

const clip = (value: number) => Math.max(-1, Math.min(1, value));
const unit = fc.double({ min: -1, max: 1, noNaN: true });
/** Numbers of a world: a mean, a spread, something that grows over the seeds, and here and there one that is far away. */
const numbers = fc
  .record({
    mean: unit,
    spread: fc.double({ min: 0.001, max: 0.5, noNaN: true }),
    growth: fc.constantFrom(0, 0, 0.01, 0.05, -0.02),
    noise: fc.array(unit, { minLength: 32, maxLength: 32 }),
    far: fc.dictionary(fc.constantFrom('0', '3', '7', '8', '11', '20'), unit, { maxKeys: 3 }),
  })
  .map(({ mean, spread, growth, noise, far }) =>
    noise.map((z, seed) => clip(far[seed] ?? mean + growth * (seed - 8) + spread * z)),
  );
/** Fail what would be lowest, highest, or farthest from the rest; or any others. */
const adversary = fc.oneof(
  fc.record({ kind: fc.constantFrom('lowest', 'highest', 'farthest'), count: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('these'), these: fc.uniqueArray(fc.nat(31), { minLength: 1, maxLength: 4 }) }),
);
type Adversary = { readonly kind: string; readonly count?: number; readonly these?: readonly number[] };

function failuresOf({ kind, count = 0, these = [] }: Adversary, values: readonly number[]): ReadonlySet<number> {
  const mean = values.reduce((sum, value) => sum + value / values.length, 0);
  const badness = (value: number) =>
    kind === 'lowest' ? value : kind === 'highest' ? -value : -Math.abs(value - mean);
  const inOrder = values.map((_, seed) => seed).sort((a, b) => badness(values[a] ?? 0) - badness(values[b] ?? 0));
  return new Set(kind === 'these' ? these : inOrder.slice(0, count));
}

const planned = [0.5, 0.1] as const;
const RULES: Readonly<Record<string, DecisionRule>> = {
  'more than .1': moreThan(0.1, planned),
  'more than .1, one look': { ...moreThan(0.1, planned), design: FIXED },
  'more than .1, three looks': { ...moreThan(0.1, planned), design: THREE_LOOKS },
  'nothing beyond .15': nothingBeyond(0.15, [0, 0.05]),
  'nothing beyond .15, one look': { ...nothingBeyond(0.15, [0, 0.05]), design: FIXED },
  'increasing over three': increasingOver(['a', 'b', 'c'], { ends: 0.1, reversal: 0.03, planned }),
};

describe('whoever lets runs fail by what they would have shown', () => {
  law.prop([fc.constantFrom(...Object.keys(RULES)), numbers, numbers, numbers, adversary], { numRuns: 150 })(
    'never turns a part that is not reproduced into one that is',
    (name, low, middle, high, chosen) => {
      const rule = RULES[name] as DecisionRule;
      const rows = low.map(
        (value, seed): Row => (rule.kind === 'trend' ? [value, middle[seed] as number, high[seed] as number] : [value]),
      );
      const part = partWith(rule);
      fc.pre(outcomeWith(part, rows, () => false) !== 'reproduced');
      const failures = failuresOf(chosen, rule.kind === 'trend' ? low.map((value, i) => (high[i] ?? 0) - value) : low);
      expect(outcomeWith(part, rows, (seed) => failures.has(seed))).not.toBe('reproduced');
    },
  );

  it('would do so where failed seeds are left out: the law above has teeth', () => {
    const rows = Array.from({ length: 32 }, (_, seed): Row => [seed % 2 === 0 ? 0.4 + seed / 1000 : -0.3]);
    const part = partWith(moreThan(0.1, planned));
    const isFailed = (seed: number) => seed % 2 === 1;
    expect(outcomeWith(part, rows, () => false)).toBe('inconclusive');
    expect(outcomeWith(part, rows, isFailed)).toBe('invalid');
    const kept = rows.filter((_, seed) => !isFailed(seed));
    expect(outcomeWith(part, kept, () => false)).toBe('reproduced');
  });

  law.prop([fc.func(fc.nat(2)), fc.integer({ min: 1, max: 4 })], { numRuns: 3 })(
    'gains nothing by trying again and again, either: a claim is reproduced only if it was so without failures',
    async (failures, commands) => {
      const catalogue = [plantedClaim('mixed', 16)];
      const honest = await verify(catalogue, { ledgerFolder: newFolder(), train: failingFirst(() => 0) });
      const ledgerFolder = newFolder();
      const train = failingFirst((planted) => failures(planted));
      for (let command = 1; command <= commands; command++) {
        const document = await verify(catalogue, { ledgerFolder, train });
        const [verdict] = document.verdicts;
        if (verdict?.verdict === 'reproduced') expect(honest.verdicts[0]?.verdict).toBe('reproduced');
        if (document.runs.failed === 0) expect(document.verdicts).toEqual(honest.verdicts);
      }
    },
  );
});
