// GELU, x Phi(x), and its gradient Phi(x) + x phi(x). Phi by Abramowitz & Stegun 7.1.26 (error below 1e-7), whose e^(-x x / 2)
// is the density's as well; in the left tail the error is relative, so that nothing cancels.
import { exponential } from './exponential';

const SLOPE: f32 = 0.23164189; // 0.3275911 / sqrt 2
// The coefficients of 7.1.26, halved.
const A1: f32 = 0.127414796;
const A2: f32 = -0.142248368;
const A3: f32 = 0.7107068705;
const A4: f32 = -0.7265760135;
const A5: f32 = 0.5307027145;
const DENSITY_AT_ZERO: f32 = 0.3989422804;

/** out[i] = GELU(x[i]), `size` numbers. */
export function gelu(x: usize, out: usize, size: usize): void {
  const bytes = size << 2;
  let i: usize = 0;
  // Four vectors share the constants, which V8 would else load again for each.
  for (; i + 64 <= bytes; i += 64) {
    const a = value(v128.load(x + i));
    const b = value(v128.load(x + i, 16));
    const c = value(v128.load(x + i, 32));
    const d = value(v128.load(x + i, 48));
    v128.store(out + i, a);
    v128.store(out + i, b, 16);
    v128.store(out + i, c, 32);
    v128.store(out + i, d, 48);
  }
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, value(v128.load(x + i)));
  for (; i < bytes; i += 4) v128.store_lane<f32>(out + i, value(v128.load32_zero(x + i)), 0);
}

/** out[i] = dy[i] GELU'(x[i]). */
export function geluGradient(dy: usize, x: usize, out: usize, size: usize): void {
  const bytes = size << 2;
  let i: usize = 0;
  for (; i + 32 <= bytes; i += 32) {
    const a = f32x4.mul(v128.load(dy + i), slope(v128.load(x + i)));
    const b = f32x4.mul(v128.load(dy + i, 16), slope(v128.load(x + i, 16)));
    v128.store(out + i, a);
    v128.store(out + i, b, 16);
  }
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, f32x4.mul(v128.load(dy + i), slope(v128.load(x + i))));
  for (; i < bytes; i += 4) {
    v128.store_lane<f32>(out + i, f32x4.mul(v128.load32_zero(dy + i), slope(v128.load32_zero(x + i))), 0);
  }
}

@inline
function value(x: v128): v128 {
  return f32x4.mul(x, distribution(x, decay(x)));
}

@inline
function slope(x: v128): v128 {
  const e = decay(x);
  const density = f32x4.mul(e, f32x4.splat(DENSITY_AT_ZERO));
  return f32x4.add(distribution(x, e), f32x4.mul(x, density));
}

/** e^(-x x / 2). */
@inline
function decay(x: v128): v128 {
  return exponential(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

/** Phi(x), given e^(-x x / 2). */
@inline
function distribution(x: v128, e: v128): v128 {
  const t = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.mul(f32x4.abs(x), f32x4.splat(SLOPE)), f32x4.splat(1)));
  let sum = f32x4.splat(A5);
  sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(A4));
  sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(A3));
  sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(A2));
  sum = f32x4.add(f32x4.mul(sum, t), f32x4.splat(A1));
  const tail = f32x4.mul(f32x4.mul(sum, t), e);
  return v128.bitselect(tail, f32x4.sub(f32x4.splat(1), tail), f32x4.lt(x, f32x4.splat(0)));
}
