// ln(1 + x) for x >= 0, with the digits of small x. No table: the module has no data of its own.

const LN_2: f32 = 0.6931472;
const MANTISSA: u32 = 0x007fffff;
const BITS_OF_ONE: u32 = 0x3f800000;

/** A broken number stays one. */
export function logarithmOfOnePlus(x: f32): f32 {
  if (!(x > 1)) return series(x);
  // 1 + x = 2^n m with m from 1 to 2, read off its bits.
  const bits = reinterpret<u32>(x + 1);
  const n = <i32>(bits >> 23) - 127;
  const m = reinterpret<f32>((bits & MANTISSA) | BITS_OF_ONE);
  return <f32>n * LN_2 + series(m - 1);
}

/** ln(1 + x) for x in [0, 1]: 2 artanh(x / (2 + x)), whose series has a rest below 1e-9 there. */
function series(x: f32): f32 {
  const s: f32 = x / (2 + x);
  const square: f32 = s * s;
  let sum: f32 = 1.0 / 15.0;
  sum = sum * square + 1.0 / 13.0;
  sum = sum * square + 1.0 / 11.0;
  sum = sum * square + 1.0 / 9.0;
  sum = sum * square + 1.0 / 7.0;
  sum = sum * square + 1.0 / 5.0;
  sum = sum * square + 1.0 / 3.0;
  return 2 * s * (sum * square + 1);
}
