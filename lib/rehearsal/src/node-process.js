// A process of the chain's node, as its parent holds it.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = path.join(import.meta.dirname, 'chain/main.js');

/** @type {Set<{ kill(signal: 'SIGTERM'): unknown }>} */
const running = new Set();

/**
 * Starts a process that loads its modules and waits for its orders.
 * @param {(progress: Record<string, unknown>) => void} say
 */
export function startNode(say) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(process.execPath, [MAIN], { env, stdio: ['pipe', 'ignore', 'inherit', 'pipe'] });
  const [input, , , progress] = child.stdio;
  if (!input || !progress || !('readable' in progress)) throw new Error('The kernel process has no pipes');
  running.add(child);

  /** @type {Promise<{ code: number | null, killed: boolean }>} */
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => {
      running.delete(child);
      resolve({ code, killed: signal === 'SIGKILL' });
    });
  });
  createInterface({ input: progress }).on('line', (line) => {
    const message = JSON.parse(line);
    if (message.kill) child.kill('SIGKILL');
    else if (!message.ready) say(message);
  });
  // A process that was killed while it waited closes its pipe; its exit tells what there is to tell.
  input.on('error', () => {});

  return {
    kill: () => child.kill('SIGKILL'),
    /** @param {object} config */
    run(config) {
      input.end(JSON.stringify(config));
      return ended;
    },
  };
}

/** Asks every process to stop soon. */
export function stopNodes() {
  for (const child of running) child.kill('SIGTERM');
}
