/** A validator that accepts exactly what `JSON.parse` accepts; 0 for invalid and for nested too deep to tell. */
import { byteAt, digitsEnd, nameEnd, text } from './bytes';
import { eat, eatByte, eatStringRest, goTo, here } from './cursor';

const MAX_DEPTH: i32 = 200;
const TRUE = text('true');
const FALSE = text('false');
const NULL = text('null');

/** Space inside a line: no newline stands there. */
export function skipSpace(): void {
  let at = here();
  while (byteAt(at) === 0x20 || byteAt(at) === 9 || byteAt(at) === 13) at += 1;
  goTo(at);
}

function eatDigits(): bool {
  const start = here();
  let at = start;
  let end = digitsEnd(start);
  while (end > at) {
    at = end;
    end = digitsEnd(at);
  }
  goTo(at);
  return at > start;
}

export function eatNumber(): bool {
  eatByte(0x2d);
  if (!eatByte(48) && !eatDigits()) return false;
  if (eatByte(0x2e) && !eatDigits()) return false;
  if (!eatByte(0x65) && !eatByte(0x45)) return true;
  if (!eatByte(0x2b)) eatByte(0x2d);
  return eatDigits();
}

function eatArray(depth: i32): bool {
  skipSpace();
  if (eatByte(0x5d)) return true;
  while (true) {
    if (!eatValue(depth)) return false;
    skipSpace();
    if (eatByte(0x5d)) return true;
    if (!eatByte(0x2c)) return false;
    skipSpace();
  }
}

function eatObject(depth: i32): bool {
  skipSpace();
  if (eatByte(0x7d)) return true;
  while (true) {
    if (!eatByte(0x22) || !eatStringRest()) return false;
    skipSpace();
    if (!eatByte(0x3a)) return false;
    skipSpace();
    if (!eatValue(depth)) return false;
    skipSpace();
    if (eatByte(0x7d)) return true;
    if (!eatByte(0x2c)) return false;
    skipSpace();
  }
}

/** Any value whose first byte is here. */
export function eatValue(depth: i32): bool {
  if (depth > MAX_DEPTH) return false;
  if (eatByte(0x22)) return eatStringRest();
  if (eatByte(0x7b)) return eatObject(depth + 1);
  if (eatByte(0x5b)) return eatArray(depth + 1);
  const first = byteAt(here());
  if (first === 0x74) return eat(TRUE);
  if (first === 0x66) return eat(FALSE);
  if (first === 0x6e) return eat(NULL);
  return eatNumber();
}

/** Behind the plain key whose opening quote is here, a name; 0 for any other. */
export function plainKeyEnd(): usize {
  if (byteAt(here()) !== 0x22) return 0;
  const end = nameEnd(here() + 1);
  return byteAt(end) === 0x22 ? end + 1 : 0;
}
