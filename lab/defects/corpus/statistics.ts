// Mistakes in how runs become a verdict.
import { experimentsOf } from '../../../src/claims/arms/experiments-of.ts';
import { minus } from '../../../src/claims/estimands.ts';
import { claimById } from '../../../src/claims/registry/registry.ts';
import { decide } from '../../../src/decisions/decide.ts';
import type { EquivalenceRule, ExistenceRule } from '../../../src/decisions/decision.ts';
import type { Experiment } from '../../../src/experiments/experiment.ts';
import { refutation } from '../planted/bad-rules.ts';
import { errorOf } from '../planted/error-of.ts';
import {
  judgeRuns,
  judgeSpoilt,
  RECORDED,
  RECORDED_NULL,
  said,
  storedRun,
  testOf,
  untouched,
} from '../planted/judged.ts';
import { defectsOf, type Planted, type Sound, type Surroundings } from './defect.ts';

const FALSE_REPRODUCTIONS = /^false in 0\.[0-9]+ of 800 campaigns, where at most 0\.05 is promised/;
const [firstPart] = testOf(claimById('iml-appears')).parts;
const existence = firstPart.rule as ExistenceRule;
const equivalence = testOf(claimById('before-stage-2-no-difference')).parts[0].rule as EquivalenceRule;
const baseRun = (at: Surroundings, seed: number) =>
  storedRun(at, experimentsOf(testOf(claimById('iml-appears')).arms, '').base as Experiment, seed);
const gapOf = (at: Surroundings, seed: number) => {
  const { D5 = 0, D6 = 0 } = baseRun(at, seed).values['after-stage-2/qa/accuracy'] ?? {};
  return D5 - D6;
};

const badRule = (id: string, rule: string, what: string): Planted => ({
  id,
  what,
  mustBe: 'refuted',
  because: FALSE_REPRODUCTIONS,
  run: async () => refutation(rule),
});

export const SOUND_STATISTICS: readonly Sound[] = [
  {
    id: 'recorded-uninformative',
    what: 'The recorded control without the effect, behind a reproduced positive claim.',
    mustBe: 'reproduced',
    run: async (at) => said(judgeSpoilt(at, 'uninformative-tags-no-iml', untouched, { seeds: RECORDED_NULL })),
  },
];

