// Loaded into the server by `--import`: measures how long its event loop is kept waiting, and says so when its parent asks.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';

/** The timer's own step, which is in every measured delay. */
const STEP_MS = 1;

// Worker threads load what their process loads.
if (isMainThread && process.send) {
  const delays = monitorEventLoopDelay({ resolution: STEP_MS });
  const inMs = (/** @type {number} */ nanoseconds) => Math.max(0, nanoseconds / 1e6 - STEP_MS);
  process.on('message', (what) => {
    if (what === 'begin') {
      delays.reset();
      delays.enable();
    } else if (what === 'end') {
      delays.disable();
      process.send?.({
        p50: inMs(delays.percentile(50)),
        p99: inMs(delays.percentile(99)),
        max: inMs(delays.max),
      });
    }
  });
  // Listening alone must not keep a server alive that was told to stop.
  process.channel?.unref();
}
