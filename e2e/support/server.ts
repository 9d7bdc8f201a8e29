import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { becomeAdmin, printedSecret } from '../../lib/dev/first-admin.mjs';

const root = path.resolve(import.meta.dirname, '../..');

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

/** A Vatdeck server of a test's own: the built one, on its own data folder and port, that may be killed and started again. */
export class OwnServer {
  private child: ChildProcess | null = null;
  /** The session of its first admin. */
  private cookie = '';
  private constructor(
    readonly port: number,
    readonly dataDir: string,
    private readonly env: Record<string, string>,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<OwnServer> {
    const server = new OwnServer(await freePort(), mkdtempSync(path.join(tmpdir(), 'vatdeck-own-')), env);
    await server.start();
    server.cookie = await becomeAdmin(server.url, await server.printed);
    return server;
  }

  private printed: Promise<string> = Promise.resolve('');

  /** Asks as its admin. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('cookie', this.cookie);
    return fetch(this.url + path, { ...init, headers });
  }

  /** Signs its admin in in a browser. */
  async signIn(context: BrowserContext): Promise<void> {
    const [name = '', value = ''] = this.cookie.split('=');
    await context.addCookies([{ name, value, url: this.url, httpOnly: true, sameSite: 'Lax' }]);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    this.child = spawn(process.execPath, [path.join(root, '.next/standalone/server.js')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'production',
        PORT: String(this.port),
        HOSTNAME: '127.0.0.1',
        DATA_DIR: this.dataDir,
        VATDECK_ROOT: root,
        VATDECK_PREPARE: 'off',
        ...this.env,
      },
    });
    this.printed = printedSecret(this.child.stdout);
    await this.answers();
  }

  /** Ends the process as a power cut would, without a word. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Ends it and forgets its data. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
    rmSync(this.dataDir, { recursive: true, force: true, maxRetries: 5 });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  private async answers(): Promise<void> {
    const until = Date.now() + 30_000;
    while (Date.now() < until) {
      const up = await fetch(`${this.url}/api/health`).then(
        (response) => response.ok,
        () => false,
      );
      if (up) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`The server on ${this.url} did not answer within 30 s`);
  }
}
