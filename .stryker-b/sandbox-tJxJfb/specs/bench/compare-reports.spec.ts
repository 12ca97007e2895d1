// What the benchmark says about two runs of the same profile: the same verdicts or not, and by how much effects differ.
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../lab/bench/iml-run.ts';
import { compareReports } from '../../lab/bench/profile-part.ts';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import { sampleDocument, sampleWith } from '../report/sample-document.ts';

describe('two reports', () => {
  const { verdicts } = sampleDocument;
  const [first, ...rest] = verdicts;
  if (first === undefined || !('effect' in first) || first.effect === null)
    throw new Error('the sample begins with a verdict that has an effect');
  const moved = { ...first, effect: { ...first.effect, estimate: first.effect.estimate + 0.25 } };

  it('of the same numbers agree', () => {
    expect(compareReports({ verdicts }, { verdicts })).toMatchObject({
      sameVerdicts: true,
      largestEffectDifference: { difference: 0 },
    });
  });

  it('show the largest difference of effects', () => {
    const compared = compareReports({ verdicts }, { verdicts: [moved, ...rest] });
    expect(compared.sameVerdicts).toBe(true);
    expect(compared.largestEffectDifference).toMatchObject({ claim: first.claim, task: first.task });
    expect(compared.largestEffectDifference?.difference).toBeCloseTo(0.25, 12);
  });

  it('disagree where a verdict is another or is missing', () => {
    const [other] = sampleWith('invalid').verdicts as [Verdict];
    expect(compareReports({ verdicts }, { verdicts: [other, ...rest] }).sameVerdicts).toBe(false);
    expect(compareReports({ verdicts }, { verdicts: rest }).sameVerdicts).toBe(false);
    expect(compareReports({ verdicts: rest }, { verdicts }).sameVerdicts).toBe(false);
  });
});

describe('the run of the benchmark', () => {
  it('is the command that a person would give', () => {
    expect(wordsOf({ backend: 'wasm', processes: 2, claim: 'iml-appears', seeds: 4 }).join(' ')).toBe(
      'run --profile quick --backend wasm --processes 2 --claim iml-appears --seeds 4',
    );
    expect(wordsOf({ backend: 'wasm', processes: null, claim: null, seeds: null }).join(' ')).toBe(
      'run --profile quick --backend wasm',
    );
  });
});
