// What a report says first, and how much of it rests on the same runs: nothing is counted that has no say without saying so.
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../src/claims/verdicts/verdict.ts';
import { describeDependence } from '../../src/report/describe-coverage.ts';
import { describeFound } from '../../src/report/verdict-appearance.ts';
import { sampleDocument } from './sample-document.ts';

const [first] = sampleDocument.verdicts;
/** Reproduced findings that read these experiments, unless something else is said. */
const verdicts = (...changes: readonly Partial<Verdict>[]) =>
  changes.map((change) => ({ ...first, verdict: 'reproduced', kind: 'finding', ...change }) as Verdict);
const reading = (claim: string, ...experimentHashes: readonly string[]) => ({ claim, experimentHashes });

describe('the headline', () => {
  it('tells findings that have a say from those that have none', () => {
    expect(describeFound({ verdicts: verdicts({}, { required: false }, { verdict: 'inconclusive' }) })).toBe(
      '2 of 3 findings reproduced (1 of these not required). Of all tests 1 of the 2 required ones are reproduced.',
    );
    expect(describeFound({ verdicts: verdicts({}, { required: false, verdict: 'inconclusive' }) })).toBe(
      '1 of 2 findings reproduced. Of all tests 1 of the 1 required ones are reproduced.',
    );
  });
});

describe('the sentence about the same runs', () => {
  it('names those that read the runs that most of them read, and counts those that share others', () => {
    const shared = verdicts(
      reading('a', 'x', 'y'),
      reading('b', 'x'),
      reading('c', 'x'),
      reading('d', 'y'),
      reading('e', 'z'),
      reading('f', 'z'),
      reading('g', 'alone'),
    );
    expect(describeDependence(shared)).toBe(
      'These verdicts are not independent of each other: 3 of 7 verdicts on digit-grid/symbols read the same runs (a, b, c), and 3 more share runs with another.',
    );
    expect(describeDependence(shared.slice(0, 4))).toContain('(a, b, c), and 1 more shares runs with another.');
    expect(describeDependence(shared.slice(0, 3))).toContain('(a, b, c).');
    expect(describeDependence(shared.slice(5))).toBeNull();
  });
});
