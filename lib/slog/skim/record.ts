/** What the scanner says of a line that the fold needs: a record of numbers, by kind. Slots 0 to 3 are the same for all. */

export const CRANK_START: i32 = 1;
export const CRANK_FINISH: i32 = 2;
export const DELIVER: i32 = 3;
/** One for each resolution of the notify just before. */
export const NOTIFIED: i32 = 4;
export const RESULT: i32 = 5;
export const SUBSCRIBE: i32 = 6;
/** A host's entry, of which all members that are read are numbers (or the phase). */
export const HOST: i32 = 7;
export const BRIDGE: i32 = 8;
export const CREATE_VAT: i32 = 9;
/** What a vat printed. */
export const CONSOLE: i32 = 11;
/** All of a crank, in place of its records (`whole.ts`). */
export const WHOLE_CRANK: i32 = 10;

export const KIND: i32 = 0;
/** How many lines of this scan stand before it. */
export const LINE: i32 = 1;
/** Where the line stands in the bytes; its end is its newline. */
export const START: i32 = 2;
export const END: i32 = 3;

/** The clocks of every kind that has them. SECONDS is NaN for none. */
export const TIME: i32 = 4;
export const MONOTIME: i32 = 5;
export const SECONDS: i32 = 6;

/** CRANK_START */
export const CRANK: i32 = 7;
export const ROUTING: i32 = 8;
export const MESSAGE: i32 = 9;
export const MESSAGE_SEND: i32 = 1;
export const MESSAGE_NOTIFY: i32 = 2;
export const MESSAGE_OTHER: i32 = 3;
/** A routed send's target and result (0: none), a notify's vat and promise. */
export const TARGET: i32 = 10;
export const RESULT_OF: i32 = 11;

/** DELIVER, RESULT, SUBSCRIBE */
export const VAT: i32 = 12;
export const DELIVERY: i32 = 13;
/** A place in DISPATCHES. */
export const DISPATCH: i32 = 14;
export const DISPATCH_MESSAGE: i32 = 0;
export const DISPATCH_NOTIFY: i32 = 1;
/** CONSOLE: beside CRANK, VAT and DELIVERY, where its level stands. */
export const LEVEL: i32 = 14;
/** 1 if it is no warning, no error, and says nothing alarming. */
export const CALM: i32 = 15;
/** How many NOTIFIED follow. */
export const RESOLUTIONS: i32 = 15;

/** RESULT: computrons, NaN for none. */
export const COMPUTRONS: i32 = 7;

/** NOTIFIED, SUBSCRIBE: the promise. NOTIFIED also says whether it was rejected. */
export const PROMISE: i32 = 7;
export const REJECTED: i32 = 8;

/** HOST: the entry's type as a number of `type.ts`. */
export const TYPE: i32 = 7;
/** HOST: members that are numbers, NaN for none. */
export const BLOCK_HEIGHT: i32 = 8;
export const RUN_NUM: i32 = 9;
export const REMAINING_BEANS: i32 = 10;
export const USED_BEANS: i32 = 11;
export const BLOCK_TIME: i32 = 12;
export const HANGOVER: i32 = 13;
export const FULL_SAVE_TIME: i32 = 14;
/** Where a value stands (a string, `true`, `false` or `null`); 0 for none. */
export const PHASE: i32 = 15;

/** BRIDGE: where its values stand. */
export const INBOUND_NUM: i32 = 8;
export const SOURCE: i32 = 9;

/** CREATE_VAT: its VAT and where its values stand. */
export const DYNAMIC: i32 = 7;
export const DESCRIPTION: i32 = 8;
export const NAME: i32 = 9;
export const MANAGER_TYPE: i32 = 10;
export const BUNDLE_SHA512: i32 = 11;

/**
 * WHOLE_CRANK: CRANK, ROUTING, TARGET and RESULT_OF (0 for none) as above; if it delivered something, TIME and where the line stands are the delivery's.
 * Behind it stand the promises that the vat was told of, then each that it subscribed to with the line of that: packed, in as many records as it takes.
 */
export const END_TIME: i32 = 5;
/** SECONDS as measured, else by the clock; COMPUTRONS 0 for none. */
export const DELIVER_LINE: i32 = 9;
export const USED_COMPUTRONS: i32 = 13;
export const SUBSCRIPTIONS: i32 = 14;
