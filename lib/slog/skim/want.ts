/** What the fold wants parsed beside what it always reads, as bits. */
export const WANT_ALL: i32 = 1;
export const WANT_CLIST: i32 = 2;
export const WANT_RESULTS: i32 = 4;
export const WANT_RESOLVES: i32 = 8;
/** Messages from the bridge, which pass core evals on. */
export const WANT_BRIDGE: i32 = 16;
/** What the vat at work sends and subscribes to. */
export const WANT_CALLS: i32 = 32;
