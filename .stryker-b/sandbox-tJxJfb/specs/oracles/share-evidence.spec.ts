// Oracles: evidence of a share against exact fractions, roots of SciPy, and all paths of yes and no, by dynamic programming over the count and one by
// one. Values and the command that made them: share-evidence-oracles.py, share-evidence-oracles.json.
import { describe, expect, test } from 'vitest';
import { chanceOfNotReproduced, chanceOfReproduced } from '../../src/decisions/chances.ts';
import type { DispersionRule } from '../../src/decisions/decision.ts';
import { SEQUENTIAL } from '../../src/decisions/design.ts';
import { shareBeyond, spreadOfShare } from '../../src/decisions/dispersion.ts';
import { logEvidenceOfLess, logEvidenceOfMore, sharesNotRejected } from '../../src/statistics/share-evidence.ts';
import oracles from './share-evidence-oracles.json' with { type: 'json' };

describe('evidence of a share', () => {
  test('is that of exact fractions, to 1e-12', () => {
    for (const { yes, of, share, less, more } of oracles.evidence) {
      expect(Math.exp(logEvidenceOfLess({ yes, of }, share)) / less - 1).toBeCloseTo(0, 12);
      expect(Math.exp(logEvidenceOfMore({ yes, of }, share)) / more - 1).toBeCloseTo(0, 12);
    }
  });

  test('none beyond passes at 16 of alpha .01 and a bound of .3, at 20 of .25, at 25 of .2', () => {
    const fewest = (share: number) => {
      const counts = Array.from({ length: 40 }, (_, index) => index + 1);
      return counts.find((of) => logEvidenceOfLess({ yes: 0, of }, share) >= Math.log(100));
    };
    expect([0.3, 0.25, 0.2].map(fewest)).toEqual([16, 20, 25]);
  });

  test('leaves the shares between the roots that SciPy finds', () => {
    for (const { yes, of, less, more, interval } of oracles.intervals) {
      const { low, high } = sharesNotRejected({ yes, of }, { less, more });
      expect(low).toBeCloseTo(interval[0] ?? Number.NaN, 10);
      expect(high).toBeCloseTo(interval[1] ?? Number.NaN, 10);
    }
  });

  test('has a mean of 1 at the share itself and less on the side that it speaks against, summed over all paths of twelve', () => {
    const meanAt = (truth: number, evidence: typeof logEvidenceOfLess) => {
      let mean = 0;
      for (let path = 0; path < 2 ** 12; path++) {
        const yes = path.toString(2).replaceAll('0', '').length;
        mean += truth ** yes * (1 - truth) ** (12 - yes) * Math.exp(evidence({ yes, of: 12 }, 0.3));
      }
      return mean;
    };
    expect(meanAt(0.3, logEvidenceOfLess)).toBeCloseTo(1, 12);
    expect(meanAt(0.3, logEvidenceOfMore)).toBeCloseTo(1, 12);
    expect(meanAt(0.4, logEvidenceOfLess)).toBeLessThan(0.5);
    expect(meanAt(0.2, logEvidenceOfMore)).toBeLessThan(0.5);
  });
});

/** Fewest and most seeds of the rule, whose values put a share of `truth` beyond its margin. */
function ruleOf({ share, barLess, barMore, fewest, most }: (typeof oracles.processes)[number]): DispersionRule {
  return {
    kind: 'dispersion',
    margin: 1,
    shareBelow: share,
    alpha: 1 / barLess,
    refutable: barMore / barLess,
    design: { ...SEQUENTIAL, fewestSeeds: fewest, mostSeeds: most },
    planned: { effect: 0, standardDeviation: 1 },
  };
}

describe('chances of a dispersion rule', () => {
  test('are those of all paths by exact fractions: it shows what is false and refutes what is true in at most alpha', () => {
    for (const asked of oracles.processes) {
      const { share, truth, chances, barLess, barMore, most: seeds } = asked;
      const [reproduced = Number.NaN, notReproduced = Number.NaN] = chances;
      if (truth >= share) expect(reproduced).toBeLessThanOrEqual(1 / barLess);
      if (truth <= share) expect(notReproduced).toBeLessThanOrEqual(1 / barMore);
      const design = { rule: ruleOf(asked), truth: spreadOfShare(1, truth), seeds };
      expect(shareBeyond(1, design.truth)).toBeCloseTo(truth, 12);
      expect(chanceOfReproduced(design)).toBeCloseTo(reproduced, 11);
      expect(chanceOfNotReproduced(design)).toBeCloseTo(notReproduced, 11);
    }
  });

  test('of one look at 28 seeds are those of at most one beyond, by the binomial and the normal distribution of SciPy', () => {
    for (const { beyond, marginInSd, of, atMostOne } of oracles.fixed) {
      const { design: _, ...rule } = { ...ruleOf(oracles.processes[0] as never), margin: marginInSd, shareBelow: 0.3 };
      const truth = { effect: 0, standardDeviation: 1 };
      expect(shareBeyond(marginInSd, truth)).toBeCloseTo(beyond, 12);
      expect(chanceOfReproduced({ rule: { ...rule, refutable: 1 }, truth, seeds: of })).toBeCloseTo(atMostOne, 11);
    }
  });

  test('count values about another mean on either side of the margin', () => {
    // python -c "from scipy.stats import norm; print(norm.sf(1, .5, .4) + norm.cdf(-1, .5, .4))"
    expect(shareBeyond(1, { effect: 0.5, standardDeviation: 0.4 })).toBeCloseTo(0.10573819095205615, 14);
    expect(shareBeyond(1, { effect: -0.5, standardDeviation: 0.4 })).toBeCloseTo(0.10573819095205615, 14);
  });
});
