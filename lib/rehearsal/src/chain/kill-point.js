// The moment at which a killed node dies: inside the upgrade crank of a step, its new code started, nothing committed.
import { writeSync } from 'node:fs';

const FOREVER = 60_000;

/** Asks the parent to kill this process, and does nothing more. @param {number} progressFd */
function dieHere(progressFd) {
  writeSync(progressFd, `${JSON.stringify({ kill: true })}\n`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FOREVER);
}

/**
 * Wraps a sender so that the process ends where `armed` steps run: before new code's first result is written, or, where the
 * step upgrades nothing, before the block is finished.
 * @param {((entry: any, json?: string) => void) & object} sender
 * @param {number} progressFd
 */
export function makeKillPoint(sender, progressFd) {
  let armed = false;
  let upgrading = false;
  /** @param {any} entry @param {string} [json] */
  const watched = (entry, json) => {
    if (armed) {
      if (entry.type === 'crank-start') upgrading = entry.messageType === 'upgrade-vat';
      const started = upgrading && entry.type === 'deliver-result' && entry.dispatch === 'startVat';
      if (started || entry.type === 'cosmic-swingset-end-block-finish') dieHere(progressFd);
    }
    sender(entry, json);
  };
  return {
    slogSender: Object.assign(watched, sender),
    arm() {
      armed = true;
    },
  };
}