export const STATISTICS_DEFECTS = defectsOf('statistics', [
  badRule('peeking', 'peeking at p < .05', 'Seeds are added until p < .05.'),
  badRule('point-inside-the-band', 'point within the band', 'A mean inside the band is called equivalent.'),
  badRule(
    'not-significant-as-a-pass',
    '"not significant" as a pass',
    'No significant difference is called equivalence.',
  ),
  badRule('best-of-three', 'best of three configurations', 'Three configurations are tried and the best is reported.'),
  badRule('worst-seed-dropped-by-rule', 'dropping the worst seed', 'The rule is applied to all seeds but the worst.'),
  badRule('items-as-replicates', 'items as replicates', 'The questions of a seed are counted as replicates.'),
  badRule('one-sided-the-wrong-way', 'one-sided the wrong way', 'The one-sided test asks for the other side.'),
  badRule(
    'outliers-dropped',
    'ends dropped as outliers',
    'The seeds at both ends are dropped as outliers before the test.',
  ),
  badRule(
    'failed-seeds-drawn-again',
    'failed seeds drawn again',
    'Seeds that come out badly are counted as failed and replaced.',
  ),
  badRule('normal-quantiles', 'normal quantiles with three seeds', 'Normal quantiles are used with three seeds.'),
  badRule('either-measure', 'either of two measures', 'One of several measures that passes is enough.'),
  badRule('holm-left-out', 'Holm left out', 'Twelve claims are each tested at the alpha of the family.'),
  badRule(
    'e-values-over-reused-seeds',
    'e-values multiplied over reused seeds',
    'E-values of the same seeds are multiplied.',
  ),
  {
    id: 'sign-flip',
    what: 'A claim of "less" is read with the wrong sign.',
    mustBe: 'not-reproduced',
    because: /shown to fall short of -0\.1/,
    run: async (at) => {
      const test = testOf(claimById('tags-swapped-flips-iml'));
      const [part] = test.parts;
      const flipped: typeof part = { ...part, estimands: [minus(0, part.estimands[0])] };
      return said(judgeSpoilt(at, 'tags-swapped-flips-iml', untouched, { test: { ...test, parts: [flipped] } }));
    },
  },
  {
    id: 'reused-seed',
    what: 'One run is counted under two seed numbers.',
    mustBe: 'invalid',
    because: /Seeds 32002 and 32005 hold the same run/,
    run: async (at) =>
      said(judgeSpoilt(at, 'iml-appears', (run, seed) => (seed === 32_005 ? { ...baseRun(at, 32_002), seed } : run))),
  },
  {
    id: 'reused-seed-with-noise',
    what: 'One run is counted as eight, each with a little noise (other questions of the same seed).',
    mustBe: 'invalid',
    because: /32000 and 32001 .* were dealt the same groups/,
    run: async (at) =>
      said(
        judgeSpoilt(at, 'iml-appears', (_, seed) => {
          const run = structuredClone(baseRun(at, 32_000));
          const accuracy = run.values['after-stage-2/qa/accuracy'];
          if (accuracy?.D6 !== undefined) accuracy.D6 += 1e-4 * (seed - 32_000);
          return { ...run, seed };
        }),
      ),
  },
  {
    id: 'worst-seed-dropped',
    what: 'The run with the smallest gap is left out.',
    mustBe: 'invalid',
    because: /1 of \d+ seeds have no complete run \((320\d\d)\), and seeds are never replaced/,
    run: async (at) => {
      const worst = RECORDED.slice(0, 8).reduce((left, right) => (gapOf(at, right) < gapOf(at, left) ? right : left));
      const found = said(judgeSpoilt(at, 'tags-swapped-flips-iml', (run, seed) => (seed === worst ? null : run)));
      return found.reason.includes(String(worst)) ? found : { ...found, reason: `does not name ${worst}` };
    },
  },
  {
    id: 'first-seed-missing',
    what: 'A run is missing and nobody says so.',
    mustBe: 'invalid',
    because: /1 of \d+ seeds have no complete run \(32000\)/,
    run: async (at) => said(judgeSpoilt(at, 'iml-appears', (run, seed) => (seed === 32_000 ? null : run))),
  },
  {
    id: 'averaged-before-pairing',
    what: 'D5 and D6 are averaged over seeds before they are paired: one difference is left.',
    mustBe: 'invalid',
    because: /needs at least 2 seeds, and there is 1/,
    run: async (at) => {
      const average = RECORDED.reduce((sum, seed) => sum + gapOf(at, seed), 0) / RECORDED.length;
      const { design: _, ...once } = existence;
      const { outcome, reason } = decide(once, [average]);
      return { outcome, reason };
    },
  },
  {
    id: 'constant-measurement',
    what: 'The measurement never responds: every seed shows the same number, inside the band.',
    mustBe: 'invalid',
    because: /does not vary over seeds/,
    run: async () => {
      const { outcome, reason } = decide(
        equivalence,
        Array.from({ length: 32 }, () => 0.001),
      );
      return { outcome, reason };
    },
  },
  {
    id: 'not-a-number-among-the-samples',
    what: 'A number that is none is handed to the test.',
    mustBe: 'invalid',
    because: /not a finite number/,
    run: async (at) => {
      const values = RECORDED.map((seed) => (seed === 32_004 ? Number.NaN : gapOf(at, seed)));
      const { outcome, reason } = decide(existence, values);
      return { outcome, reason };
    },
  },
  {
    id: 'direction-turned-round',
    what: 'The rule looks to the other side, with the threshold left where it was.',
    mustBe: 'invalid-argument',
    because: /got:\s+direction less, threshold 0\.1/,
    run: () => errorOf(() => decide({ ...existence, direction: 'less' }, [0.1, 0.2])),
  },
  {
    id: 'deaf-harness',
    what: 'A negative control is read though its positive claim failed: the harness would see nothing anyway.',
    mustBe: 'invalid',
    because: /No assay sensitivity: "iml-appears" is not-reproduced/,
    run: async (at) => said(judgeSpoilt(at, 'uninformative-tags-no-iml', untouched, { assay: 'not-reproduced' })),
  },
  {
    id: 'under-trained',
    what: 'Stage 1 is hardly learned, and the gap is there all the same.',
    mustBe: 'invalid',
    because: /gate failed: held-out accuracy of D1QA1.* is 0\.600/,
    run: async (at) =>
      said(
        judgeSpoilt(at, 'iml-appears', (run) => {
          const accuracy = run.values['before-stage-2/qa/accuracy'];
          if (accuracy !== undefined) accuracy.D1QA1 = 0.6;
          return run;
        }),
      ),
  },
  {
    id: 'arms-unpaired',
    what: 'The arms of a claim are taken from different seeds, and the claim is judged as if they were paired.',
    mustBe: 'invalid',
    because: /it is a run of seed 32001/,
    run: async (at) => {
      const test = testOf(claimById('larger-models-more-iml'));
      const arms = experimentsOf(test.arms, '');
      const runOf = (arm: string, seed: number) => {
        const shift = Object.keys(arms).indexOf(arm);
        return storedRun(at, arms[arm] as Experiment, 32_000 + ((seed + shift) % 8));
      };
      return said(judgeRuns('larger-models-more-iml', runOf, { seeds: RECORDED.slice(0, 8) }));
    },
  },
]);
