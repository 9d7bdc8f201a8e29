// Loaded into the server by `--import`: measures how long its event loop is kept waiting and how much memory it takes, and says so
// when its parent asks.
import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
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

// Worker threads load what their process loads.
if (isMainThread && process.send) {
  const delays = monitorEventLoopDelay({ resolution: STEP_MS });
  const inMs = (/** @type {number} */ nanoseconds) => Math.max(0, nanoseconds / 1e6 - STEP_MS);
  process.on('message', (what) => {
    if (what === 'begin') {
      forgetPeak();
      delays.reset();
      delays.enable();
    } else if (what === 'end') {
      delays.disable();
      process.send?.({
        p50: inMs(delays.percentile(50)),
        p99: inMs(delays.percentile(99)),
        max: inMs(delays.max),
        peakBytes: peakBytes(),
      });
    }
  });
  // Listening alone must not keep a server alive that was told to stop.
  process.channel?.unref();
}
