// Sums, products and copies: what is left between the layers.

/** out[i] = a[i] + b[i]. */
export function add(a: usize, b: usize, out: usize, size: usize): void {
  const bytes = size << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, f32x4.add(v128.load(a + i), v128.load(b + i)));
  for (; i < bytes; i += 4) store<f32>(out + i, load<f32>(a + i) + load<f32>(b + i));
}

/** out[i] = a[i] b[i]. */
export function multiply(a: usize, b: usize, out: usize, size: usize): void {
  const bytes = size << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  for (; i < bytes; i += 4) store<f32>(out + i, load<f32>(a + i) * load<f32>(b + i));
}

/** out[i] = factor [1] a[i]. */
export function scale(factor: usize, a: usize, out: usize, size: usize): void {
  const wide = v128.load32_splat(factor);
  const bytes = size << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) v128.store(out + i, f32x4.mul(v128.load(a + i), wide));
  for (; i < bytes; i += 4) store<f32>(out + i, load<f32>(a + i) * load<f32>(factor));
}

/** Copies `rows` rows of `size` numbers; the strides are the bytes from one row to the next, and zero repeats a row. */
export function copyRows(from: usize, fromStride: usize, to: usize, toStride: usize, rows: usize, size: usize): void {
  for (let row: usize = 0; row < rows; row += 1) memory.copy(to + row * toStride, from + row * fromStride, size << 2);
}

/** out[i] = value, `size` numbers. */
export function fill(out: usize, value: f32, size: usize): void {
  for (let i: usize = 0; i < size << 2; i += 4) store<f32>(out + i, value);
}

/** out [K, R, C] = a [K, R, C] + b [K, 1, C]. */
export function addRepeated(a: usize, b: usize, out: usize, blocks: usize, rows: usize, width: usize): void {
  const bytes = width << 2;
  for (let block: usize = 0; block < blocks; block += 1) {
    for (let row: usize = 0; row < rows; row += 1) {
      const start = (block * rows + row) * bytes;
      add(a + start, b + block * bytes, out + start, width);
    }
  }
}
