// Scores of answers against direct counts in float64; ties, candidates and numbers that are none.
import { fc, test as law } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { scoreAnswers } from '../../../src/tasks/text/world-of-text.ts';

const logit = fc.oneof(fc.float({ min: -30, max: 30, noNaN: true }), fc.constantFrom(-1, 0, 1));
const questions = fc.integer({ min: 2, max: 6 }).chain((words) =>
  fc.array(
    fc
      .record({
        logits: fc.array(logit, { minLength: words, maxLength: words }),
        candidates: fc.uniqueArray(fc.nat(words - 1), { minLength: 1, maxLength: words }),
        place: fc.nat(),
      })
      .map(({ place, ...question }) => ({
        ...question,
        answer: question.candidates[place % question.candidates.length] as number,
      })),
    { minLength: 1, maxLength: 5 },
  ),
);
type Question = { logits: number[]; candidates: number[]; answer: number };

const score = (asked: readonly Question[]) =>
  scoreAnswers(
    Float32Array.from(asked.flatMap(({ logits }) => logits)),
    asked.map(({ answer }) => [answer]),
    asked.map(({ candidates }) => [candidates]),
  );

/** What a reader says who picks one of the largest by lot: how often it is the answer. */
function chanceOfSaying(answer: number, possible: readonly number[], logits: readonly number[]): number {
  const largest = Math.max(...possible.map((word) => logits[word] as number));
  const said = possible.filter((word) => logits[word] === largest);
  return said.includes(answer) ? 1 / said.length : 0;
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('how answers are scored', () => {
  law.prop([questions])('is the mean over questions of what a reader says, and of the log-likelihood', (asked) => {
    const { accuracy, exactMatch, logLikelihood } = score(asked);
    const every = (logits: readonly number[]) => logits.map((_, word) => word);
    expect(accuracy).toBeCloseTo(
      mean(asked.map(({ answer, candidates, logits }) => chanceOfSaying(answer, candidates, logits))),
      12,
    );
    expect(exactMatch).toBeCloseTo(
      mean(asked.map(({ answer, logits }) => chanceOfSaying(answer, every(logits), logits))),
      12,
    );
    expect(logLikelihood).toBeCloseTo(
      mean(
        asked.map(({ answer, logits }) => {
          const own = logits[answer] as number;
          return -Math.log(logits.reduce((sum, value) => sum + Math.exp(value - own), 0));
        }),
      ),
      9,
    );
    expect(accuracy).toBeGreaterThanOrEqual(exactMatch);
  });

  law.prop([questions, fc.constantFrom(-8, 0.5, 16)])(
    'is the same with a number added to all logits',
    (asked, shift) => {
      const rounded = asked.map((question) => ({
        ...question,
        logits: question.logits.map((value) => Math.round(value)),
      }));
      const moved = rounded.map((question) => ({ ...question, logits: question.logits.map((value) => value + shift) }));
      const [plain, other] = [score(rounded), score(moved)];
      expect(other.accuracy).toBe(plain.accuracy);
      expect(other.exactMatch).toBe(plain.exactMatch);
      expect(other.logLikelihood).toBeCloseTo(plain.logLikelihood, 9);
    },
  );

  it('gives a model that says nothing the share of chance', () => {
    const silent = { logits: [2, 2, 2, 2, 2], candidates: [1, 2, 4], answer: 4 };
    const { accuracy, exactMatch, logLikelihood } = score([silent]);
    expect([accuracy, exactMatch]).toEqual([1 / 3, 1 / 5]);
    expect(logLikelihood).toBeCloseTo(-Math.log(5), 12);
  });

  it('knows a word that beats the answer from a candidate that does', () => {
    const asked = { logits: [9, 1, 5], candidates: [1, 2], answer: 2 };
    expect(score([asked])).toMatchObject({ accuracy: 1, exactMatch: 0 });
    expect(score([{ ...asked, answer: 1 }])).toMatchObject({ accuracy: 0, exactMatch: 0 });
  });

  it('stays finite for logits of a thousand', () => {
    const { logLikelihood } = score([{ logits: [1000, -1000], candidates: [0, 1], answer: 1 }]);
    expect(logLikelihood).toBe(-2000);
  });

  it('is no number where the logits are none, and never a right answer', () => {
    const { accuracy, exactMatch, logLikelihood } = score([
      { logits: [Number.NaN, Number.NaN], candidates: [0, 1], answer: 0 },
    ]);
    expect([accuracy, exactMatch, logLikelihood]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });
});
