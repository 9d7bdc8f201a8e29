const NAME = 'vatdeck-run-ended';

const hasChannels = (): boolean => typeof BroadcastChannel === 'function';

/** Tells the other tabs, and this one, that a run has ended. */
export function tellEnded(runId: string): void {
  if (!hasChannels()) return;
  const channel = new BroadcastChannel(NAME);
  channel.postMessage(runId);
  channel.close();
}

/** Calls when any tab saw a run end; returns how to stop. */
export function hearEnded(listener: (runId: string) => void): () => void {
  if (!hasChannels()) return () => {};
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener('message', ({ data }) => listener(String(data)));
  return () => channel.close();
}
