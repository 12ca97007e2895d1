// What a softmax begins with: powers of e of a run of numbers, none above 1.
import { exponential } from './exponential';

/** The largest of a run of numbers, at least one; a broken number among them is the answer. */
export function largestOf(from: usize, bytes: usize): f32 {
  let largest = load<f32>(from);
  for (let i: usize = 4; i < bytes; i += 4) largest = max<f32>(largest, load<f32>(from + i));
  return largest;
}

/** out[i] = e^(x[i] - largest); both may lie in one place. */
export function powersBelow(largest: f32, x: usize, out: usize, bytes: usize): void {
  const wide = f32x4.splat(largest);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, exponential(f32x4.sub(v128.load(x + i), wide)));
  for (; i < bytes; i += 4) {
    v128.store_lane<f32>(out + i, exponential(f32x4.sub(v128.load32_zero(x + i), wide)), 0);
  }
}
