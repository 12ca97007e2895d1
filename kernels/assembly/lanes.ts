/** The four lanes of a sum, added up in one order. */
export function sumOfLanes(sums: v128): f32 {
  const left = f32x4.extract_lane(sums, 0) + f32x4.extract_lane(sums, 1);
  return left + (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
}
