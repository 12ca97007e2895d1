// One AdamW update of a seed's parameters in one pass over memory; the formula is src/training/adamw.ts's.

/**
 * @param stepSize address of learning rate / (1 - beta1^t)
 * @param momentScale address of 1 / sqrt(1 - beta2^t)
 * @param decay address of 1 - learning rate x weight decay
 * @param share1 1 - beta1
 * @param share2 1 - beta2
 */
export function adamW(
  parameters: usize,
  firstMoment: usize,
  secondMoment: usize,
  gradient: usize,
  stepSize: usize,
  momentScale: usize,
  decay: usize,
  newParameters: usize,
  newFirstMoment: usize,
  newSecondMoment: usize,
  size: usize,
  share1: f32,
  share2: f32,
  epsilon: f32,
): void {
  const rate = v128.load32_splat(stepSize);
  const scale = v128.load32_splat(momentScale);
  const kept = v128.load32_splat(decay);
  const bytes = size << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const slope = v128.load(gradient + i);
    const first = towards(v128.load(firstMoment + i), slope, share1);
    const second = towards(v128.load(secondMoment + i), f32x4.mul(slope, slope), share2);
    v128.store(newFirstMoment + i, first);
    v128.store(newSecondMoment + i, second);
    const old = f32x4.mul(v128.load(parameters + i), kept);
    v128.store(newParameters + i, f32x4.sub(old, update(first, second, rate, scale, epsilon)));
  }
  for (; i < bytes; i += 4) {
    const slope = v128.load32_zero(gradient + i);
    const first = towards(v128.load32_zero(firstMoment + i), slope, share1);
    const second = towards(v128.load32_zero(secondMoment + i), f32x4.mul(slope, slope), share2);
    v128.store_lane<f32>(newFirstMoment + i, first, 0);
    v128.store_lane<f32>(newSecondMoment + i, second, 0);
    const old = f32x4.mul(v128.load32_zero(parameters + i), kept);
    v128.store_lane<f32>(newParameters + i, f32x4.sub(old, update(first, second, rate, scale, epsilon)), 0);
  }
}

/** A moving mean: this share of the way from old to new. */
function towards(old: v128, now: v128, share: f32): v128 {
  return f32x4.add(old, f32x4.mul(f32x4.sub(now, old), f32x4.splat(share)));
}

function update(first: v128, second: v128, rate: v128, scale: v128, epsilon: f32): v128 {
  const root = f32x4.mul(f32x4.sqrt(second), scale);
  return f32x4.mul(f32x4.div(first, f32x4.add(root, f32x4.splat(epsilon))), rate);
}
