// What a report says of numbers that are means over deals of Stage 2: from made-up records through the judge to its words.
import { describe, expect, it } from 'vitest';
import { namedEntitiesBase, STAGE_2_DEALS } from '../../src/claims/arms/named-entities.ts';
import type { ClaimTest } from '../../src/claims/claim.ts';
import { mean } from '../../src/claims/estimands.ts';
import { CLAIMS, claimById } from '../../src/claims/registry/registry.ts';
import { judge } from '../../src/claims/verdicts/judge.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { describeSplit } from '../../src/report/describe-split.ts';
import { validateReport } from '../../src/report/read-report.ts';
import { renderHtml } from '../../src/report/render-html.ts';
import { renderMarkdown } from '../../src/report/render-markdown.ts';
import { sampleDocument } from './sample-document.ts';

const claim = claimById('iml-appears');
const test = claim.tests.find(({ task, required }) => task === 'named-entities' && required) as ClaimTest;

/** D5 is better by `by` of a deal with the tags as they were, and worse by it with them exchanged. */
function record(seed: number, by: readonly number[]): RunRecord {
  const moments = by.flatMap((one, deal) => {
    const ending = deal === 0 ? '' : `-deal-${deal + 1}`;
    return [
      [`after-stage-2${ending}`, -5 + one],
      [`after-stage-2-swapped${ending}`, -5 - one],
    ] as const;
  });
  const questions = ['name', 'qa'].flatMap((question) =>
    moments.flatMap(([moment, D5]) =>
      ['log-likelihood', 'exact-match'].map((metric) => [`${moment}/${question}/${metric}`, { D5, D6: -5, QA7: -14 }]),
    ),
  );
  const before = { D1QA1: -4, D2QA2: -8, QA3: -9 };
  const values = Object.fromEntries([
    ...questions,
    ...['name', 'qa'].map((question) => [`before-stage-2/${question}/log-likelihood`, before]),
    ['before-stage-2/qa/exact-match', before],
  ]);
  const training = { 'stage 1': { steps: 152, epochs: 8, finalLoss: 0.4 + seed / 1000, reachedTarget: null } };
  return {
    seed,
    roles: { reliableTag: seed % 2, groups: `A${seed}`, legend: {} } as never,
    training,
    values,
    curves: {},
  };
}

const SEEDS = [1, 2, 3];
const verdict = judge({
  claim,
  test,
  arms: { base: namedEntitiesBase },
  seeds: SEEDS,
  runOf: (_arm, seed) => record(seed, [seed, seed + 0.5, seed - 0.5, seed]),
  verdictOf: () => 'not-run',
  replay: 'iml run',
});
const [part] = verdict.parts;

describe('a number that is a mean over deals', () => {
  it('is the mean of its repeats in every claim that has them', () => {
    const repeated = CLAIMS.flatMap(({ tests }) => tests.flatMap(({ parts }) => parts)).filter(
      ({ repeats }) => repeats,
    );
    expect(repeated.length).toBeGreaterThan(0);
    for (const { estimands, repeats = [] } of repeated) {
      const [first, ...others] = repeats;
      expect(repeats).toHaveLength(STAGE_2_DEALS);
      expect(estimands).toEqual([mean(first as NonNullable<typeof first>, ...others)]);
    }
  });

  it('is judged by models, and its spread is told beside it', () => {
    expect(part?.perSeed.map(({ values }) => values)).toEqual([[1], [2], [3]]);
    // Means 1, 2, 3; deals spread by sqrt(1/6): the models' variance is 1 - (1/6) / 4.
    expect(part?.split).toMatchObject({ groups: 3, valuesAGroup: 4, mean: 2 });
    expect(part?.split?.withinDeviation).toBeCloseTo(Math.sqrt(1 / 6), 12);
    expect(part?.split?.betweenDeviation).toBeCloseTo(Math.sqrt(1 - 1 / 24), 12);
    expect(part?.split?.standardError).toBeCloseTo(1 / Math.sqrt(3), 12);
    expect(describeSplit(part as NonNullable<typeof part>)).toMatchInlineSnapshot(
      `"Spread: 3 models with 4 deals of Stage 2 each; standard deviation 0.979 between models and 0.408 between deals of one (nats a question). The test counts models: +2.000 with a standard error of 0.577. Were the 12 deals taken for independent runs, it would be 0.268."`,
    );
  });

  it('stands in both forms of the report, and passes its schema', async () => {
    const document = { ...sampleDocument, verdicts: [verdict, ...sampleDocument.verdicts.slice(1)] };
    expect(() => validateReport(document, 'a spec')).not.toThrow();
    const words = describeSplit(part as NonNullable<typeof part>) as string;
    expect(renderMarkdown(document)).toContain(words);
    expect(await renderHtml(document)).toContain(words);
  });

  it('has no such words where a model is measured once', () => {
    expect(describeSplit({ unit: 'nats' })).toBeNull();
  });
});
