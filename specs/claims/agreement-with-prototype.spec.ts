// Do the measured effects agree with those of an implementation that is not ours (golden/pytorch-prototype-effects.json)?
// Disagreement must be shown: by an interval of the difference that holds neither 0 nor only what is within the registered margin. Means
// that lie apart by chance show none, and means that lie together by chance no agreement: what is undecided is told. In `npm test` over
// the 40 golden seeds.
import { readFileSync } from 'node:fs';
import { describe, expect, inject, it } from 'vitest';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import { referenceEffects, withSizes } from '../../src/execution/campaign/reference-effects.ts';
import { say } from './provided.ts';

const effects = referenceEffects();
const verdicts = JSON.parse(readFileSync(inject('verdictsOnce'), 'utf8')) as Verdict[];
const sizesAt = (confidence?: number) =>
  withSizes(verdicts, effects, confidence).flatMap(({ claim, task, parts }) =>
    parts.flatMap(({ size }, part) =>
      size === undefined ? [] : [{ ...size, named: `${claim}, ${task}, part ${part}` }],
    ),
  );
const sized = sizesAt();
const isShown = ({ outcome }: { readonly outcome: string }) => outcome !== 'equivalent' && outcome !== 'undecided';

describe('the PyTorch prototype and this harness', () => {
  it('are compared in every part that the prototype has', () => {
    const named = effects.map(({ claim, task, part }) => `${claim}, ${task}, part ${part}`);
    expect(sized.map((size) => size.named).sort()).toEqual(named.sort());
  });

  it('are nowhere shown to differ in size', () => {
    for (const { named, outcome, difference, margin } of sized) {
      if (outcome === 'undecided') {
        const [estimate, low, high] = [difference.estimate, difference.low, difference.high].map((end) =>
          end.toFixed(3),
        );
        say(`size undecided: ${named}: ${estimate} [${low}, ${high}], margin ${margin}`);
      }
    }
    // All parts are asked at once: each at a share of .02, or one of 35 equal ones would be shown to differ in every other set of seeds. What
    // is the same within the margin by the interval of its own stays so, though a wider one reaches beyond.
    const atShare = new Map(sizesAt(1 - 0.02 / effects.length).map((one) => [one.named, one]));
    expect(sized.filter((one) => isShown(one) && isShown(atShare.get(one.named) ?? one))).toEqual([]);
  });
});
