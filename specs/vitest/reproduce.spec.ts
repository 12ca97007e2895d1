// toReproduce on planted worlds: the verdict words, what a failure says, and what is refused before anything is trained.
import { describe, expect, it } from 'vitest';
import { symbolArms } from '../../src/claims/arms/digit-grid.ts';
import { experimentsOf } from '../../src/claims/arms/experiments-of.ts';
import '../../src/vitest/index.ts';
import { failureOf } from './failure-of.ts';
import { plantedWorld } from './planted-world.ts';

const { base, uninformative, fullBatchInEpochs: fullBatch, batch256, batch16 } = experimentsOf(symbolArms, '');
const strong = plantedWorld({ imlOf: () => 0.29 });
const absent = plantedWorld({ imlOf: () => 0 });

describe('toReproduce', () => {
  it('passes where the claim holds, and its negation where there is evidence that it does not', async () => {
    await expect(base).toReproduce('iml-appears', { trainer: strong });
    await expect(base).not.toReproduce('iml-appears', { trainer: absent });
  });

  it('tells contradicted, inconclusive and invalid apart, and none of the last two is a negation', async () => {
    // Half an SD beyond the threshold, where a design made to see one SD cannot tell.
    const doubtful = plantedWorld({ imlOf: () => 0.11 });
    const unfit = plantedWorld({ imlOf: () => 0.29, fit: 0.6 });
    const broken = plantedWorld({ imlOf: () => 0.29, brokenSeeds: [28_003] });
    for (const [trainer, words] of [
      [absent, 'not-reproduced: the evidence contradicts it'],
      [doubtful, 'inconclusive: these seeds do not decide it'],
      [unfit, 'invalid: these numbers cannot speak to it'],
      [broken, 'seed 28003 broke'],
    ] as const) {
      expect(await failureOf(() => expect(base).toReproduce('iml-appears', { trainer, seeds: 8 }))).toContain(words);
      const negated = await failureOf(() => expect(base).not.toReproduce('iml-appears', { trainer, seeds: 8 }));
      expect(negated).toContain(trainer === absent ? 'NOTHING FAILED' : words);
    }
  });

  it('fails with every part, gate and seed, and the command that runs it again', async () => {
    const message = await failureOf(() => expect(base).toReproduce('iml-appears', { trainer: absent }));
    for (const words of [
      'part 1 of 2: D5 - D6 after Stage 2 (not-reproduced)',
      '98.5\u00a0% confidence sequence',
      '✘ Mean above 0.1: evidence of ',
      'false alarm at most 0.01; detection > 99.9',
      '✔ accuracy of D5 asked with its own tag after Stage 2 (arm "base"): 0.990, at least 0.95',
      'seeds    8 (28000–28007)',
      "replay   npx vitest run specs/vitest/reproduce.spec.ts -t '^toReproduce fails with every part",
    ])
      expect(message).toContain(words);
  });

  it('takes an experiment an arm for a trend, and says which arms there are', async () => {
    const byBatch = plantedWorld({
      imlOf: ({ protocol: { stage1 } }) => (stage1.batchSize === 'full' ? 0 : 0.3 - 0.0005 * stage1.batchSize),
      ownNoise: true,
    });
    const id = 'smaller-batches-more-iml';
    const given = { fullBatch, batch256, batch16 };
    await expect(given).toReproduce(id, { trainer: byBatch });
    expect(await failureOf(() => expect(base).toReproduce(id, { trainer: byBatch }))).toContain(
      'design 1 on digit-grid/symbols: fullBatch, batch256, batch16; design 2',
    );
    expect(await failureOf(() => expect({ fullBatch }).toReproduce(id))).toContain('the arms fullBatch');
  });

  it('asks for the positive claim of a negative control, and judges both', async () => {
    const id = 'uninformative-tags-no-iml';
    const world = plantedWorld({ imlOf: ({ task }) => (task.consistentShare.reliable === 1 ? 0.29 : 0.004) });
    expect(await failureOf(() => expect(uninformative).toReproduce(id, { trainer: world }))).toContain(
      "{ assay: { 'iml-appears': experiment } }",
    );
    const assay = { 'iml-appears': base };
    await expect(uninformative).toReproduce(id, { trainer: world, assay });
    const withoutEffect = await failureOf(() => expect(uninformative).toReproduce(id, { trainer: absent, assay }));
    expect(withoutEffect).toContain('No assay sensitivity');
    expect(withoutEffect).toContain('assay    ✘ iml-appears: not-reproduced');
  });

  it('refuses too few seeds before anything is trained', async () => {
    let trained = 0;
    const trainer: typeof strong = (request) => {
      trained += 1;
      return strong(request);
    };
    const message = await failureOf(() => expect(base).toReproduce('iml-appears', { seeds: 3, trainer }));
    expect(message).toMatch(
      /too small[\s\S]*where: {4}toReproduce\('iml-appears'\), D5 - D6 after Stage 2\n[\s\S]*take 8 seeds/,
    );
    expect(trained).toBe(0);
    await expect(base).toReproduce('iml-appears', { seeds: 8, trainer });
    expect(trained).toBe(8);
  });

  it.each([
    ['an unknown claim', base, 'iml-apears', 'There is no claim named "iml-apears"'],
    ['what is no experiment', { schemaVersion: 1 }, 'iml-appears', 'This is no experiment configuration'],
    ['nothing', null, 'iml-appears', 'This is no experiment configuration'],
    [
      'a claim about what the experiment does not measure',
      base,
      'unreliable-definitions-still-leak',
      'does not measure',
    ],
  ])('refuses %s', async (_, received, id, words) => {
    expect(await failureOf(() => expect(received).toReproduce(id, { trainer: strong }))).toContain(words);
  });
});
