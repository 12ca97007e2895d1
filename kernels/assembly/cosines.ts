// The cosine of two rows in one pass: product and both norms together. Four lanes abreast in 32 bits for runs of 1,024 numbers,
// whose sums go on in 64 bits, so that rows of any length keep their digits. Rows whose squares no 32 bits hold (gradients of what
// a model without norms has learned perfectly) are gone over once more in 64.

import { sumOfLanes } from './lanes';

const RUN: usize = 1024 << 2;
/** Of no weight beside squares that are held; with it, cosines keep the bits that goldens have. */
const TINY: f64 = 1e-30;
/** Sums of squares between these have lost nothing that counts. */
const SMALLEST: f64 = 1e-20;
const LARGEST: f64 = 1e38;

/** out [R] = the cosine of each row of a with the same row of b, both [R, C]. */
export function rowCosines(a: usize, b: usize, out: usize, rows: usize, columns: usize): void {
  const width = columns << 2;
  for (let row: usize = 0; row < rows; row += 1) {
    store<f32>(out + (row << 2), cosine(a + row * width, b + row * width, width));
  }
}

function cosine(a: usize, b: usize, bytes: usize): f32 {
  let product: f64 = 0;
  let squareA: f64 = 0;
  let squareB: f64 = 0;
  for (let start: usize = 0; start < bytes; start += RUN) {
    const end = min(start + RUN, bytes);
    let products = f32x4.splat(0);
    let squaresA = f32x4.splat(0);
    let squaresB = f32x4.splat(0);
    let i = start;
    for (; i + 16 <= end; i += 16) {
      const x = v128.load(a + i);
      const y = v128.load(b + i);
      products = f32x4.add(products, f32x4.mul(x, y));
      squaresA = f32x4.add(squaresA, f32x4.mul(x, x));
      squaresB = f32x4.add(squaresB, f32x4.mul(y, y));
    }
    for (; i < end; i += 4) {
      const x = v128.load32_zero(a + i);
      const y = v128.load32_zero(b + i);
      products = f32x4.add(products, f32x4.mul(x, y));
      squaresA = f32x4.add(squaresA, f32x4.mul(x, x));
      squaresB = f32x4.add(squaresB, f32x4.mul(y, y));
    }
    product += sumOfLanes(products);
    squareA += sumOfLanes(squaresA);
    squareB += sumOfLanes(squaresB);
  }
  const isHeld = min(squareA, squareB) > SMALLEST && max(squareA, squareB) < LARGEST;
  return isHeld ? <f32>(product / (sqrt(squareA) * sqrt(squareB) + TINY)) : cosineIn64Bits(a, b, bytes);
}

/** Zero for a row of zeros. */
function cosineIn64Bits(a: usize, b: usize, bytes: usize): f32 {
  let product: f64 = 0;
  let squareA: f64 = 0;
  let squareB: f64 = 0;
  for (let i: usize = 0; i < bytes; i += 4) {
    const x = <f64>load<f32>(a + i);
    const y = <f64>load<f32>(b + i);
    product += x * y;
    squareA += x * x;
    squareB += y * y;
  }
  return squareA == 0 || squareB == 0 ? 0 : <f32>(product / (sqrt(squareA) * sqrt(squareB)));
}
