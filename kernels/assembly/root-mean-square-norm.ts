// Root mean square normalisation of each row, and its gradient. Axes: R rows, D width.
import { dot, sumOfLanes } from './lanes';

/** out [R, D] = unit gain, where unit [R, D] is x divided by its root mean square, scale [R]; epsilon is added below the root. */
export function rootMeanSquareNorm(
  x: usize,
  gain: usize,
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
    const size: f32 = sqrt(dot(from, from, bytes) / <f32>width + epsilon);
    store<f32>(scale + (row << 2), size);
    const wide = f32x4.splat(size);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) {
      const one = f32x4.div(v128.load(from + i), wide);
      v128.store(into + i, one);
      v128.store(end + i, f32x4.mul(one, v128.load(gain + i)));
    }
    for (; i < bytes; i += 4) {
      const one: f32 = load<f32>(from + i) / size;
      store<f32>(into + i, one);
      store<f32>(end + i, one * load<f32>(gain + i));
    }
  }
}

/** dx [R, D] and dGain [D] from dy [R, D] and what the forward pass kept. */
export function rootMeanSquareNormGradient(
  dy: usize,
  gain: usize,
  unit: usize,
  scale: usize,
  dx: usize,
  dGain: usize,
  rows: usize,
  width: usize,
): void {
  const bytes = width << 2;
  memory.fill(dGain, 0, bytes);
  for (let row: usize = 0; row < rows; row += 1) {
    const start = row * bytes;
    rowGradient(dy + start, gain, unit + start, load<f32>(scale + (row << 2)), dx + start, dGain, bytes);
  }
}

/** dx = (dUnit - unit mean(dUnit unit)) / scale, where dUnit = dy gain; and dGain += dy unit. */
function rowGradient(dy: usize, gain: usize, unit: usize, scale: f32, dx: usize, dGain: usize, bytes: usize): void {
  let along: f32 = 0;
  let lanes = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const product = f32x4.mul(v128.load(dy + i), v128.load(unit + i));
    v128.store(dGain + i, f32x4.add(v128.load(dGain + i), product));
    lanes = f32x4.add(lanes, f32x4.mul(product, v128.load(gain + i)));
  }
  for (; i < bytes; i += 4) {
    const product: f32 = load<f32>(dy + i) * load<f32>(unit + i);
    store<f32>(dGain + i, load<f32>(dGain + i) + product);
    along += product * load<f32>(gain + i);
  }
  const mean: f32 = (sumOfLanes(lanes) + along) / <f32>(bytes >> 2);
  const inverse: f32 = 1 / scale;
  const wideMean = f32x4.splat(mean);
  const wideInverse = f32x4.splat(inverse);
  i = 0;
  for (; i + 16 <= bytes; i += 16) {
    const dUnit = f32x4.mul(v128.load(dy + i), v128.load(gain + i));
    const rest = f32x4.sub(dUnit, f32x4.mul(v128.load(unit + i), wideMean));
    v128.store(dx + i, f32x4.mul(rest, wideInverse));
  }
  for (; i < bytes; i += 4) {
    const dUnit: f32 = load<f32>(dy + i) * load<f32>(gain + i);
    store<f32>(dx + i, (dUnit - load<f32>(unit + i) * mean) * inverse);
  }
}
