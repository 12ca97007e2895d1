// Causal self-attention of sequences, head by head, and its gradient: what looks at nothing later is not computed there either.
// Axes: N sequences, T positions, H heads, d numbers a head, D = H d. A row of `projected` is a position's query, key and value,
// each [H, d].
import { dot, sumOf } from './lanes';
import { largestOf, powersBelow } from './softmax';

/** out [N, T, D], and how much each position looks at each [N, H, T, T], from projected [N, T, 3 D]. */
export function causalAttention(
  projected: usize,
  out: usize,
  weights: usize,
  sequences: usize,
  positions: usize,
  heads: usize,
  size: usize,
): void {
  const bytes = size << 2;
  const width = heads * bytes;
  const line = positions << 2;
  const scale: f32 = 1 / sqrt(<f32>size);
  for (let head: usize = 0; head < sequences * heads; head += 1) {
    const corner = (head / heads) * positions * width + (head % heads) * bytes;
    const query = projected + cornerOf(head, heads, positions, bytes);
    const table = weights + head * positions * line;
    for (let at: usize = 0; at < positions; at += 1) {
      const row = table + at * line;
      const seen = (at + 1) << 2;
      dots(query + at * 3 * width, query + width, 3 * width, row, at + 1, bytes, scale);
      softmax(row, seen);
      memory.fill(row + seen, 0, line - seen);
      mix(row, 4, query + 2 * width, 3 * width, out + corner + at * width, at + 1, bytes, 1);
    }
  }
}

/**
 * dProjected [N, T, 3 D] from dy [N, T, D] and what the forward pass took and gave.
 * @param slopes room for [T, T]: of the scores of one head
 */
export function causalAttentionGradient(
  dy: usize,
  projected: usize,
  weights: usize,
  dProjected: usize,
  slopes: usize,
  sequences: usize,
  positions: usize,
  heads: usize,
  size: usize,
): void {
  const bytes = size << 2;
  const width = heads * bytes;
  const stride = 3 * width;
  const line = positions << 2;
  const scale: f32 = 1 / sqrt(<f32>size);
  for (let head: usize = 0; head < sequences * heads; head += 1) {
    const start = cornerOf(head, heads, positions, bytes);
    const query = projected + start;
    const dQuery = dProjected + start;
    const slope = dy + (head / heads) * positions * width + (head % heads) * bytes;
    const table = weights + head * positions * line;
    for (let at: usize = 0; at < positions; at += 1) {
      const row = slopes + at * line;
      dots(slope + at * width, query + 2 * width, stride, row, at + 1, bytes, 1);
      softmaxGradient(row, table + at * line, (at + 1) << 2);
      mix(row, 4, query + width, stride, dQuery + at * stride, at + 1, bytes, scale);
    }
    for (let at: usize = 0; at < positions; at += 1) {
      // Those that look here: this position and the later ones.
      const diagonal = at * line + (at << 2);
      const later = positions - at;
      mix(slopes + diagonal, line, query + at * stride, stride, dQuery + width + at * stride, later, bytes, scale);
      mix(table + diagonal, line, slope + at * width, width, dQuery + 2 * width + at * stride, later, bytes, 1);
    }
  }
}

/** Bytes from the start of `projected` to the first query of a head, counted through all sequences. */
function cornerOf(head: usize, heads: usize, positions: usize, bytes: usize): usize {
  return (head / heads) * positions * 3 * heads * bytes + (head % heads) * bytes;
}

/** out[j] = scale times the dot product of one row with row j. */
function dots(one: usize, rows: usize, stride: usize, out: usize, count: usize, bytes: usize, scale: f32): void {
  for (let j: usize = 0; j < count; j += 1) store<f32>(out + (j << 2), dot(one, rows + j * stride, bytes) * scale);
}

/** out = scale times the sum over j of share j times row j. */
function mix(
  shares: usize,
  shareStride: usize,
  rows: usize,
  stride: usize,
  out: usize,
  count: usize,
  bytes: usize,
  scale: f32,
): void {
  let c: usize = 0;
  for (; c + 16 <= bytes; c += 16) {
    let sum = f32x4.splat(0);
    for (let j: usize = 0; j < count; j += 1) {
      const share = v128.load32_splat(shares + j * shareStride);
      sum = f32x4.add(sum, f32x4.mul(share, v128.load(rows + j * stride + c)));
    }
    v128.store(out + c, f32x4.mul(sum, f32x4.splat(scale)));
  }
  for (; c < bytes; c += 4) {
    let sum: f32 = 0;
    for (let j: usize = 0; j < count; j += 1) {
      sum += load<f32>(shares + j * shareStride) * load<f32>(rows + j * stride + c);
    }
    store<f32>(out + c, sum * scale);
  }
}

/** In place. */
function softmax(row: usize, bytes: usize): void {
  powersBelow(largestOf(row, bytes), row, row, bytes);
  const sum = sumOf(row, bytes);
  for (let i: usize = 0; i < bytes; i += 4) store<f32>(row + i, load<f32>(row + i) / sum);
}

/** In place, from the slope of each share: share (slope - sum of share slope). */
function softmaxGradient(slopes: usize, shares: usize, bytes: usize): void {
  const mean = dot(slopes, shares, bytes);
  for (let i: usize = 0; i < bytes; i += 4) {
    store<f32>(slopes + i, load<f32>(shares + i) * (load<f32>(slopes + i) - mean));
  }
}
