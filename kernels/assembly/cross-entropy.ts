// Weighted cross-entropy of pairs of logits. With two answers it is a function of their difference alone:
// -ln p = softplus(other - right), p = 1 / (1 + e^(other - right)). A pair without weight is not asked and costs nothing.
import { exponential } from './exponential';
import { logarithmOfOnePlus } from './logarithm';

/** loss [1] = the sum over pairs of weight x nats; logits and targets are [pairs, 2], and a target is its answer's weight. */
export function crossEntropy(logits: usize, targets: usize, loss: usize, pairs: usize): void {
  let total: f64 = 0;
  for (let place: usize = 0; place < pairs << 3; place += 8) {
    const first = load<f32>(targets + place);
    const second = load<f32>(targets + place, 4);
    if (first == 0 && second == 0) continue;
    const ahead: f32 = load<f32>(logits + place) - load<f32>(logits + place, 4);
    total += first * softplus(-ahead) + second * softplus(ahead);
  }
  store<f32>(loss, <f32>total);
}

/** out [pairs, 2] = dy [1] (weight of the pair x probability - target). */
export function crossEntropyGradient(dy: usize, logits: usize, targets: usize, out: usize, pairs: usize): void {
  const scale = load<f32>(dy);
  for (let place: usize = 0; place < pairs << 3; place += 8) {
    const first = load<f32>(targets + place);
    const second = load<f32>(targets + place, 4);
    let slope: f32 = 0;
    if (first != 0 || second != 0) {
      const ahead: f32 = load<f32>(logits + place) - load<f32>(logits + place, 4);
      // Both forms of the probability of the first answer, and of the second, keep their digits near zero.
      const small = power(ahead);
      const likely: f32 = 1 / (1 + small);
      const unlikely: f32 = small / (1 + small);
      slope = scale * (ahead > 0 ? second * likely - first * unlikely : second * unlikely - first * likely);
    }
    store<f32>(out + place, slope);
    store<f32>(out + place, -slope, 4);
  }
}

/** ln(1 + e^x) = max(x, 0) + ln(1 + e^-|x|). */
function softplus(x: f32): f32 {
  return max<f32>(x, 0) + logarithmOfOnePlus(power(x));
}

/** e^-|x|. */
function power(x: f32): f32 {
  return f32x4.extract_lane(exponential(f32x4.splat(-abs<f32>(x))), 0);
}
