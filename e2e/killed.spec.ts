import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { ended } from './support/desk';
import { OwnServer } from './support/server';
import { analyze, sampleText } from './support/slogs';

/** Seeded, so that a round that failed fails again. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 4294967296;
    return state / 4294967296;
  };
}

const root = path.resolve(import.meta.dirname, '..');

type NewRun = { runId: string; ingestToken: string; slogUrl: string };

const newRun = async (server: OwnServer, title: string): Promise<NewRun> =>
  (
    await server.fetch('/api/runs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title, kind: 'clone' }),
    })
  ).json();

/** The real command, sending a file into a run as an operator's shell would. */
const sender = (server: OwnServer, file: string, run: NewRun): ChildProcess =>
  spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'lib/cli/main.ts',
      'send',
      file,
      '--url',
      server.url,
      '--run',
      run.runId,
      '--token',
      run.ingestToken,
    ],
    {
      cwd: root,
      stdio: 'ignore',
    },
  );

const offsetOf = async (server: OwnServer, run: NewRun): Promise<number> => {
  const head = await fetch(`${server.url}${run.slogUrl}`, {
    method: 'HEAD',
    headers: { authorization: `Bearer ${run.ingestToken}` },
  });
  return Number(head.headers.get('upload-offset'));
};

test('sender, server and browser die at twenty random moments: the analysis is the one of the uninterrupted log', async ({
  browser,
}) => {
  test.setTimeout(600_000);
  const random = randomOf(20261124);
  const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck-rounds-'));
  const text = sampleText('killed-mid-block');
  const file = path.join(folder, 'log.slog');
  writeFileSync(file, text);
  const whole = analyze(file);
  const server = await OwnServer.start();
  const run = await newRun(server, 'twenty rounds');
  let durable = 0;
  for (let round = 1; round <= 20; round += 1) {
    // Each round gives the sender one more piece, so that there is always something under way to cut.
    writeFileSync(file, text.subarray(0, Math.ceil((text.length * round) / 20)));
    const page = await browser.newPage();
    await server.signIn(page.context());
    await page.goto(`${server.url}/runs/${run.runId}`, { waitUntil: 'commit' }).catch(() => null);
    const child = spawnPiece(server, file, run, durable);
    await sleep(random() * 400);
    const victim = random();
    if (victim < 0.4) child.kill('SIGKILL');
    else if (victim < 0.8) {
      await server.kill();
      child.kill('SIGKILL');
      await server.start();
    }
    await page.close();
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    const offset = await offsetOf(server, run);
    expect(offset, `round ${round}: the server forgot bytes that it had acknowledged`).toBeGreaterThanOrEqual(
      durable,
    );
    durable = offset;
  }
  writeFileSync(file, text);
  const last = sender(server, file, run);
  const [code] = await once(last, 'exit');
  expect(code).toBe(0);
  const stateNow = async () => (await (await server.fetch(`/api/runs/${run.runId}`)).json()).state;
  await expect.poll(stateNow, { timeout: 30_000 }).toBe('complete');
  const served = await (await server.fetch(`/api/runs/${run.runId}/analysis`)).json();
  expect(served).toEqual(whole);
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** A sender of raw pieces at the durable offset, slow enough to be cut in the middle. */
function spawnPiece(server: OwnServer, file: string, run: NewRun, offset: number): ChildProcess {
  const program = `
    import { readFileSync } from 'node:fs';
    import { request } from 'node:http';
    const rest = readFileSync(${JSON.stringify(file)}).subarray(${offset});
    const req = request(${JSON.stringify(`${server.url}${run.slogUrl}`)}, { method: 'PATCH', headers: {
      authorization: 'Bearer ${run.ingestToken}', 'content-type': 'application/offset+octet-stream', 'upload-offset': '${offset}' } });
    req.on('error', () => process.exit(1));
    req.on('response', () => process.exit(0));
    for (let at = 0; at < rest.length; at += 16384) {
      req.write(rest.subarray(at, at + 16384));
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
    req.end();`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'ignore' });
}

test('the server is killed mid-stream and started again while somebody watches: nothing is lost', async ({
  page,
}) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'vatdeck-kill-'));
  const file = path.join(folder, 'log.slog');
  writeFileSync(file, sampleText('all-well'));
  const server = await OwnServer.start();
  const run = await newRun(server, 'killed while watched');
  await server.signIn(page.context());
  await page.goto(`${server.url}/runs/${run.runId}`);
  const piece = spawnPiece(server, file, run, 0);
  await expect.poll(() => offsetOf(server, run)).toBeGreaterThan(500_000);
  await server.kill();
  piece.kill('SIGKILL');
  await expect(page.getByText(/connection|reconnecting|offline|stream/i).first()).toBeVisible();
  await server.start();
  expect(await offsetOf(server, run)).toBeGreaterThan(500_000);
  const [code] = await once(sender(server, file, run), 'exit');
  expect(code).toBe(0);
  await ended(page, 'complete');
  const served = await (await server.fetch(`/api/runs/${run.runId}/analysis`)).json();
  expect(served).toEqual(analyze(file));
  await server.stop();
  rmSync(folder, { recursive: true });
});

test('a second server on the same data folder is refused with an explanation', async () => {
  const server = await OwnServer.start();
  const second = spawn(process.execPath, ['lib/dev/start.mjs'], {
    cwd: root,
    env: { ...process.env, DATA_DIR: server.dataDir, PORT: String(server.port + 1) },
  });
  let said = '';
  second.stderr.on('data', (chunk) => {
    said += chunk;
  });
  const [code] = await once(second, 'exit');
  expect(code).toBe(1);
  expect(said).toMatch(/already runs on .*process \d+/);
  await server.stop();
});
