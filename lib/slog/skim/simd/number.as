/**
 * Decimal to the nearest double, exactly as `JSON.parse`. Digits that fit 53 bits need one division by an exact power of ten;
 * up to 19 digits take Lemire's product with a 128-bit power of five (https://arxiv.org/abs/2101.11408). NaN: let `JSON.parse` do it.
 */
import { digitsEnd } from './bytes';
import { areDigits, digitsIn, eightDigits } from './digits';

const EXACT: u64 = 9007199254740992; // 2^53
const TENS = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]);

const WHOLE_TENS = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000, 10000000000000,
  100000000000000, 1000000000000000, 10000000000000000,
]);

// 5^-q for q from -22 to 0 as 128 bits, high word first; the loader fills it in with big integers.
export const POWERS: usize = heap.alloc(23 * 16);

@inline
function highWord(a: u64, b: u64): u64 {
  const aL = a & 0xffffffff;
  const aH = a >> 32;
  const bL = b & 0xffffffff;
  const bH = b >> 32;
  const lh = aL * bH;
  const hl = aH * bL;
  const mid = ((aL * bL) >> 32) + (lh & 0xffffffff) + (hl & 0xffffffff);
  return aH * bH + (lh >> 32) + (hl >> 32) + (mid >> 32);
}

function lemire(digits: u64, fraction: i32): f64 {
  const zeros = clz(digits);
  const shifted = digits << zeros;
  const power = POWERS + (<usize>(22 - fraction) << 4);
  let low = shifted * load<u64>(power);
  let high = highWord(shifted, load<u64>(power));
  if ((high & 0x1ff) === 0x1ff) {
    const carry = low;
    low += highWord(shifted, load<u64>(power, 8));
    if (low < carry) high += 1;
  }
  const top = high >> 63;
  let mantissa = high >> (top + 9);
  let exponent = ((217706 * -(<i64>fraction)) >> 16) + 63 + <i64>top - <i64>zeros + 1023;
  if (exponent <= 0 || exponent >= 2046) return NaN;
  if (low <= 1 && fraction <= 4 && (mantissa & 3) === 1 && mantissa << (top + 9) === high) mantissa &= ~(<u64>1);
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  if (mantissa >= (<u64>2 << 52)) {
    mantissa = <u64>1 << 52;
    exponent += 1;
  }
  return reinterpret<f64>((mantissa & ~(<u64>1 << 52)) | (<u64>exponent << 52));
}

/** Digits, or digits with a dot between them: nearly every number. NaN for any other, and for more than nineteen. */
@inline
function plainDecimal(from: usize, to: usize): f64 {
  const dot = digitsEnd(from);
  if (dot === to) return <f64>digitsIn(from, to);
  const fraction = to - dot - 1;
  if (load<u8>(dot) !== 0x2e || digitsEnd(dot + 1) !== to || dot - from + fraction > 19) return NaN;
  const digits = digitsIn(from, dot) * load<u64>(WHOLE_TENS + (fraction << 3)) + digitsIn(dot + 1, to);
  return valueOf(digits, <i32>fraction);
}

@inline
function valueOf(digits: u64, fraction: i32): f64 {
  return digits <= EXACT ? <f64>digits / load<f64>(TENS + (<usize>fraction << 3)) : lemire(digits, fraction);
}

export function numberIn(from: usize, to: usize): f64 {
  const value = plainDecimal(from, to);
  return value === value ? value : anyDecimal(from, to);
}

function anyDecimal(from: usize, to: usize): f64 {
  let digits: u64 = 0;
  let fraction: i32 = 0;
  let dot = false;
  const negative = load<u8>(from) === 0x2d;
  let at = negative ? from + 1 : from;
  while (at < to) {
    const byte = <u32>load<u8>(at);
    if (byte === 0x2e) dot = true;
    else if (byte !== 48) break;
    else if (dot) fraction += 1;
    at += 1;
  }
  // So many digits fit, and some of these may be a dot.
  if (to - at > 19) return NaN;
  while (at < to) {
    const word = load<u64>(at);
    if (at + 8 <= to && areDigits(word)) {
      digits = digits * 100000000 + eightDigits(word);
      if (dot) fraction += 8;
      at += 8;
      continue;
    }
    const byte = <u32>load<u8>(at);
    if (byte === 0x2e) dot = true;
    else if (byte - 48 < 10) {
      digits = digits * 10 + (byte - 48);
      if (dot) fraction += 1;
    } else return NaN;
    at += 1;
  }
  if (fraction > 22) return NaN;
  const value = valueOf(digits, fraction);
  return negative ? -value : value;
}
