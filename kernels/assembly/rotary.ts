// Rotary positions in GPT-NeoX's form: of the first 2 h numbers of each head of the queries and keys, number i and number h + i are
// turned together by an angle that grows with the position. Axes: N sequences, T positions, H heads, d numbers a head, D = H d.

/**
 * out [N, T, 3 D] = projected with its queries and keys turned.
 * @param table [2, T, h]: cosines, then sines
 * @param half h
 * @param turn 1, or -1 to turn back
 */
export function rotatePositions(
  projected: usize,
  table: usize,
  out: usize,
  sequences: usize,
  positions: usize,
  heads: usize,
  size: usize,
  half: usize,
  turn: f32,
): void {
  const bytes = size << 2;
  const line = half << 2;
  const row = 3 * heads * bytes;
  memory.copy(out, projected, sequences * positions * row);
  for (let place: usize = 0; place < sequences * positions; place += 1) {
    const cosines = table + (place % positions) * line;
    const sines = cosines + positions * line;
    for (let head: usize = 0; head < 2 * heads; head += 1) {
      const first = out + place * row + head * bytes;
      const second = first + line;
      for (let i: usize = 0; i < line; i += 4) {
        const x = load<f32>(first + i);
        const y = load<f32>(second + i);
        const cosine = load<f32>(cosines + i);
        const sine = load<f32>(sines + i) * turn;
        store<f32>(first + i, x * cosine - y * sine);
        store<f32>(second + i, y * cosine + x * sine);
      }
    }
  }
}
