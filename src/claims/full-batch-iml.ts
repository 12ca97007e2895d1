// C15, second half: "full-batch training removes it". True or false by design, so it is reported under three and gates nothing.

import { symbolArms } from './arms/digit-grid.ts';
import { type Claim, finding, onSymbols, part } from './claim.ts';
import { iml } from './estimands.ts';
import { fitOf, nothingBeyond } from './rules.ts';

const shared = {
  ...onSymbols,
  required: false,
  assay: ['iml-appears'],
  context: fitOf('fullBatch'),
  parts: [
    // Golden seeds spread by .04, for which a margin of .05 is too narrow. Tags do tell consistency here, so a gap would have a sign, and its
    // mean is not 0 by symmetry as it is where they tell nothing.
    finding('C15b', part('D5 - D6 after Stage 2, full batch', nothingBeyond(0.06, [0.007, 0.04]), iml('fullBatch'))),
  ],
} satisfies Partial<Claim['tests'][number]>;

export const fullBatchIml: Claim = {
  id: 'full-batch-iml',
  title: 'Full-batch training removes implicit meta-learning',
  statement: 'With full-batch Stage-1 training there is no gap after Stage 2.',
  source: 'Section on batch size (read in secondary sources)',
  tests: [
    {
      ...shared,
      design:
        'equal epochs (16), confounded with fit: full batch then means 16 updates, so this mostly shows under-training',
      arms: { fullBatch: symbolArms.fullBatch },
    },
    {
      ...shared,
      seeds: { standard: 8 },
      design: 'equal updates (864): as many steps as batch 64 takes',
      arms: { fullBatch: symbolArms.fullBatchEqualSteps },
    },
    {
      ...shared,
      seeds: { standard: 8 },
      design: 'equal fit: trained until the loss of Stage 1 is at most .005',
      arms: { fullBatch: symbolArms.fullBatchToLoss },
    },
  ],
};
