// A test with the names of its arms, in its texts and in what it computes. Claims are written with placeholders: `{arm}` is the arm that a
// gate or a number beside the verdict is read from, `{width of base}` and `{batch of base}` are sizes of the arm "base".
import { experimentsOf } from './arms/experiments-of.ts';
import { type Claim, type ClaimPart, type ClaimTest, changedParts } from './claim.ts';
import { armsIn, type Estimand, withArms } from './estimands.ts';

/** "base", "width 64", "batch 64". */
export interface ArmWords {
  readonly name: string;
  readonly width: string;
  readonly batch: string;
}

/** @param wordsOf what an arm is called */
export function spelledOut(test: ClaimTest, wordsOf: (arm: string) => ArmWords): ClaimTest {
  const filled = (text: string, [one = '']: readonly string[] = []) =>
    text.replaceAll(/\{arm\}|\{(width|batch) of (\w+)\}/g, (_, size: 'width' | 'batch' | undefined, arm: string) =>
      size === undefined ? wordsOf(one).name : wordsOf(arm)[size],
    );
  const computed = (estimand: Estimand) => withArms(estimand, (arm) => wordsOf(arm).name);
  const spelledPart = (part: ClaimPart): ClaimPart => {
    const by = part.axis === undefined ? '' : ` by ${part.axis}`;
    const [value, ...values] = part.estimands;
    return {
      ...part,
      name: filled(part.name) + by,
      estimands: [computed(value), ...values.map(computed)],
      ...(part.repeats === undefined ? {} : { repeats: part.repeats.map(computed) }),
    };
  };
  return {
    ...test,
    parts: changedParts(test, spelledPart),
    gates: test.gates.map(({ description, estimand, ...limit }) => {
      return { description: filled(description, armsIn(estimand)), ...limit, estimand: computed(estimand) };
    }),
    context: test.context.map(({ name, estimand }) => {
      return { name: filled(name, armsIn(estimand)), estimand: computed(estimand) };
    }),
  };
}

/** As it is registered: arms are called as the claim calls them. */
export function asRegistered(claim: Claim): Claim {
  return {
    ...claim,
    tests: claim.tests.map((test) => {
      const arms = experimentsOf<string>(test.arms, '');
      return spelledOut(test, (name) => {
        const { model, protocol } = arms[name] ?? {};
        const width = model !== undefined && 'width' in model ? model.width : '';
        return { name, width: `width ${width}`, batch: `batch ${protocol?.stage1.batchSize}` };
      });
    }),
  };
}
