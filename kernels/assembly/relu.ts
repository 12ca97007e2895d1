// ReLU, max(x, 0), and the step of which its gradient is made. What is not a number stays so.

/** out[i] = max(x[i], 0), `size` numbers. */
export function relu(x: usize, out: usize, size: usize): void {
  const bytes = size << 2;
  const zero = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, f32x4.max(v128.load(x + i), zero));
  for (; i < bytes; i += 4) v128.store_lane<f32>(out + i, f32x4.max(v128.load32_zero(x + i), zero), 0);
}

/** out[i] = 1 where x[i] > 0, else `otherwise`. */
export function step(x: usize, out: usize, size: usize, otherwise: f32): void {
  const bytes = size << 2;
  const low = f32x4.splat(otherwise);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, stepped(v128.load(x + i), low));
  for (; i < bytes; i += 4) v128.store_lane<f32>(out + i, stepped(v128.load32_zero(x + i), low), 0);
}

@inline
function stepped(x: v128, low: v128): v128 {
  const number = v128.bitselect(f32x4.splat(1), low, f32x4.gt(x, f32x4.splat(0)));
  return v128.bitselect(x, number, f32x4.ne(x, x));
}
