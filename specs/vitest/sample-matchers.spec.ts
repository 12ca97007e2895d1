// The matchers on samples: what passes, what each failure says, and what is refused because it could not find anything.
import { describe, expect, it } from 'vitest';
import '../../src/vitest/index.ts';
import { seedTree } from '../../src/randomness/seed-tree.ts';
import { failureOf } from './failure-of.ts';

/** n draws with exactly this mean and SD, so that no verdict hangs on luck. */
function samples(n: number, { mean, sd }: { readonly mean: number; readonly sd: number }): number[] {
  const stream = seedTree(7).child('samples').stream();
  const raw = Array.from({ length: n }, () => stream.normal());
  const centre = raw.reduce((sum, value) => sum + value, 0) / n;
  const spread = Math.sqrt(raw.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (n - 1));
  return raw.map((value) => mean + (sd * (value - centre)) / spread);
}

const planned = { effect: 0.3, standardDeviation: 0.05 };
const nothing = { effect: 0, standardDeviation: 0.05 };

describe('toExceed', () => {
  it('passes on evidence for, and its negation on evidence against', () => {
    expect(samples(12, { mean: 0.3, sd: 0.05 })).toExceed(0.1, { planned });
    expect(Float64Array.from(samples(12, { mean: 0.3, sd: 0.05 }))).toExceed(0.1, { planned });
    expect(samples(12, { mean: 0.02, sd: 0.05 })).not.toExceed(0.1, { planned: nothing });
  });

  it.each([
    ['not-reproduced: the evidence contradicts it', 0.02, 0.05],
    ['inconclusive: these seeds do not decide it', 0.12, 0.05],
    ['invalid: these numbers cannot speak to it', Number.NaN, 0.05],
  ])('says %s', async (words, mean, sd) => {
    const values = samples(12, { mean, sd });
    expect(await failureOf(() => expect(values).toExceed(0.1, { planned }))).toContain(words);
  });

  it('is negated by evidence only: the undecided and the unfit fail either way', async () => {
    const doubtful = samples(12, { mean: 0.12, sd: 0.05 });
    const unfit = [...samples(11, { mean: 0.02, sd: 0.05 }), Number.NaN];
    const supported = samples(12, { mean: 0.3, sd: 0.05 });
    for (const [values, word] of [
      [doubtful, 'inconclusive'],
      [unfit, 'invalid'],
      [supported, 'reproduced'],
    ] as const) {
      const message = await failureOf(() => expect(values).not.toExceed(0.1, { planned: nothing }));
      expect(message).toContain(`outcome  ${word}: `);
      expect(message).toContain('expected evidence that the samples do not have a mean above 0.1');
    }
  });

  it('fails with the full evidence and the command that runs it again', async () => {
    const seeds = Array.from({ length: 12 }, (_, index) => 28_000 + index);
    const values = [0.11, 0.14, 0.08, 0.1, 0.17, 0.06, 0.12, 0.15, 0.09, 0.13, 0.07, 0.16];
    const message = await failureOf(() => expect(values).toExceed(0.1, { planned, seeds, unit: 'accuracy' }));
    expect(message).toMatchInlineSnapshot(`
      "expected the samples to have a mean above 0.1

        outcome  inconclusive: these seeds do not decide it, which supports neither side
        reason   Over 12 seeds the mean is 0.115 (98 % interval 0.0867 to 0.143): neither above 0.1 (p = 0.0887; exact sign-flip against 0 p = 0.000244) nor shown to fall short of it (p = 0.911); with this spread so many seeds would have shown a mean above 0.128; at this mean and SD 94 seeds would be needed for 95 % power.
        rule     Existence: the mean over seeds exceeds 0.1 accuracy (one-sided, level 0.01). What would have contradicted this: evidence at level 0.01 that the mean lies below 0.1 accuracy.
        effect   Mean over seeds: +0.115 accuracy, 98 % interval +0.087 to +0.143, which includes the threshold 0.1.
                 It is 3.19 times the standard deviation between seeds.
        tests    ✘ Mean above 0.1: t(11) = 1.44, p = 0.0887, to pass at 0.01.
                 ✔ 1 of 2^12 sign patterns do as well: p = 0.000244, to pass at 0.01.
        errors   false alarm at most 0.01; detection > 99.9 % if mean and SD are as planned (0.3 and 0.05)
        seeds    12 (28000–28011)
        replay   npx vitest run specs/vitest/sample-matchers.spec.ts -t '^toExceed fails with the full evidence and the command that runs it again$'"
    `);
  });

  it('refuses what could not find its effect, and names what could', async () => {
    const six = samples(6, { mean: 0.3, sd: 0.05 });
    const message = await failureOf(() => expect(six).toExceed(0.1));
    expect(message).toMatchInlineSnapshot(`
      "This test is too small to find what it looks for: 6 seeds would too seldom show it even if it is there.
        where:    toExceed
        got:      "reproduced" in 0 % of such tests, if the true mean is one SD beyond the threshold (alpha 0.01)
        expected: at least 95 %
        next:     take 19 seeds"
    `);
    expect(await failureOf(() => expect(samples(19, { mean: 3, sd: 1 })).toExceed(0))).toBe('NOTHING FAILED');
    expect(await failureOf(() => expect(samples(18, { mean: 3, sd: 1 })).toExceed(0))).toContain('take 19 seeds');
  });

  it('refuses an underpowered negation, too', async () => {
    const six = samples(6, { mean: 0.02, sd: 0.05 });
    expect(await failureOf(() => expect(six).not.toExceed(0.1))).toContain('"not-reproduced" in');
  });

  it('holds a threshold that it suggests', async () => {
    const ten = samples(10, { mean: 0.3, sd: 0.05 });
    const message = await failureOf(() => expect(ten).toExceed(0.25, { planned }));
    const suggested = Number(/declare a threshold of (\S+)/.exec(message)?.[1]);
    expect(suggested).toBeGreaterThan(0.2);
    expect(await failureOf(() => expect(ten).toExceed(suggested, { planned }))).not.toContain('too small');
  });

  it.each([
    ['a text', 'many', 'a list of numbers'],
    ['rows', [[1], [2]], 'a list of numbers'],
  ])('refuses %s', async (_, received, expected) => {
    expect(await failureOf(() => expect(received).toExceed(0))).toContain(expected);
  });

  it('refuses a power or an alpha that is none', async () => {
    const values = samples(12, { mean: 0.3, sd: 0.05 });
    expect(await failureOf(() => expect(values).toExceed(0.1, { planned, power: 95 }))).toContain('no probability');
    expect(await failureOf(() => expect(values).toExceed(0.1, { planned, alpha: 5 }))).toContain('alpha');
  });
});

