// Planted defects on text: each is trained for real on eight seeds, and must end in a verdict that is no pass, for the right reason.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Claim } from '../../src/claims/claim.ts';
import { judge } from '../../src/claims/judge.ts';
import { claimById } from '../../src/claims/registry.ts';
import { CONFIRM_POOL } from '../../src/claims/seed-pools.ts';
import type { Verdict } from '../../src/claims/verdict.ts';
import type { TextExperiment } from '../../src/experiments/experiment.ts';
import type { RunRecord } from '../../src/experiments/run-record.ts';
import { type Backend, startBackend } from '../../src/tensors/backend.ts';
import {
  answersInDefinitions,
  answersInStageOne,
  askedByTag,
  type Spoil,
  shuffledTags,
  smaller,
  trainSpoilt,
  wrongFacts,
} from './planted-text.ts';

const SEEDS = Array.from({ length: 8 }, (_, index) => CONFIRM_POOL + index);
const testOf = (claim: Claim) => {
  const test = claim.tests.find(({ task }) => task === 'alias-text');
  if (test === undefined) throw new Error(`${claim.id} has no test in text.`);
  return test;
};
const BASE = smaller(testOf(claimById('iml-appears')).arms('').base as TextExperiment);

let backend: Backend;
beforeAll(async () => {
  backend = await startBackend('wasm');
});

const train = (spoil: Spoil) => trainSpoilt(BASE, { seeds: SEEDS, spoil, engine: backend.engine });

/** By the claim's own rules, on runs of its arm `base`. */
function verdictOn(id: string, records: readonly RunRecord[]): Verdict {
  const claim = claimById(id);
  return judge({
    claim,
    test: testOf(claim),
    arms: { base: BASE },
    seeds: SEEDS,
    runOf: (_, seed) => records.find((record) => record.seed === seed) ?? null,
    verdictOf: () => 'reproduced',
    replay: '',
  });
}

describe('a defect planted in text', () => {
  it('is absent: the smaller world shows the effect', { timeout: 300_000 }, async () => {
    const records = await train((world) => world);
    const { effect, parts } = verdictOn('iml-appears', records);
    expect(effect?.estimate).toBeGreaterThan(0.15);
    expect(parts.map(({ decision }) => decision.outcome)).not.toContain('not-reproduced');
    expect(verdictOn('before-stage-2-no-difference', records).verdict).not.toBe('not-reproduced');
  });

  it.each<[string, Spoil]>([
    ['answers leaked into the definitions of Stage 2', answersInDefinitions],
    ['tags shuffled in Stage 1', shuffledTags],
    ['Stage 2 trained with wrong facts', wrongFacts],
    ['evaluation with the tag as query', askedByTag],
  ])('is caught: %s', { timeout: 300_000 }, async (_, spoil) => {
    const verdict = verdictOn('iml-appears', await train(spoil));
    expect(['not-reproduced', 'invalid'], verdict.reason).toContain(verdict.verdict);
    // Not for want of seeds or by a gate alone: the effect itself is found to be missing.
    expect(verdict.parts[0]?.decision.outcome, verdict.reason).toBe('not-reproduced');
  });

  it('is caught: answers leaked into Stage 1', { timeout: 300_000 }, async () => {
    const verdict = verdictOn('before-stage-2-no-difference', await train(answersInStageOne));
    expect(verdict.verdict).toBe('not-reproduced');
    expect(verdict.reason).toContain('chance');
  });
});
