// What a candidate would change, as it is shown before anyone accepts it: pools, numbers with their margin, verdicts with flips.
import { describe, expect, it } from 'vitest';
import {
  catalogue,
  type ExampleOptions,
  exampleGoldens,
  examplePools,
  scope,
  smallCatalogue,
  verdictsOf,
} from '../../lab/defects/fabricated/golden-examples.ts';
import { diffLines } from '../../src/cli/golden-commands.ts';
import { describeChange, diffGoldens, summariseDiff } from '../../src/goldens/diff-goldens.ts';
import { type AcceptedSet, type Goldens, loadFrom } from '../../src/goldens/load-goldens.ts';

function goldensOf(options: ExampleOptions = {}): Goldens {
  const claims = options.claims ?? catalogue;
  const loaded = loadFrom(exampleGoldens(options), { ...scope, claims });
  if (loaded.kind === 'valid') return loaded.goldens;
  throw new Error(JSON.stringify(loaded.complaints));
}

const accepted = goldensOf();

describe('a diff of goldens', () => {
  it('of the same pools has nothing in it', () => {
    const diff = diffGoldens(accepted, accepted);
    expect(summariseDiff(diff)).toEqual({
      pools: { identical: 2, changed: 0, added: 0, removed: 0 },
      numbers: { identical: 4, close: 0, equivalent: 0, different: 0, added: 0 },
      largest: null,
      flips: [],
    });
  });

  it('with nothing accepted before is all new', () => {
    const diff = diffGoldens(accepted, null);
    expect(diff.fingerprints.before).toBeNull();
    expect(summariseDiff(diff)).toMatchObject({ pools: { added: 2 }, numbers: { added: 4 }, flips: [] });
  });

  it('counts the seeds that changed, and names pools that come or go', () => {
    const [base, other] = accepted.pools as [Goldens['pools'][0], Goldens['pools'][0]];
    const records = base.records.map((record, index) => (index < 3 ? { ...record, record: 'e'.repeat(64) } : record));
    const before: AcceptedSet = {
      ...accepted,
      pools: [
        { ...base, records },
        { ...other, path: 'pools/wasm/quick/old.jsonl' },
      ],
    };
    expect(diffGoldens(accepted, before).pools).toEqual([
      { path: base.path, state: 'changed', seedsChanged: 3 },
      { path: other.path, state: 'new', seedsChanged: 40 },
      { path: 'pools/wasm/quick/old.jsonl', state: 'missing', seedsChanged: 40 },
    ]);
  });

  it('marks a verdict that flips, and says in words what changes', () => {
    const pools = examplePools({ shift: 0.2 });
    const before: AcceptedSet = {
      fingerprint: '0'.repeat(64),
      pools: pools.map((pool, index) => ({ ...pool, path: accepted.pools[index]?.path ?? '', sha256: '' })),
      verdicts: verdictsOf(pools).map((verdict, index) =>
        index === 1 ? { ...verdict, verdict: 'inconclusive' } : verdict,
      ),
    };
    const diff = diffGoldens(accepted, before);
    expect(summariseDiff(diff).flips).toEqual([
      {
        claim: 'difference',
        task: 'digit-grid/symbols',
        design: 'fabricated',
        before: 'inconclusive',
        after: 'reproduced',
        reason: expect.stringMatching(/\S/),
      },
    ]);
    const [number] = diff.numbers;
    expect(number).toMatchObject({ change: { kind: 'different', difference: expect.closeTo(-0.2, 9), seeds: 40 } });
    const lines = diffLines(diff).join('\n');
    expect(lines).toContain('numerics 000000000000 before, fedcba987654 after.');
    expect(lines).toContain('2 pools: 2 changed.');
    expect(lines).toMatch(/different +0\.\d{3} +0\.\d{3} +−0\.200 /);
    expect(lines).toContain(
      'FLIP: difference (digit-grid/symbols; fabricated): inconclusive before, reproduced after: ',
    );
  });

  it('says of a claim that is gone that it is not there any more', () => {
    const few = goldensOf({ claims: smallCatalogue });
    const diff = diffGoldens(few, accepted);
    expect(diff.verdicts[1]).toMatchObject({ claim: 'difference', before: 'reproduced', after: null, flipped: true });
    expect(diffLines(diff).join('\n')).toContain('reproduced before, not there after');
  });
});

describe('a change of a number', () => {
  const of = (...values: readonly number[]) => values.map((value, index) => ({ seed: index, value }));
  const golden = of(...Array.from({ length: 20 }, (_, index) => 0.5 + index / 100));
  const moved = (by: (index: number) => number) => of(...golden.map(({ value }, index) => value + by(index)));

  it.each([
    ['nothing', () => 0, 'identical'],
    ['rounding', (index: number) => (index % 2) * 1e-7, 'close'],
    ['less than a quarter of the claimed effect', (index: number) => 0.05 + (index % 2) / 1000, 'equivalent'],
    ['more than that', (index: number) => 0.2 + (index % 2) / 1000, 'different'],
    ['something that the seeds do not agree on', (index: number) => (index % 2) * 2 - 1, 'different'],
  ] as const)('by %s is told as such', (_, by, kind) => {
    expect(describeChange({ before: golden, after: moved(by) }, 0.4)?.kind).toBe(kind);
  });

  it('is over the seeds that both have, and none without any', () => {
    const after = of(0.6, 0.7).map(({ seed, value }) => ({ seed: seed + 19, value }));
    expect(describeChange({ before: golden, after }, 0.4)).toMatchObject({
      seeds: 1,
      difference: expect.closeTo(-0.09, 9),
    });
    expect(describeChange({ before: golden, after: [{ seed: 99, value: 1 }] }, 0.4)).toBeNull();
  });
});