describe('toBeEquivalentTo', () => {
  it('passes inside the margin, and its negation beyond it', () => {
    expect(samples(12, { mean: 0.005, sd: 0.024 })).toBeEquivalentTo(0.05, {
      planned: { effect: 0, standardDeviation: 0.024 },
    });
    expect(samples(12, { mean: -0.2, sd: 0.03 })).not.toBeEquivalentTo(0.05, {
      planned: { effect: 0.2, standardDeviation: 0.03 },
    });
  });

  it('never takes "not significant" for equal', async () => {
    const noisy = samples(12, { mean: 0.02, sd: 0.2 });
    const message = await failureOf(() =>
      expect(noisy).toBeEquivalentTo(0.05, { planned: { effect: 0, standardDeviation: 0.02 } }),
    );
    expect(message).toContain('inconclusive');
  });

  it('refuses a plan that cannot show it, and names the margin or the seeds that can', async () => {
    const noisy = samples(12, { mean: 0, sd: 0.1 });
    const plan = { planned: { effect: 0, standardDeviation: 0.1 } };
    const message = await failureOf(() => expect(noisy).toBeEquivalentTo(0.05, plan));
    const [, seeds, margin] = /take (\d+) seeds, or declare a margin of (\S+) /.exec(message) ?? [];
    expect(await failureOf(() => expect(noisy).toBeEquivalentTo(Number(margin), plan))).toBe('NOTHING FAILED');
    const many = samples(Number(seeds), { mean: 0, sd: 0.1 });
    expect(await failureOf(() => expect(many).toBeEquivalentTo(0.05, plan))).toBe('NOTHING FAILED');
  });

  it('needs a plan', async () => {
    const values = samples(12, { mean: 0, sd: 0.02 });
    // @ts-expect-error the declarations ask for it as well
    expect(await failureOf(() => expect(values).toBeEquivalentTo(0.05))).toContain('needs a plan');
  });
});

describe('toShowTrend', () => {
  const levels = ['4', '16', '64'];
  const rows = (means: readonly number[]) => {
    const columns = means.map((mean, level) =>
      samples(12, { mean, sd: 0.03 }).map((_, index, column) => column[(index + 5 * level) % 12] as number),
    );
    return Array.from({ length: 12 }, (_, seed) => columns.map((column) => column[seed] as number));
  };
  const options = { threshold: 0.1, planned: { effect: 0.25, standardDeviation: 0.05 } };

  it('passes where each part of a trend holds', () => {
    expect(rows([0.04, 0.15, 0.29])).toShowTrend(levels, options);
    expect(rows([0.29, 0.15, 0.04])).not.toShowTrend(levels, {
      ...options,
      planned: { effect: -0.25, standardDeviation: 0.05 },
    });
  });

  it('fails on an umbrella, with the step that falls', async () => {
    const message = await failureOf(() => expect(rows([0.04, 0.4, 0.29])).toShowTrend(levels, options));
    expect(message).toContain('not-reproduced');
    expect(message).toContain('✘ Step from 16 to 64');
  });

  it('refuses rows that do not fit the levels', async () => {
    expect(await failureOf(() => expect([0.1, 0.2]).toShowTrend(levels, options))).toContain('a list of rows');
    expect(await failureOf(() => expect([[0.1, 0.2]]).toShowTrend(levels, options))).toContain('4, 16, 64');
  });
});
