// Gates about what was learned, on the golden pools: sound runs pass at the limits of the rule, under-trained ones do not, and a seed without
// a run counts with the worst that it could have shown.
import { describe, expect, it } from 'vitest';
import { wasmGoldens } from '../../lab/defects/runs/golden-ledger.ts';
import { gateRows } from '../../lab/gates/gate-rows.ts';
import { type ClaimGate, describeLimit } from '../../src/claims/claim.ts';
import { knownDefinitions, learnedStageOne, trainedToLoss } from '../../src/claims/rules.ts';
import { judge } from '../../src/claims/verdicts/judge.ts';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import type { GoldenTest } from '../../src/goldens/golden-tests.ts';
import { runsOfPools } from '../../src/goldens/pool-schema.ts';

const goldens = wasmGoldens();
const runsOf = runsOfPools(goldens.pools);
const SEEDS = goldens.seeds.slice(0, 8);

const testOf = (id: string) => goldens.tests.find(({ claim }) => claim.id === id) as GoldenTest;
const base = testOf('iml-appears');
const width4 = testOf('larger-models-more-iml').hashes.width4 as string;

interface Planted {
  readonly gates: readonly ClaimGate[];
  /** Whose runs stand for those of the arm. */
  readonly runsFrom?: string;
  readonly missing?: number;
}

function verdictWith({ gates, runsFrom = base.hashes.base as string, missing }: Planted): Verdict {
  return judge({
    ...base,
    test: { ...base.test, gates, plots: () => [] },
    seeds: SEEDS,
    runOf: (_, seed) => (seed === missing ? null : (runsOf(runsFrom).get(seed) ?? null)),
    verdictOf: () => 'reproduced',
    replay: '',
  });
}

describe('gates about inputs', () => {
  const fitted = [learnedStageOne('base', 0.89), ...trainedToLoss(0.19, 'base')];

  it('pass sound runs, and say what they measured', () => {
    const { verdict, gates } = verdictWith({ gates: [...fitted, ...knownDefinitions('base', 0.98)] });
    expect(verdict).toBe('reproduced');
    expect(
      gates.map((gate) => `${gate.description}, ${describeLimit(gate)}: ${gate.mean?.toFixed(3)}`),
    ).toMatchInlineSnapshot(`
      [
        "held-out accuracy of D1QA1 after Stage 1 (arm "{arm}"), at least 0.89: 0.915",
        "Stage-1 loss in nats (arm "{arm}"), at most 0.19: 0.152",
        "accuracy of D5 asked with its own tag after Stage 2 (arm "{arm}"), at least 0.98: 1.000",
        "accuracy of D6 asked with its own tag after Stage 2 (arm "{arm}"), at least 0.98: 1.000",
      ]
    `);
  });

  it('stop under-trained runs by accuracy and by loss', () => {
    const [accuracy, loss] = fitted as [ClaimGate, ClaimGate];
    for (const gate of [accuracy, loss]) {
      const { verdict, reason } = verdictWith({ gates: [gate], runsFrom: width4 });
      expect({ verdict, reason }).toMatchObject({
        verdict: 'invalid',
        reason: expect.stringContaining(describeLimit(gate)),
      });
    }
  });

  it('count a missing run as none correct, and its loss as without end', () => {
    const [accuracy, loss] = verdictWith({ gates: fitted, missing: SEEDS[0] as number }).gates;
    // Seven eighths of .92 lie below .89.
    expect(accuracy).toMatchObject({ passed: false });
    expect(loss).toMatchObject({ passed: false, mean: expect.closeTo(0.15, 1) });
    const lenient = verdictWith({
      gates: [learnedStageOne('base', 0.75), ...trainedToLoss(10, 'base')],
      missing: SEEDS[0] as number,
    });
    expect(lenient.gates.map(({ passed }) => passed)).toEqual([true, false]);
  });
});

describe('the table of gates', () => {
  const rows = gateRows(goldens.tests, runsOf);

  it('has the declared gates of every test, and gates about inputs of every arm', () => {
    const declared = goldens.tests.reduce((sum, { test }) => sum + test.gates.length, 0);
    expect(rows.reduce((sum, { claims }) => sum + claims.length, 0)).toBe(declared);
    const losses = rows.filter(({ description }) => description.startsWith('Stage-1 loss'));
    expect(losses).toHaveLength(goldens.pools.length);
  });

  it('shows no declared gate that sound runs fail too often', () => {
    // Arms that stop at a loss end below it, whatever a normal law of their losses says.
    const fragile = rows.filter(
      ({ chance, claims }) => (chance ?? 1) < 0.999 && !claims.includes('larger-models-more-iml'),
    );
    expect(fragile.map(({ task, description, claims }) => ({ task, description, claims }))).toEqual([]);
    expect(rows.filter(({ chance }) => chance !== null).length).toBeGreaterThan(20);
  });

  it('has limits that eight sound runs of the pool keep', () => {
    for (const first of [0, 8]) {
      const eight = gateRows(goldens.tests, (hash) => new Map([...runsOf(hash)].slice(first, first + 8)));
      expect(eight).toHaveLength(rows.length);
      const beyond = eight.filter(({ mean }, index) => {
        const { byRule } = rows[index] as (typeof rows)[number];
        return 'minimum' in byRule ? mean < byRule.minimum : mean > byRule.maximum;
      });
      expect(beyond).toEqual([]);
    }
  });
});
