// Goldens that somebody bends, unseen or in the open.
import type { Pool } from '../../../src/goldens/pool-schema.ts';
import { examplePools, sealed, smallCatalogue, verdictsOf } from '../fabricated/golden-examples.ts';
import { edited, forged, goodGoldens, loaded, promoted } from '../planted/spoilt-goldens.ts';
import { defectsOf, type Sound } from './defect.ts';

const mustBe = 'invalid-golden';

/** The pools of a run in which the claim fails, with the verdicts of one in which it holds. */
const failing = () =>
  sealed({
    pools: examplePools({ claims: smallCatalogue, shift: -0.45 }),
    verdicts: verdictsOf(examplePools({ claims: smallCatalogue }), smallCatalogue),
  });

/** What loading goldens says once their pool was changed and everything around it sealed again. */
const forgedBy = (change: (pool: Pool) => Pool) => () => loaded(forged(change));

export const SOUND_GOLDENS: readonly Sound[] = [
  {
    id: 'goldens-as-promoted',
    what: 'Goldens as they were promoted.',
    mustBe: 'unnoticed',
    run: () => loaded(goodGoldens()),
  },
];

export const GOLDEN_DEFECTS = defectsOf('golden', [
  {
    id: 'golden-digit-edited',
    what: 'A digit of a golden pool is edited.',
    mustBe,
    because: /\.jsonl \(invalid\): .*sha256/,
    run: () => loaded(edited('pool', (text) => text.replace(/"D5":0\.4/, '"D5":0.5'))),
  },
  {
    id: 'golden-number-forged',
    what: 'A number of a golden run is edited, and all checksums are made again.',
    mustBe,
    because: /its summary says that the mean of after-stage-2\/qa\/accuracy of D5/,
    run: forgedBy(({ header, records }) => {
      const [first, ...others] = records;
      if (first === undefined) throw new Error('The pool is empty.');
      const bent = { ...first, values: { 'after-stage-2/qa/accuracy': { D5: 0.9, D6: 0.125 } } };
      return { header, records: [bent, ...others] };
    }),
  },
  {
    id: 'golden-summary-edited',
    what: 'The summary of a pool is edited, and all checksums are made again.',
    mustBe,
    because: /its summary says that the mean .* its records give/,
    run: forgedBy(({ header, records }) => ({
      header: {
        ...header,
        summary: JSON.parse(JSON.stringify(header.summary).replace(/"mean":0\.[0-9]+/, '"mean":0.7')),
      },
      records,
    })),
  },
  {
    id: 'golden-half-promoted',
    what: 'Half of a pool is promoted.',
    mustBe,
    because: /it has 20 seeds, and needs 40 at least/,
    run: forgedBy(({ header, records }) => {
      const seeds = { ...header.acceptance.seeds, count: 20 };
      return { header: { ...header, acceptance: { ...header.acceptance, seeds } }, records: records.slice(0, 20) };
    }),
  },
  {
    id: 'golden-criteria-eased',
    what: 'The criteria of a pool are made easier than its profile demands.',
    mustBe,
    because: /its criteria are/,
    run: forgedBy(({ header, records }) => ({
      header: {
        ...header,
        acceptance: { ...header.acceptance, seeds: { ...header.acceptance.seeds, atLeast: 4 } },
      },
      records,
    })),
  },
  {
    id: 'golden-from-other-seeds',
    what: 'A pool is made of the seeds on which verdicts are given.',
    mustBe,
    because: /line 2 is of seed 20000, where seed 32000 belongs/,
    run: forgedBy(({ header, records }) => ({
      header,
      records: records.map((one) => ({ ...one, seed: one.seed - 12_000 })),
    })),
  },
  {
    id: 'golden-seed-twice',
    what: 'A golden run stands under two seeds.',
    mustBe,
    because: /hold the same run, number for number/,
    run: forgedBy(({ header, records }) => {
      const copy = records[9];
      if (copy === undefined) throw new Error('The pool is too small.');
      return { header, records: records.map((one) => (one.seed === 32_005 ? { ...copy, seed: 32_005 } : one)) };
    }),
  },
  {
    id: 'golden-of-a-failing-run',
    what: 'Runs in which the claim fails are made goldens.',
    mustBe,
    because: /effect on digit-grid\/symbols \(fabricated\) is reproduced .* they give (?:invalid|not-reproduced)/,
    run: () => loaded(failing()),
  },
  {
    id: 'golden-of-another-machine',
    what: 'Goldens of one environment are put in the place of those of another.',
    mustBe,
    because: /the environment of its machine is cpu/,
    run: forgedBy(({ header, records }) => ({
      header: { ...header, machine: { ...header.machine, backend: 'cpu' } },
      records,
    })),
  },
  {
    id: 'golden-history-rewritten',
    what: 'Author of an earlier promotion and reason for it are rewritten.',
    mustBe,
    because: /history\.jsonl \(invalid\)/,
    run: () => loaded(edited('history.jsonl', (text) => text.replace('A Person', 'B Person'))),
  },
  {
    id: 'golden-merge-marker',
    what: 'A pool is committed with the marker of a merge in it.',
    mustBe,
    because: /it has \d+ bytes, and the manifest says/,
    run: () => loaded(edited('pool', (text) => text.replace('\n', '\n<<<<<<< HEAD\n'))),
  },
  {
    id: 'golden-promoted-in-ci',
    what: 'A build server makes its own results the goldens.',
    mustBe: 'golden-refused',
    because: /CI|build server/,
    run: (at) => promoted(at, { variables: { CI: 'true' } }),
  },
  {
    id: 'golden-without-a-reason',
    what: 'Goldens are promoted without a reason.',
    mustBe: 'golden-refused',
    because: /--reason/,
    run: (at) => promoted(at, { reason: ' ' }),
  },
]);
