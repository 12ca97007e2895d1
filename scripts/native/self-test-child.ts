// The self-test's process: loads the build in FOLDER/KIND exactly as a run would, and lets it multiply and differentiate.
// Says one line of JSON.
import '@tensorflow/tfjs';
import {
  conv2d,
  enableProdMode,
  grad,
  matMul,
  ones,
  type Rank,
  reshape,
  square,
  sum,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { loadNativeAddon } from '../../src/tensors/native-addon.ts';
import { isNativeKind, type SelfTest } from './self-test.ts';

const [folder = '', kind] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(await answer())}\n`);

async function answer(): Promise<SelfTest> {
  try {
    if (!isNativeKind(kind)) throw new Error(`there is no build for "${kind}"`);
    enableProdMode();
    const { isUsingGpu, tensorflowVersion } = await loadNativeAddon(kind, { threads: 1, folder });
    const matrix = tensor2d([1, 2, 3, 4], [2, 2]);
    expectValues('a matrix product', matMul(matrix, matrix).dataSync(), [7, 10, 15, 22]);
    // d/dx sum((x m)^2) = 2 (x m) m' at x = m; x is a copy, or the gradient would be that of both factors.
    const gradient = grad((x) => sum(square(matMul(x, matrix))))(tensor2d([1, 2, 3, 4], [2, 2]));
    expectValues('its gradient', gradient.dataSync(), [54, 122, 118, 266]);
    // The middle weight of a 3 x 3 filter sees all 16 pixels, a corner weight 9.
    const picture = ones<Rank.R4>([1, 4, 4, 1]);
    const filters = grad((filter) => sum(conv2d(picture, reshape<Rank.R4>(filter, [3, 3, 1, 1]), 1, 'same')));
    expectValues(
      'the gradient of a convolution',
      filters(ones<Rank.R4>([3, 3, 1, 1])).dataSync(),
      [9, 12, 9, 12, 16, 12, 9, 12, 9],
    );
    return { passed: true, tensorflowVersion, isUsingGpu };
  } catch (error) {
    const { got, what } = error instanceof HarnessError ? error.parts : { got: undefined, what: String(error) };
    return { passed: false, reason: got ?? what };
  }
}

/** All of these are whole numbers, which float32 holds exactly. */
function expectValues(name: string, got: ArrayLike<number>, expected: readonly number[]): void {
  const values = Array.from(got);
  if (values.length === expected.length && values.every((value, index) => value === expected[index])) return;
  throw new Error(`${name} is ${values.join(' ')}, not ${expected.join(' ')}`);
}
