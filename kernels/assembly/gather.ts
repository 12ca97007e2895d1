// Rows of a table by their numbers, and the sum of rows by number: an embedding and its gradient. Numbers come as floats, as all
// tensors do; one that no row has stops the module.

/** out [count, C] = the rows of table [rows, C] with these numbers. */
export function gatherRows(
  table: usize,
  numbers: usize,
  out: usize,
  count: usize,
  rows: usize,
  columns: usize,
): void {
  const width = columns << 2;
  for (let place: usize = 0; place < count; place += 1) {
    memory.copy(out + place * width, table + numberAt(numbers, place, rows) * width, width);
  }
}

/** out [rows, C]: row n is the sum of those rows of from [count, C] whose number is n, in their order. */
export function addedRows(from: usize, numbers: usize, out: usize, count: usize, rows: usize, columns: usize): void {
  const width = columns << 2;
  memory.fill(out, 0, rows * width);
  for (let place: usize = 0; place < count; place += 1) {
    const source = from + place * width;
    const target = out + numberAt(numbers, place, rows) * width;
    let i: usize = 0;
    for (; i + 16 <= width; i += 16) v128.store(target + i, f32x4.add(v128.load(target + i), v128.load(source + i)));
    for (; i < width; i += 4) store<f32>(target + i, load<f32>(target + i) + load<f32>(source + i));
  }
}

function numberAt(numbers: usize, place: usize, rows: usize): usize {
  const number = <usize>(<i32>load<f32>(numbers + (place << 2)));
  if (number >= rows) unreachable();
  return number;
}
