/** `console`: what a vat printed. Of what is calm nothing but whose and at which level is needed; of the rest all, by its record's place. */
import { addRecord, put, standsAt, text } from './bytes';
import { mayHold } from './call';
import { eat, eatByte, eaten, eatInteger, eatName, eatVat, here } from './cursor';
import { eatValue } from './json';
import { CALM, CONSOLE, CRANK, DELIVERY, KIND, LEVEL, VAT } from './record';

const SOURCE = text('"source":"');
const KERNEL = text('kernel"');
const CONTROLLER = text('controller"');
const STATE = text('","state":"');
const CRANK_NUM = text('","crankNum":');
const VAT_ID = text(',"vatID":');
const DELIVERY_NUM = text(',"deliveryNum":');
const LEVEL_KEY = text(',"level":');
const WARN = text('"warn"');
const ERROR = text('"error"');
const ARGS = text('","args":');
const RESTART = text('RESTART');

/** Whose line it is and of which delivery: a line without either is parsed. */
function eatOrigin(): bool {
  if (!eat(SOURCE) || standsAt(here(), KERNEL) || standsAt(here(), CONTROLLER) || !eatName()) return false;
  if (eat(STATE) && !eatName()) return false;
  if (!eat(CRANK_NUM) || !eatInteger()) return false;
  put(CRANK, eaten());
  if (!eat(VAT_ID) || !eatVat()) return false;
  put(VAT, eaten());
  if (!eat(DELIVERY_NUM) || !eatInteger()) return false;
  put(DELIVERY, eaten());
  return true;
}

/** From behind the type up to the line's tail; adds a record. */
export function eatConsole(): bool {
  addRecord();
  put(KIND, CONSOLE);
  if (!eatOrigin() || !eat(LEVEL_KEY)) return false;
  const level = here();
  put(LEVEL, level);
  if (!eatByte(0x22) || !eatName() || !eat(ARGS)) return false;
  const from = here();
  if (!eatValue(0)) return false;
  const loud = standsAt(level, WARN) || standsAt(level, ERROR);
  // What is alarming at any level (`lib/upgrade/benign-console.ts`) has this word in it.
  put(CALM, loud || mayHold(from, here(), RESTART) ? 0 : 1);
  return true;
}
