/** The four lanes of a sum, added up in one order. */
export function sumOfLanes(sums: v128): f32 {
  const left = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1);
  return left + (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
}

/** The sum of a run of numbers, four lanes abreast. */
export function sumOf(from: usize, bytes: usize): f32 {
  let sums = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) sums = f32x4.add(sums, v128.load(from + i));
  for (; i < bytes; i += 4) sums = f32x4.add(sums, v128.load32_zero(from + i));
  return sumOfLanes(sums);
}

/** The sum of products of two runs of numbers, four lanes abreast. */
export function dot(a: usize, b: usize, bytes: usize): f32 {
  let sums = f32x4.splat(0);
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) sums = f32x4.add(sums, f32x4.mul(v128.load(a + i), v128.load(b + i)));
  for (; i < bytes; i += 4) sums = f32x4.add(sums, f32x4.mul(v128.load32_zero(a + i), v128.load32_zero(b + i)));
  return sumOfLanes(sums);
}
