/** The types that the scanner knows, as small numbers: an index into TYPE_NAMES and a bit of what the fold allows to be skimmed. */
import { byteAt, text } from './bytes';
import { eat } from './cursor';

export const SYSCALL: i32 = 0;
export const SYSCALL_RESULT: i32 = 1;
export const CLIST: i32 = 2;
export const CRANK_FINISH_TYPE: i32 = 3;
export const CRANK_START_TYPE: i32 = 4;
export const DELIVER_TYPE: i32 = 5;
export const DELIVER_RESULT: i32 = 6;
export const RUN_START: i32 = 7;
export const RUN_FINISH: i32 = 8;
export const BEGIN_BLOCK: i32 = 9;
export const END_BLOCK_START: i32 = 10;
export const END_BLOCK_FINISH: i32 = 11;
export const COMMIT_BLOCK_FINISH: i32 = 12;
export const TIMER_POLL: i32 = 13;
export const BRIDGE_INBOUND: i32 = 14;
export const CREATE_VAT_TYPE: i32 = 15;
export const CONSOLE_TYPE: i32 = 16;
/** From here on: types of which the fold reads nothing but the clocks. */
export const UNREAD: i32 = 17;
export const UNKNOWN: i32 = -1;

const A_SYSCALL = text('syscall",');
const A_SYSCALL_RESULT = text('syscall-result",');
const A_CLIST = text('clist",');
const A_CRANK_FINISH = text('crank-finish",');
const A_CRANK_START = text('crank-start",');
const A_DELIVER = text('deliver",');
const A_DELIVER_RESULT = text('deliver-result",');
const A_KERNEL_STATS = text('kernel-stats",');
const A_CONSOLE = text('console",');
const A_CREATE_VAT = text('create-vat",');
const A_VAT_STARTUP_START = text('vat-startup-start",');
const A_VAT_STARTUP_FINISH = text('vat-startup-finish",');
const A_SNAPSHOT_SAVE = text('heap-snapshot-save",');
const A_SNAPSHOT_LOAD = text('heap-snapshot-load",');
const COSMIC = text('cosmic-swingset-');
const A_RUN_START = text('run-start",');
const A_RUN_FINISH = text('run-finish",');
const A_BEGIN_BLOCK = text('begin-block",');
const A_END_BLOCK_START = text('end-block-start",');
const A_END_BLOCK_FINISH = text('end-block-finish",');
const A_COMMIT_BLOCK_START = text('commit-block-start",');
const A_COMMIT_BLOCK_FINISH = text('commit-block-finish",');
const A_AFTER_COMMIT_STATS = text('after-commit-stats",');
const A_TIMER_POLL = text('timer-poll",');
const A_BRIDGE_INBOUND = text('bridge-inbound",');

function hostType(): i32 {
  if (eat(A_RUN_START)) return RUN_START;
  if (eat(A_RUN_FINISH)) return RUN_FINISH;
  if (eat(A_BEGIN_BLOCK)) return BEGIN_BLOCK;
  if (eat(A_END_BLOCK_START)) return END_BLOCK_START;
  if (eat(A_END_BLOCK_FINISH)) return END_BLOCK_FINISH;
  if (eat(A_COMMIT_BLOCK_FINISH)) return COMMIT_BLOCK_FINISH;
  if (eat(A_COMMIT_BLOCK_START)) return UNREAD;
  if (eat(A_AFTER_COMMIT_STATS)) return UNREAD + 1;
  if (eat(A_TIMER_POLL)) return TIMER_POLL;
  return eat(A_BRIDGE_INBOUND) ? BRIDGE_INBOUND : UNKNOWN;
}

function unreadType(): i32 {
  if (eat(A_KERNEL_STATS)) return UNREAD + 2;
  if (eat(A_VAT_STARTUP_START)) return UNREAD + 3;
  if (eat(A_VAT_STARTUP_FINISH)) return UNREAD + 4;
  if (eat(A_SNAPSHOT_SAVE)) return UNREAD + 5;
  return eat(A_SNAPSHOT_LOAD) ? UNREAD + 6 : UNKNOWN;
}

/** Eats the name of a type, its closing quote and comma. The most frequent are looked for first. */
export function eatType(place: usize): i32 {
  const first = byteAt(place);
  const second = byteAt(place + 1);
  if (first === 0x73) {
    if (eat(A_SYSCALL)) return SYSCALL;
    return eat(A_SYSCALL_RESULT) ? SYSCALL_RESULT : UNKNOWN;
  }
  if (first === 0x64) {
    if (eat(A_DELIVER)) return DELIVER_TYPE;
    return eat(A_DELIVER_RESULT) ? DELIVER_RESULT : UNKNOWN;
  }
  if (first !== 0x63) return unreadType();
  if (second === 0x6c) return eat(A_CLIST) ? CLIST : UNKNOWN;
  if (second === 0x6f) {
    if (eat(COSMIC)) return hostType();
    return eat(A_CONSOLE) ? CONSOLE_TYPE : UNKNOWN;
  }
  if (eat(A_CRANK_FINISH)) return CRANK_FINISH_TYPE;
  if (eat(A_CRANK_START)) return CRANK_START_TYPE;
  return eat(A_CREATE_VAT) ? CREATE_VAT_TYPE : UNKNOWN;
}
