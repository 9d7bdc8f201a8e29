/**
 * See ../strict-keys.ts. Each depth has a table: a key's place in it is given by its hash, and there stand the number of the object that had it and
 * the hash. What cannot be placed counts as known.
 */
const DEPTHS: usize = 32;
const PLACES: usize = 1024;
const PLACE_BYTES: usize = 16;
const BYTES: usize = DEPTHS * PLACES * PLACE_BYTES;
const MAX_STEPS: i32 = 64;
const table: usize = heap.alloc(BYTES);
let objects: i32 = 0;

export function newObject(depth: i32): i32 {
  // Also when numbers begin again, after some thousand GB.
  if (objects === 0) memory.fill(table, 0, BYTES);
  objects += 1;
  return objects;
}

function hashOf(from: usize, length: usize): u64 {
  let hash: u64 = <u64>length * 0x2545f4914f6cdd1d;
  if (length < 8) {
    if (length !== 0) hash ^= load<u64>(from) << (<u64>(8 - length) << 3);
    return hash * 0x9e3779b97f4a7c15;
  }
  for (let i: usize = 0; i + 8 < length; i += 8) hash = rotl((hash ^ load<u64>(from + i)) * 0x9e3779b97f4a7c15, 29);
  return (hash ^ load<u64>(from + length - 8)) * 0x9e3779b97f4a7c15;
}

export function isNewKey(object: i32, depth: i32, from: usize, length: usize): bool {
  const hash = hashOf(from, length);
  const own = table + <usize>depth * PLACES * PLACE_BYTES;
  let at = <usize>(hash >> 54);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const place = own + at * PLACE_BYTES;
    if (load<i32>(place) !== object) {
      store<i32>(place, object);
      store<u64>(place, hash, 8);
      return true;
    }
    if (load<u64>(place, 8) === hash) return false;
    at = (at + 1) & (PLACES - 1);
  }
  return false;
}
