import { byteAt } from './bytes';

/** Keys by their object and their bytes. `simd/strict-keys.as` has the same functions. */
const seen = new Set<string>();
let objects: i32 = 0;

/** A number for an object that begins; `depth` is 0 for a line's own, and objects of one depth follow each other. */
export function newObject(depth: i32): i32 {
  if (depth === 0) seen.clear();
  objects += 1;
  return objects;
}

/** Notes a key of an object; false if it had this one before, or one that looks like it. */
export function isNewKey(object: i32, _depth: i32, from: usize, length: usize): bool {
  let key = `${object}`;
  for (let i = 0; i < length; i += 1) key += `,${byteAt(from + i)}`;
  const size = seen.size;
  return seen.add(key).size > size;
}
