/** What the module shows to JavaScript. */
export { counts, recordCount, records } from './bytes';
export { POWERS as powers } from './number';
export {
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

/** Room for text, with some to spare behind it for reads of 32 bytes. */
export function room(size: usize): usize {
  return heap.alloc(size + 64);
}
