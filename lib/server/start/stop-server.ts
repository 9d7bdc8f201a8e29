import { type Instance, setInstance } from '@/lib/server/instance';

/** Lets go of everything in order: streams, kernel, folds (saved where they are), database, folder. */
export async function stopInstance(here: Instance): Promise<void> {
  here.rehearsals.close();
  here.kernel.stop();
  here.streams.closeAll();
  await here.upkeep.stop();
  await here.readings.stop();
  await here.followedRuns.stop();
  await here.runs.stop();
  await here.database.close();
  here.release();
  setInstance(null);
}

/** A stop that takes longer than this (ms) is cut short: nothing acknowledged is lost by it. */
const PATIENCE = 1_800;

/** Ends the process within two seconds of a signal. */
export function stopOnSignal(here: Instance): void {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) return;
    stopping = true;
    const code = signal === 'SIGINT' ? 130 : 143;
    setTimeout(() => process.exit(code), PATIENCE).unref();
    stopInstance(here)
      .catch(console.error)
      .finally(() => process.exit(code));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Next's own handler waits for open streams and then exits in the middle of our saving.
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
}
