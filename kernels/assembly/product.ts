// Matrix product, four rows and eight columns at a time: eight running sums stay in registers, and each number read serves
// four or eight of them. Every sum is taken in the order of the inner axis, so that tiles, edges and stacking change no bit.
// The left matrix comes with two strides, which makes a transposed one the same loop. Axes: R rows, K inner, C columns.

/**
 * out [R, C] = left [R, K] x right [K, C], plus bias [C] if there is one.
 * @param rowStride bytes from one row of the left matrix to the next
 * @param innerStride bytes from one number of such a row to the next
 * @param bias an address, or 0 for none
 */
export function product(
  left: usize,
  rowStride: usize,
  innerStride: usize,
  right: usize,
  bias: usize,
  out: usize,
  rows: usize,
  inner: usize,
  columns: usize,
): void {
  if (rows < 4 || columns < 8) {
    smallProduct(left, rowStride, innerStride, right, bias, out, rows, inner, columns);
    return;
  }
  const width = columns << 2;
  for (let column: usize = 0; column < columns; column += 8) {
    // The last tile moves back until it fits: what two tiles share is written twice, with the same numbers.
    const c = min(column, columns - 8) << 2;
    for (let row: usize = 0; row < rows; row += 4) {
      const r = min(row, rows - 4);
      const plus: usize = bias == 0 ? 0 : bias + c;
      tile(left + r * rowStride, rowStride, innerStride, right + c, plus, out + r * width + c, inner, width);
    }
  }
}

/** @param width bytes of a row of the right matrix and of the result */
function tile(
  left: usize,
  rowStride: usize,
  innerStride: usize,
  right: usize,
  bias: usize,
  out: usize,
  inner: usize,
  width: usize,
): void {
  let a0 = bias == 0 ? f32x4.splat(0) : v128.load(bias);
  let a1 = bias == 0 ? f32x4.splat(0) : v128.load(bias, 16);
  let b0 = a0;
  let b1 = a1;
  let c0 = a0;
  let c1 = a1;
  let d0 = a0;
  let d1 = a1;
  let a = left;
  let b = a + rowStride;
  let c = b + rowStride;
  let d = c + rowStride;
  let from = right;
  for (let k: usize = 0; k < inner; k += 1) {
    const r0 = v128.load(from);
    const r1 = v128.load(from, 16);
    let x = v128.load32_splat(a);
    a0 = f32x4.add(a0, f32x4.mul(x, r0));
    a1 = f32x4.add(a1, f32x4.mul(x, r1));
    x = v128.load32_splat(b);
    b0 = f32x4.add(b0, f32x4.mul(x, r0));
    b1 = f32x4.add(b1, f32x4.mul(x, r1));
    x = v128.load32_splat(c);
    c0 = f32x4.add(c0, f32x4.mul(x, r0));
    c1 = f32x4.add(c1, f32x4.mul(x, r1));
    x = v128.load32_splat(d);
    d0 = f32x4.add(d0, f32x4.mul(x, r0));
    d1 = f32x4.add(d1, f32x4.mul(x, r1));
    a += innerStride;
    b += innerStride;
    c += innerStride;
    d += innerStride;
    from += width;
  }
  v128.store(out, a0);
  v128.store(out, a1, 16);
  v128.store(out + width, b0);
  v128.store(out + width, b1, 16);
  v128.store(out + 2 * width, c0);
  v128.store(out + 2 * width, c1, 16);
  v128.store(out + 3 * width, d0);
  v128.store(out + 3 * width, d1, 16);
}

/** One row at a time and four columns, then one: for matrices smaller than a tile. */
function smallProduct(
  left: usize,
  rowStride: usize,
  innerStride: usize,
  right: usize,
  bias: usize,
  out: usize,
  rows: usize,
  inner: usize,
  columns: usize,
): void {
  const width = columns << 2;
  const fours = width & ~15;
  for (let row: usize = 0; row < rows; row += 1) {
    const start = left + row * rowStride;
    const into = out + row * width;
    for (let c: usize = 0; c < fours; c += 16) {
      let sum = bias == 0 ? f32x4.splat(0) : v128.load(bias + c);
      for (let k: usize = 0; k < inner; k += 1) {
        sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(start + k * innerStride), v128.load(right + k * width + c)));
      }
      v128.store(into + c, sum);
    }
    for (let c = fours; c < width; c += 4) {
      let sum: f32 = bias == 0 ? 0 : load<f32>(bias + c);
      for (let k: usize = 0; k < inner; k += 1) {
        sum += load<f32>(start + k * innerStride) * load<f32>(right + k * width + c);
      }
      store<f32>(into + c, sum);
    }
  }
}

/** out [C, R] = the transpose of from [R, C]. */
export function transpose(from: usize, out: usize, rows: usize, columns: usize): void {
  for (let row: usize = 0; row < rows; row += 1) {
    for (let column: usize = 0; column < columns; column += 1) {
      store<f32>(out + ((column * rows + row) << 2), load<f32>(from + ((row * columns + column) << 2)));
    }
  }
}

/** out [C] = the sum of the rows of from [R, C]. */
export function sumRows(from: usize, out: usize, rows: usize, columns: usize): void {
  const width = columns << 2;
  memory.fill(out, 0, width);
  const end = from + rows * width;
  for (let row = from; row < end; row += width) {
    let c: usize = 0;
    for (; c + 16 <= width; c += 16) v128.store(out + c, f32x4.add(v128.load(out + c), v128.load(row + c)));
    for (; c < width; c += 4) store<f32>(out + c, load<f32>(out + c) + load<f32>(row + c));
  }
}

/** out [K, C] = the sum of the rows of each block of from [K, R, C]. */
export function sumBlocks(from: usize, out: usize, blocks: usize, rows: usize, columns: usize): void {
  const width = columns << 2;
  for (let block: usize = 0; block < blocks; block += 1) {
    sumRows(from + block * rows * width, out + block * width, rows, columns);
  }
}
