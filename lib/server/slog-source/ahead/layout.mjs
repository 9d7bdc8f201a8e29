// How the two threads of `ahead.ts` share what one of them did ahead: numbers in shared memory, a ring of slots, one for each piece.

/** Slots of the control words. */
export const PIECE = 0;
export const NEXT = 1;
export const KNOWN = 2;
export const WANTS = 3;
export const CONTROLS = 4;

/** Pieces that the other thread may be ahead. */
export const SLOTS = 48;
/** Room for what is remembered of a piece, in numbers of eight bytes. */
export const SLOT_ROOM = 48 * 1024;

/** What a slot's state says, beside the number of its piece: it is worked on, it is ready, or nobody works on it but who folds. */
export const WORKED_ON = 1;
export const READY = 2;
export const LEFT = 3;
const CODES = 4;

export const stateOf = (/** @type {number} */ piece, /** @type {number} */ code) => piece * CODES + code;

/**
 * A note of what one call of the scanner answered: its kind, its length, the arguments, the answer; of a scan then what the getters said, the counts
 * and the records. A kind of 0 ends a slot.
 */
export const SCAN = 1;
export const SURE = 2;
export const KIND = 0;
export const LENGTH = 1;
export const FROM = 2;
export const TO = 3;
export const ANSWER = 4;
export const SCAN_WANTS = 5;
export const SCAN_KNOWN = 6;
export const CLOCK = 7;
export const FACTS = 8;
