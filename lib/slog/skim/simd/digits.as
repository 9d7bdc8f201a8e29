/** Digits by the word: pairs, then fours, then all eight of them at once. */
const ZEROS: u64 = 0x3030303030303030;

@inline
export function areDigits(word: u64): bool {
  return ((word & 0xf0f0f0f0f0f0f0f0) | (((word + 0x0606060606060606) & 0xf0f0f0f0f0f0f0f0) >> 4)) === 0x3333333333333333;
}

@inline
export function eightDigits(word: u64): u64 {
  let value = word - ZEROS;
  value = value * 10 + (value >> 8);
  const mask: u64 = 0x000000ff000000ff;
  return ((value & mask) * 0x000f424000000064 + ((value >> 16) & mask) * 0x0000271000000001) >> 32;
}

/** The value of one to eight digits. */
@inline
function fewDigits(from: usize, length: usize): u64 {
  const missing = <u64>(8 - length) << 3;
  // Zeros before them make them eight.
  return eightDigits(length === 8 ? load<u64>(from) : (load<u64>(from) << missing) | (ZEROS >> (64 - missing)));
}

/** The value of up to sixteen digits, none included. */
@inline
export function digitsIn(from: usize, to: usize): u64 {
  const length = to - from;
  if (length === 0) return 0;
  if (length <= 8) return fewDigits(from, length);
  return fewDigits(from, length - 8) * 100000000 + eightDigits(load<u64>(to - 8));
}
