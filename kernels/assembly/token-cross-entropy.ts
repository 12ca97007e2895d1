// Weighted cross-entropy over a vocabulary, with right answers as numbers. ln of the sum of e^(z - largest) is ln(1 + the rest),
// so that the loss of a sure answer keeps its digits. A row without weight is not asked and costs nothing. Axes: R rows, V words.
import { sumOf } from './lanes';
import { logarithmOfOnePlus } from './logarithm';
import { largestOf, powersBelow } from './softmax';

/**
 * loss [1] = the sum over rows of weight x nats, from logits [R, V], answers and weights [R].
 * @param powers [R, V]: e^(z - largest), of the rows that are asked
 */
export function tokenCrossEntropy(
  logits: usize,
  answers: usize,
  weights: usize,
  loss: usize,
  powers: usize,
  rows: usize,
  words: usize,
): void {
  const bytes = words << 2;
  let total: f64 = 0;
  for (let row: usize = 0; row < rows; row += 1) {
    const weight = load<f32>(weights + (row << 2));
    if (weight == 0) continue;
    const from = logits + row * bytes;
    const into = powers + row * bytes;
    const largest = largestOf(from, bytes);
    powersBelow(largest, from, into, bytes);
    const place = into + (placeOf(largest, from, words) << 2);
    store<f32>(place, 0);
    const rest = sumOf(into, bytes);
    store<f32>(place, 1);
    total += weight * (logarithmOfOnePlus(rest) + (largest - load<f32>(from + answerAt(answers, row, words))));
  }
  store<f32>(loss, <f32>total);
}

/** out [R, V] = dy [1] x weight x (probability - 1 at the answer). */
export function tokenCrossEntropyGradient(
  dy: usize,
  powers: usize,
  answers: usize,
  weights: usize,
  out: usize,
  rows: usize,
  words: usize,
): void {
  const bytes = words << 2;
  const slope = load<f32>(dy);
  for (let row: usize = 0; row < rows; row += 1) {
    const weight = load<f32>(weights + (row << 2));
    const into = out + row * bytes;
    if (weight == 0) {
      memory.fill(into, 0, bytes);
      continue;
    }
    const from = powers + row * bytes;
    const factor: f32 = (slope * weight) / sumOf(from, bytes);
    const wide = f32x4.splat(factor);
    let i: usize = 0;
    for (; i + 16 <= bytes; i += 16) v128.store(into + i, f32x4.mul(v128.load(from + i), wide));
    for (; i < bytes; i += 4) store<f32>(into + i, load<f32>(from + i) * factor);
    // The slopes of a row add up to zero: so that of a sure answer keeps its digits.
    const answer = into + answerAt(answers, row, words);
    store<f32>(answer, 0);
    store<f32>(answer, -sumOf(into, bytes));
  }
}

/** Where the largest logit stands; the first place where none is a number. */
function placeOf(largest: f32, from: usize, words: usize): usize {
  for (let place: usize = 0; place < words; place += 1) {
    if (load<f32>(from + (place << 2)) == largest) return place;
  }
  return 0;
}

/** Bytes from the start of a row to its answer. */
function answerAt(answers: usize, row: usize, words: usize): usize {
  const answer = <usize>(<i32>load<f32>(answers + (row << 2)));
  if (answer >= words) unreachable();
  return answer << 2;
}
