import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { becomeAdmin, printedSecret } from '@/lib/dev/first-admin.mjs';
import { serverEnv, serverFlags } from '@/lib/dev/server-process.mjs';

const PROBE = path.resolve('lib/dev/bench/event-loop-probe.mjs');

/** The built product, serving on a port and data of its own. */
export type OwnServer = {
  readonly base: string;
  /** What its admin signs in with. */
  readonly signedIn: { readonly cookie: string };
  readonly child: ChildProcess;
  /** Ends it and deletes its data. */
  readonly stop: () => Promise<void>;
};

export async function startServer(port: number): Promise<OwnServer> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'vatdeck-bench-server-'));
  const child = spawn(process.execPath, [...serverFlags, '--import', PROBE, '.next/standalone/server.js'], {
    env: {
      ...serverEnv,
      ...process.env,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      DATA_DIR: dataDir,
      VATDECK_ROOT: process.cwd(),
      VATDECK_PREPARE: 'off',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const base = `http://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    const gone = once(child, 'exit');
    if (child.exitCode === null && child.kill('SIGTERM')) await gone;
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  const printed = printedSecret(child.stdout);
  try {
    await untilUp(base);
    const signedIn = { cookie: await becomeAdmin(base, await printed) };
    return { base, child, signedIn, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function untilUp(base: string): Promise<void> {
  for (let i = 0; i < 200; i += 1) {
    const up = await fetch(`${base}/api/health`).then(
      (r) => r.ok,
      () => false,
    );
    if (up) return;
    await sleep(100);
  }
  throw new Error('The server did not start');
}

export type NewRun = { readonly runId: string; readonly ingestToken: string; readonly slogUrl: string };

export async function createRun({ base, signedIn }: OwnServer): Promise<NewRun> {
  const created = await fetch(`${base}/api/runs`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...signedIn },
    body: JSON.stringify({ title: 'bench', kind: 'clone' }),
  });
  return created.json();
}

/** The headers of an upload from its first byte. */
export const uploadHeaders = (token: string): Record<string, string> => ({
  authorization: `Bearer ${token}`,
  'content-type': 'application/offset+octet-stream',
  'upload-offset': '0',
});
