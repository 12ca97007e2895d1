// A dispersion rule in a report: what it asks, what it found, what it would have said, and the axis of its curve.
import { expect, test } from 'vitest';
import { fewBeyond } from '../../src/claims/rules.ts';
import { operatingRates } from '../../src/decisions/campaigns.ts';
import { decide } from '../../src/decisions/decide.ts';
import { operatingCurve } from '../../src/decisions/operating-curve.ts';
import { describeOperatingCurve } from '../../src/report/describe-error-rates.ts';
import { describeRule } from '../../src/report/describe-rule.ts';
import { describeEffect, describeEstimates } from '../../src/report/describe-verdict.ts';
import { operatingFigure } from '../../src/report/html/verdict-section.ts';

const rule = fewBeyond(0.05, [0, 0.018]);
const unit = 'accuracy';
const values = Array.from({ length: 32 }, (_, seed) => (seed === 3 ? 0.06 : ((seed % 7) - 3) / 100));
const part = {
  name: 'single models',
  rule,
  unit,
  decision: decide(rule, values),
  operatingCurve: operatingCurve(rule, 32, (asked, truth, seeds) =>
    operatingRates({ rule: asked, truth, seeds }, { campaigns: 200, seed: 1 }),
  ),
};

test('is put into words', () => {
  expect(describeRule(rule, unit)).toMatchInlineSnapshot(
    `"Dispersion: less than 0.3 of all models lie beyond ±0.05 accuracy, whatever their mean (one model a seed; level 0.01). What would have contradicted this: evidence at level 0.01 that the share of models beyond ±0.05 accuracy lies above 0.3. It looks after every seed, from 8 to 32, and stops at evidence of 100 to 1 for it or 100 to 1 against it; it gives up, which is inconclusive, once neither can come any more, whatever the seeds that are left show."`,
  );
  expect(describeEffect(part)).toMatchInlineSnapshot(
    `"Share of models beyond ±0.05 accuracy: 0.036, 98 % confidence sequence 0.000 to 0.298, which lies wholly below the bound 0.3."`,
  );
  expect(describeEstimates(part)).toBeNull();
  // A null whose share is not bounded is one of the mean alone.
  const open = {
    ...part,
    decision: decide(
      rule,
      Array.from({ length: 32 }, (_, seed) => (seed % 4 === 0 ? 0.2 : 0.01)),
    ),
  };
  expect(open.decision.outcome).toBe('inconclusive');
  expect(describeEffect(open)).toMatch(
    /includes the bound 0\.3\. Whatever the mean of all, single models may have an effect of either sign\.$/,
  );
  expect(describeOperatingCurve(part)).toMatchInlineSnapshot(
    `"This rule would say reproduced in > 98.5 % of runs where no model lies beyond the margin, and in < 1.5 % where 0.3 of all models do; not reproduced in < 1.5 % and in < 1.5 %. It spends 16 and 20.2 seeds on average, in nine runs of ten at most 16 and 24."`,
  );
});

test('has a curve over the share of models', async () => {
  const figure = (await operatingFigure(part, 'rates'))?.markup ?? '';
  expect(figure).toContain('true share of models beyond the margin');
  expect(figure.slice(figure.indexOf('<figcaption>'))).toMatchInlineSnapshot(`
    "<figcaption>Share of runs by the true share of models beyond the margin, of values about 0, and at most 32 seeds. Dashed: the bound of the share. From 200 simulated campaigns a point, with normal noise.</figcaption></figure>
    "
  `);
});
