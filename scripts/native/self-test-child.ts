// The self-test's process: loads the build in FOLDER/KIND exactly as a run would, and lets it multiply and differentiate.
// Says one line of JSON.
import {
  conv2d,
  div,
  enableProdMode,
  grad,
  matMul,
  ones,
  type Rank,
  reshape,
  sqrt,
  square,
  sum,
  type Tensor,
  tensor2d,
} from '@tensorflow/tfjs-core';
import { HarnessError } from '../../src/errors/harness-error.ts';
import { loadNativeAddon } from '../../src/tensors/native/native-addon.ts';
import { recordStep } from '../../src/tensors/native/recorded-step.ts';
import { replayEngine } from '../../src/tensors/replay-engine.ts';
import type { StepProgram } from '../../src/tensors/step-engine.ts';
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
    replayOnce();
    return { passed: true, tensorflowVersion, isUsingGpu };
  } catch (error) {
    const { got, what } = error instanceof HarnessError ? error.parts : { got: undefined, what: String(error) };
    return { passed: false, reason: got ?? what };
  }
}

/**
 * A step with the quotient that TensorFlow's graph optimizer would rewrite, and with a square below the smallest normal number: the engine
 * throws where the bits differ.
 */
function replayOnce(): void {
  const step: StepProgram['step'] = ({ x }, { y }) => ({
    state: { x: div(x as Tensor, sqrt(y as Tensor)) },
    outputs: { y: square(y as Tensor) },
  });
  const values = Float32Array.from({ length: 1000 }, (_, index) => 1 + index / 7);
  values[0] = 1e-20;
  const engine = replayEngine({ recordStep, keptBytes: 0, unrecordable: 'refused' });
  const runner = engine.start({ key: 'self-test', step }, { x: tensor2d(values, [10, 100]) });
  for (let count = 0; count < 3; count += 1) runner.step({ y: { shape: [10, 100], values: values.slice() } });
  runner.dispose();
  engine.dispose();
}

/** All of these are whole numbers, which float32 holds exactly. */
function expectValues(name: string, got: ArrayLike<number>, expected: readonly number[]): void {
  const values = Array.from(got);
  if (values.length === expected.length && values.every((value, index) => value === expected[index])) return;
  throw new Error(`${name} is ${values.join(' ')}, not ${expected.join(' ')}`);
}
