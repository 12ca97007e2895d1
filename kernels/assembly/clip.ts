// A row scaled down to at most a given norm, as PyTorch's clip_grad_norm_. Squares go four lanes abreast in 32 bits for runs of
// 1,024 numbers, whose sums go on in 64 bits, so that rows of any length keep their digits.
import { dot } from './lanes';

const RUN: usize = 1024 << 2;
const EPSILON: f32 = 1e-6;

/** out = x times min(1, limit / (norm of x + epsilon)), `size` numbers. */
export function clipRow(x: usize, out: usize, size: usize, limit: f32): void {
  const bytes = size << 2;
  let squares: f64 = 0;
  for (let start: usize = 0; start < bytes; start += RUN) {
    squares += dot(x + start, x + start, min(RUN, bytes - start));
  }
  const factor: f32 = min<f32>(1, limit / (<f32>sqrt(squares) + EPSILON));
  const wide = f32x4.splat(factor);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, f32x4.mul(v128.load(x + i), wide));
  for (; i < bytes; i += 4) store<f32>(out + i, load<f32>(x + i) * factor);
}
