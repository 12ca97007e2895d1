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
    finding('C15b', part('D5 - D6 after Stage 2, full batch', nothingBeyond(0.05, [0.001, 0.012]), iml('fullBatch'))),
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
      design: 'equal epochs (16): full batch then means 16 updates, so this mostly shows under-training',
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
