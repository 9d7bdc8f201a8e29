// Loaded into the server by `--import`: measures how long its event loop is kept waiting, how much of that it waited for a processor that
// others had, and how much memory it takes, and says so when its parent asks.
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

/** The timer's own step, which is in every measured delay. */
const STEP_MS = 1;

/** Linux counts the most memory from here on: what making a new database took is not asked. */
function forgetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    // Not Linux, or not allowed: then the peak is that of the whole life.
  }
}

function peakBytes() {
  try {
    const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
    return found ? Number(found[1]) * 1024 : null;
  } catch {
    return null;
  }
}

/** For how long (ms) this thread could have run and had no processor, since it began. */
function queued() {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'latin1').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}

/** Longest, and longer than all but one in a hundred. @param {number[]} delays */
function longest(delays) {
  const sorted = Float64Array.from(delays).sort();
  return { p99: sorted[Math.floor((sorted.length - 1) * 0.99)] ?? 0, max: sorted.at(-1) ?? 0 };
}

class Probe {
  /** @type {number[]} */
  #waits = [];
  /** @type {number[]} */
  #own = [];
  #at = performance.now();
  #queued = queued();
  #timer = setInterval(() => this.#look(), STEP_MS);

  constructor() {
    this.#timer.unref();
  }

  #look() {
    const at = performance.now();
    const waiting = queued();
    const wait = Math.max(0, at - this.#at - STEP_MS);
    this.#waits.push(wait);
    this.#own.push(Math.max(0, wait - (waiting - this.#queued)));
    this.#at = at;
    this.#queued = waiting;
  }

  end() {
    clearInterval(this.#timer);
    return { ...longest(this.#waits), ownMax: longest(this.#own).max, peakBytes: peakBytes() };
  }
}

// Worker threads load what their process loads.
if (isMainThread && process.send) {
  /** @type {Probe | null} */
  let probe = null;
  process.on('message', (what) => {
    if (what === 'begin') {
      forgetPeak();
      probe = new Probe();
    } else if (what === 'end') process.send?.(probe?.end());
  });
  // Listening alone must not keep a server alive that was told to stop.
  process.channel?.unref();
}
