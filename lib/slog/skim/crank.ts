/** `crank-start`: what the kernel is about to do. */
import { addRecord, put, text } from './bytes';
import { eatCallHead, eatCallRest, isMethod, resultOf } from './call';
import { eat, eatByte, eaten, eatenKind, eatInteger, eatKref, eatName, eatVat, KP } from './cursor';
import {
  CRANK,
  CRANK_START,
  KIND,
  MESSAGE,
  MESSAGE_NOTIFY,
  MESSAGE_OTHER,
  MESSAGE_SEND,
  RESULT_OF,
  ROUTING,
  TARGET,
} from './record';

const A_ROUTING = text('"crankType":"routing","crankNum":');
const A_DELIVERY = text('"crankType":"delivery","crankNum":');
const MESSAGE_TYPE = text(',"messageType":"');
const A_MESSAGE = text(',"message":{"type":"');
const SEND = text('send","target":');
const MSG = text(',"msg":');
const NOTIFY = text('notify","vatID":');
const KPID = text(',"kpid":');
const CALLBACK = text('vatUpgradeCallback\\"');
const TERMINATED = text('vatTerminated\\"');

/**
 * Messages of no consequence for the fold. None is also the name of an entry's type: a line torn behind `"message":` with the next
 * entry glued to it must not pass as one of these.
 */
const DROP_EXPORTS = text('dropExports"');
const RETIRE_EXPORTS = text('retireExports"');
const RETIRE_IMPORTS = text('retireImports"');
const BOYD = text('bringOutYourDead"');
const START_VAT = text('startVat"');
const CHANGE_OPTIONS = text('changeVatOptions"');
const CLEANUP = text('cleanup-terminated-vat"');
const NEGATED = text('negated-gc-action"');

function isOther(): bool {
  if (eat(DROP_EXPORTS) || eat(RETIRE_EXPORTS) || eat(RETIRE_IMPORTS) || eat(BOYD)) return true;
  return eat(START_VAT) || eat(CHANGE_OPTIONS) || eat(CLEANUP) || eat(NEGATED);
}

function eatSend(routing: bool): bool {
  if (!eatKref()) return false;
  put(TARGET, eaten());
  if (!routing) return true;
  if (!eat(MSG) || !eatCallHead() || isMethod(CALLBACK) || isMethod(TERMINATED) || !eatCallRest())
    return false;
  put(RESULT_OF, resultOf());
  return true;
}

function eatNotify(): bool {
  if (!eatVat()) return false;
  put(TARGET, eaten());
  if (!eat(KPID) || !eatKref() || eatenKind() !== KP) return false;
  put(RESULT_OF, eaten());
  return true;
}

/** From behind the type up to where nothing more is needed; adds a record. */
export function eatCrankStart(): bool {
  const routing = eat(A_ROUTING);
  if (!routing && !eat(A_DELIVERY)) return false;
  if (!eatInteger()) return false;
  addRecord();
  put(KIND, CRANK_START);
  put(CRANK, eaten());
  put(ROUTING, routing ? 1 : 0);
  if (eat(MESSAGE_TYPE) && !(eatName() && eatByte(0x22))) return false;
  if (!eat(A_MESSAGE)) return false;
  if (eat(SEND)) {
    put(MESSAGE, MESSAGE_SEND);
    return eatSend(routing);
  }
  if (eat(NOTIFY)) {
    put(MESSAGE, MESSAGE_NOTIFY);
    return eatNotify();
  }
  put(MESSAGE, MESSAGE_OTHER);
  return isOther();
}
