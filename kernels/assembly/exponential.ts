// e^x of four numbers at once, for x <= 0 (all that these kernels need): 2^n e^r with n whole and |r| <= ln 2 / 2, e^r by its
// Taylor polynomial of degree 7, whose rest is below 1e-8. Only additions, products and bits: the same on every machine.

const LOG2_E: f32 = 1.44269504;
/** ln 2 in two parts; the first has few bits, so that n times it is exact. */
const LN_2_HIGH: f32 = 0.693359375;
const LN_2_LOW: f32 = -2.12194440e-4;
/** Below this e^x is no normal number any more; it is then 1.2e-38, which stands for zero. */
const LEAST: f32 = -87.33;

@inline
export function exponential(x: v128): v128 {
  const bounded = f32x4.max(x, f32x4.splat(LEAST));
  const n = f32x4.nearest(f32x4.mul(bounded, f32x4.splat(LOG2_E)));
  const high = f32x4.sub(bounded, f32x4.mul(n, f32x4.splat(LN_2_HIGH)));
  const r = f32x4.sub(high, f32x4.mul(n, f32x4.splat(LN_2_LOW)));
  let sum = f32x4.splat(1.0 / 5040.0);
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 720.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 120.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 24.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1.0 / 6.0));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(0.5));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1));
  sum = f32x4.add(f32x4.mul(sum, r), f32x4.splat(1));
  // 2^n: n plus the bias, in the bits of the exponent.
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return f32x4.mul(sum, power);
}
