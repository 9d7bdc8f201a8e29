/** What the module shows to JavaScript. */
import './texts';
export { counts, lastNewlineIn, newlineIn, recordCount, records } from './bytes';
export { POWERS as powers } from './number';
export {
  clockAt,
  isFull,
  linesPassed,
  newestEnd,
  newestMonotime,
  newestStart,
  newestTime,
  openDevice,
  openDeviceLine,
  replaysPassed,
  scan,
} from './scan';
export { sureUntil } from './strict';

/** Room for text, with some to spare behind it for reads of 32 bytes. */
export function allocate(size: usize): usize {
  return heap.alloc(size + 64);
}
