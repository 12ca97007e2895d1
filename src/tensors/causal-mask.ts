// What is added to the scores of attention so that nothing looks at what comes later.
import { type Tensor, tensor } from './tensorflow.ts';

/** Far enough that its exponential is zero, near enough that no sum overflows. */
const MASKED = -1e9;

/** @param shape of T x T numbers, from where and then to where, with ones around as the scores need them */
export function causalMask(positions: number, shape: readonly number[]): Tensor {
  const mask = new Float32Array(positions * positions);
  for (let place = 0; place < positions; place += 1) {
    mask.fill(MASKED, place * positions + place + 1, (place + 1) * positions);
  }
  return tensor(mask, [...shape]);
}
