// The texts of a test with the names of its arms in them. Claims are written with placeholders: `{arm}` is the arm that a gate or a number
// beside the verdict is read from, `{width of base}` and `{batch of base}` are sizes of the arm "base".
import type { Claim, ClaimTest } from './claim.ts';
import { armsIn } from './estimands.ts';

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
  const [first, ...others] = test.parts;
  const withName = (part: typeof first) => {
    const by = part.axis === undefined ? '' : ` by ${part.axis}`;
    return { ...part, name: filled(part.name) + by };
  };
  return {
    ...test,
    parts: [withName(first), ...others.map(withName)],
    gates: test.gates.map((gate) => ({ ...gate, description: filled(gate.description, armsIn(gate.estimand)) })),
    context: test.context.map((one) => ({ ...one, name: filled(one.name, armsIn(one.estimand)) })),
  };
}

/** As it is registered: arms are called as the claim calls them. */
export function asRegistered(claim: Claim): Claim {
  return {
    ...claim,
    tests: claim.tests.map((test) => {
      const arms = test.arms('');
      return spelledOut(test, (name) => {
        const { model, protocol } = arms[name] ?? {};
        const width = model === undefined || model.kind === 'module' ? '' : model.width;
        return { name, width: `width ${width}`, batch: `batch ${protocol?.stage1.batchSize}` };
      });
    }),
  };
}
