// Which attributes of an alias training asks about; the others are held out for evaluation.
import { HarnessError } from '../../errors/harness-error.ts';
import type { SeedTree } from '../../randomness/seed-tree.ts';

export interface AskedAttributes {
  readonly trained: readonly number[];
  readonly heldOut: readonly number[];
}

/** Drawn for every alias, so that it moves no alias of a group when another group changes. */
export function drawTrainedAttributes(
  size: { readonly aliases: number; readonly attributes: number; readonly trainedAttributes: number },
  tree: SeedTree,
): readonly AskedAttributes[] {
  const { aliases, attributes, trainedAttributes } = size;
  if (trainedAttributes > attributes) {
    throw new HarnessError('invalid-experiment', {
      what: 'More attributes are trained than an alias has.',
      got: `trainedAttributes ${trainedAttributes}, attributes ${attributes}`,
      expected: 'trainedAttributes <= attributes',
    });
  }
  const stream = tree.stream();
  return Array.from({ length: aliases }, () => {
    const order = stream.permutation(attributes);
    const byNumber = (from: number, to: number) => order.slice(from, to).sort((a, b) => a - b);
    return { trained: byNumber(0, trainedAttributes), heldOut: byNumber(trainedAttributes, attributes) };
  });
}
