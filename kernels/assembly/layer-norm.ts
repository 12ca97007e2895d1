// Layer normalisation of each row, and its gradient. The gradient centres each row anew instead of keeping what the forward
// pass found: less memory to move. Sums go four lanes abreast and end in one order. Axes: R rows, D width.
import { sumOf, sumOfLanes } from './lanes';

/** out [R, D] = unit gain + bias, where unit is x with each row's mean 0 and variance 1, but for epsilon; also unit [R, D] and scale [R]. */
export function layerNorm(
  x: usize,
  gain: usize,
  bias: usize,
  out: usize,
  unit: usize,
  scale: usize,
  rows: usize,
  width: usize,
  epsilon: f32,
): void {
  const bytes = width << 2;
  for (let row: usize = 0; row < rows; row += 1) {
    const from = x + row * bytes;
    const into = unit + row * bytes;
    const end = out + row * bytes;
    const mean = f32x4.splat(sumOf(from, bytes) / <f32>width);
    const squares = centre(from, into, mean, bytes);
    const deviation: f32 = sqrt(squares / <f32>width + epsilon);
    store<f32>(scale + (row << 2), deviation);
    const wide = f32x4.splat(deviation);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) {
      const one = f32x4.div(v128.load(into + i), wide);
      v128.store(into + i, one);
      v128.store(end + i, f32x4.add(f32x4.mul(one, v128.load(gain + i)), v128.load(bias + i)));
    }
    for (; i < bytes; i += 4) {
      const one: f32 = load<f32>(into + i) / deviation;
      store<f32>(into + i, one);
      store<f32>(end + i, one * load<f32>(gain + i) + load<f32>(bias + i));
    }
  }
}

/** dx [R, D], dGain [D] and dBias [D] from dy [R, D] and what the forward pass kept. */
export function layerNormGradient(
  dy: usize,
  gain: usize,
  unit: usize,
  scale: usize,
  dx: usize,
  dGain: usize,
  dBias: usize,
  rows: usize,
  width: usize,
): void {
  const bytes = width << 2;
  memory.fill(dGain, 0, bytes);
  memory.fill(dBias, 0, bytes);
  for (let row: usize = 0; row < rows; row += 1) {
    const start = row * bytes;
    accumulate(dy + start, unit + start, dGain, dBias, bytes);
    inputGradient(dy + start, gain, unit + start, load<f32>(scale + (row << 2)), dx + start, bytes);
  }
}

/** dGain += dy unit, dBias += dy. */
function accumulate(dy: usize, unit: usize, dGain: usize, dBias: usize, bytes: usize): void {
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const slope = v128.load(dy + i);
    v128.store(dGain + i, f32x4.add(v128.load(dGain + i), f32x4.mul(slope, v128.load(unit + i))));
    v128.store(dBias + i, f32x4.add(v128.load(dBias + i), slope));
  }
  for (; i < bytes; i += 4) {
    const slope = load<f32>(dy + i);
    store<f32>(dGain + i, load<f32>(dGain + i) + slope * load<f32>(unit + i));
    store<f32>(dBias + i, load<f32>(dBias + i) + slope);
  }
}

/** dx = (dUnit - mean(dUnit) - unit mean(dUnit unit)) / scale, where dUnit = dy gain. */
function inputGradient(dy: usize, gain: usize, unit: usize, scale: f32, dx: usize, bytes: usize): void {
  let sums = f32x4.splat(0);
  let along = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const dUnit = f32x4.mul(v128.load(dy + i), v128.load(gain + i));
    sums = f32x4.add(sums, dUnit);
    along = f32x4.add(along, f32x4.mul(dUnit, v128.load(unit + i)));
  }
  for (; i < bytes; i += 4) {
    const dUnit = f32x4.mul(v128.load32_zero(dy + i), v128.load32_zero(gain + i));
    sums = f32x4.add(sums, dUnit);
    along = f32x4.add(along, f32x4.mul(dUnit, v128.load32_zero(unit + i)));
  }
  const width = <f32>(bytes >> 2);
  const meanSlope = f32x4.splat(sumOfLanes(sums) / width);
  const meanAlong = f32x4.splat(sumOfLanes(along) / width);
  const inverse = f32x4.splat(1 / scale);
  i = 0;
  for (; i + 16 <= bytes; i += 16) {
    const dUnit = f32x4.mul(v128.load(dy + i), v128.load(gain + i));
    v128.store(dx + i, residual(dUnit, v128.load(unit + i), meanSlope, meanAlong, inverse));
  }
  for (; i < bytes; i += 4) {
    const dUnit = f32x4.mul(v128.load32_zero(dy + i), v128.load32_zero(gain + i));
    v128.store_lane<f32>(dx + i, residual(dUnit, v128.load32_zero(unit + i), meanSlope, meanAlong, inverse), 0);
  }
}

function residual(dUnit: v128, unit: v128, meanSlope: v128, meanAlong: v128, inverse: v128): v128 {
  return f32x4.mul(f32x4.sub(f32x4.sub(dUnit, meanSlope), f32x4.mul(unit, meanAlong)), inverse);
}

/** into = from - mean; returns the sum of squares. */
function centre(from: usize, into: usize, mean: v128, bytes: usize): f32 {
  let squares = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const centred = f32x4.sub(v128.load(from + i), mean);
    v128.store(into + i, centred);
    squares = f32x4.add(squares, f32x4.mul(centred, centred));
  }
  let rest: f32 = 0;
  for (; i < bytes; i += 4) {
    const centred: f32 = load<f32>(from + i) - f32x4.extract_lane(mean, 0);
    store<f32>(into + i, centred);
    rest += centred * centred;
  }
  return sumOfLanes(squares) + rest;
}
