import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Last lines of what a child said, for when it fails. */
const KEPT_LINES = 40;

export type ChildEnd = { readonly code: number | null; readonly lines: readonly string[] };

/** How the network is reached here, which npm must know. */
const NETWORK =
  /^(https?_proxy|no_proxy|node_extra_ca_certs|npm_config_(registry|cafile|cache|https?_proxy|proxy))$/i;

/** What a child may see of our environment: where programs and the network are, nothing of how this server runs. */
export function cleanEnv(extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (['PATH', 'HOME'].includes(entry[0]) || NETWORK.test(entry[0])),
  );
  return { ...Object.fromEntries(kept), ...extra };
}

type Order = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly stdin?: string;
  readonly onLine: (line: string) => void;
};

/** A child process in a group of its own, so that its children end with it. */
export class Child {
  readonly ended: Promise<ChildEnd>;
  readonly #process: ChildProcess;
  readonly #lines: string[] = [];

  constructor({ command, args, cwd, env, stdin, onLine }: Order) {
    // Next's types make NODE_ENV mandatory; a child must not inherit it, or npm leaves packages out.
    const bare: NodeJS.ProcessEnv = Object.assign(Object.create(null), env);
    this.#process = spawn(command, args, { cwd, env: bare, detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    this.ended = new Promise((resolve) => {
      this.#process.once('error', (error) => {
        this.#keep(error.message);
        resolve({ code: null, lines: this.#lines });
      });
      this.#process.once('close', (code) => resolve({ code, lines: this.#lines }));
    });
    this.#read(this.#process.stdout, onLine);
    this.#read(this.#process.stderr, (line) => this.#keep(line));
    this.#process.stdin?.on('error', () => {});
    this.#process.stdin?.end(stdin ?? '');
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Asks the whole group to end, and after a while does not ask. */
  stop(patience: number): void {
    killGroup(this.pid, 'SIGTERM');
    const timer = setTimeout(() => killGroup(this.pid, 'SIGKILL'), patience);
    timer.unref();
    void this.ended.then(() => clearTimeout(timer));
  }

  kill(): void {
    killGroup(this.pid, 'SIGKILL');
  }

  #read(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
    if (stream) createInterface({ input: stream }).on('line', onLine);
  }

  #keep(line: string): void {
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
  }
}

/** Signals a process and all its descendants; one that is gone is no trouble. */
export function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended.
  }
}
