import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run as send } from '@/lib/cli/send';
import { run as tail } from '@/lib/cli/tail';
import { type DoorRun, ReferenceDoor } from '@/lib/slog-sender/test/reference-door';
import type { Terminal } from './terminal';

const MIB = 1024 * 1024;
let door: ReferenceDoor;
let dir: string;
let file: string;
let out: string;
let err: string;
let ctrlC: AbortController;

beforeEach(async () => {
  door = await ReferenceDoor.open();
  dir = mkdtempSync(path.join(os.tmpdir(), 'vatdeck-upload-'));
  file = path.join(dir, "it's a.slog");
  [out, err, ctrlC] = ['', '', new AbortController()];
});
afterEach(async () => {
  await door.stop();
  rmSync(dir, { recursive: true });
});

const terminal = (stdin: Readable = Readable.from([])): Terminal => ({
  out: (text) => void (out += text),
  err: (text) => void (err += text),
  rewrites: true,
  stdin,
  interrupted: ctrlC.signal,
  env: { VATDECK_URL: door.url },
});

const bytes = (size: number) =>
  Buffer.from(Array.from({ length: size }, (_, i) => (i * 31 + (i >> 8)) & 255));
const onlyRun = (): DoorRun => {
  const [found] = door.runs.values();
  if (!found) throw Error('no run was made');
  return found;
};
const holds = (content: Buffer) => expect(onlyRun().bytes.equals(content)).toBe(true);

describe('vatdeck send', () => {
  it('sends a file as it is, says where it can be watched, and ends the run', async () => {
    const content = bytes(20 * MIB);
    writeFileSync(file, content);
    expect(await send([file, '--title', 'My clone'], terminal())).toBe(0);
    holds(content);
    expect(onlyRun()).toMatchObject({ title: 'My clone', ended: true });
    expect(out).toBe(`${door.url}/runs/${onlyRun().id}\n`);
    expect(err).toMatch(/21\.0 MB of 21\.0 MB · 100 %[^]*Sent 21\.0 MB/);
  });

  it('makes the run with the person’s API token, from the environment or a file, and never shows it', async () => {
    writeFileSync(file, bytes(10));
    const tokenFile = path.join(dir, 'token');
    writeFileSync(tokenFile, 'vdt_of-a-file\n');
    const env = { VATDECK_URL: door.url, VATDECK_TOKEN: 'vdt_of-the-environment' };
    expect(await send([file], { ...terminal(), env })).toBe(0);
    expect(await send([file, '--token-file', tokenFile], { ...terminal(), env })).toBe(0);
    expect([...door.runs.values()].map(({ madeBy }) => madeBy)).toEqual([
      'Bearer vdt_of-the-environment',
      'Bearer vdt_of-a-file',
    ]);
    expect(out + err).not.toContain('vdt_');
    writeFileSync(tokenFile, 'vd_a-run’s');
    expect(await send([file, '--token-file', tokenFile], terminal())).toBe(2);
    expect(await send([file, '--token-file', path.join(dir, 'none')], terminal())).toBe(2);
  });

  it('names the plan that a new run executes, and takes no other name for one', async () => {
    writeFileSync(file, bytes(10));
    expect(await send([file, '--plan', 'plan:cm-1'], terminal())).toBe(0);
    expect(onlyRun().plan).toEqual({ id: 'cm-1' });
    expect(await send([file, '--plan', 'plan.json'], terminal())).toBe(2);
    expect(err).toMatch(/--plan must look like plan:ID or plan:ID@REVISION, not "plan\.json"/);
    const run = ['--run', onlyRun().id, '--token', onlyRun().token];
    expect(await send([file, '--plan', 'plan:cm-1', ...run], terminal())).toBe(2);
    expect(err).toMatch(/--plan is for a new run/);
    expect(door.runs.size).toBe(1);
  });

  it('says how to sign in when the server asks for it', async () => {
    writeFileSync(file, bytes(10));
    door.refusal = { status: 401, code: 'signed-out' };
    expect(await send([file], terminal())).toBe(3);
    expect(err).toMatch(/Make an API token under Settings/);
  });

  it('goes on where a dying server stopped', async () => {
    const content = bytes(20 * MIB);
    writeFileSync(file, content);
    const run = door.addRun();
    for (const at of [1, 5_000_000, 9 * MIB, 17 * MIB + 3]) door.cut({ run, at, downMs: 100 });
    expect(await send([file, '--run', run.id, '--token', run.token], terminal())).toBe(0);
    expect(door.deaths).toBe(4);
    holds(content);
  });

  it('prints the command to go on when interrupted, and that command works', async () => {
    const content = bytes(9 * MIB);
    writeFileSync(file, content);
    const run = door.addRun();
    door.cut({ run, at: 8 * MIB + 5, downMs: 1e6 });
    const sending = send([file, '--run', run.id, '--token', run.token], terminal());
    await vi.waitFor(() => expect(door.deaths).toBe(1));
    await vi.waitFor(() => expect(err).toMatch(/Waiting for the server/), 3000);
    ctrlC.abort();
    expect(await sending).toBe(130);
    const line = `vatdeck send '${file.replace("'", "'\\''")}' --url ${door.url} --run ${run.id} --token ${run.token}`;
    expect(err).toContain(line);
    ctrlC = new AbortController();
    await door.start();
    expect(await send([file, '--run', run.id, '--token', run.token], terminal())).toBe(0);
    holds(content);
  });

  it('keeps a pipe while it sends it, and forgets it afterwards', async () => {
    const stdin = new PassThrough();
    const before = spools();
    const sending = send(['-'], terminal(stdin));
    stdin.write('{"type":"a"}\n');
    await vi.waitFor(() => expect(onlyRun().bytes.toString()).toBe('{"type":"a"}\n'));
    await door.stop();
    stdin.end('{"type":"b"}\n');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await door.start();
    expect(await sending).toBe(0);
    holds(Buffer.from('{"type":"a"}\n{"type":"b"}\n'));
    expect(spools()).toEqual(before);
  });

  it('leaves what it read of a pipe to go on from', async () => {
    const stdin = new PassThrough();
    const sending = send(['-'], terminal(stdin));
    stdin.write('{"type":"a"}\n');
    await vi.waitFor(() => expect(onlyRun().bytes.length).toBe(13));
    ctrlC.abort();
    expect(await sending).toBe(130);
    const kept = /vatdeck send (\S+stdin\.slog)/.exec(err)?.[1] ?? '';
    expect(readFileSync(kept, 'utf8')).toBe('{"type":"a"}\n');
    rmSync(path.dirname(kept), { recursive: true });
  });
});

const spools = () => new Set(readdirSync(os.tmpdir()).filter((name) => name.startsWith('vatdeck-send-')));

describe('faults say what, where and what to do', () => {
  it.each([
    [[], 2, /Which file\?\nUsage: vatdeck send FILE/],
    [['a', 'b'], 2, /"b" is one too many/],
    [['a', '--kind', 'x'], 2, /--kind must be one of rehearsal, clone/],
    [['a', '--run', 'x'], 2, /--run needs the run’s own --token/],
    [['a', '--url', 'localhost:3000'], 2, /--url must look like/],
    [['a', '--no'], 2, /Unknown option '--no'/],
    [['/nowhere/a.slog'], 4, /\/nowhere\/a\.slog cannot be read: There is no such file/],
    [[os.tmpdir()], 4, /is not a regular file/],
    [['-'], 4, /Standard input was empty/],
  ])('%j', async (argv, code, message) => {
    expect(await send(argv, terminal())).toBe(code);
    expect(err).toMatch(message);
    expect(door.runs.size).toBe(0);
  });

  it('no server, a refusal, an ended run, another file', async () => {
    writeFileSync(file, 'abc');
    expect(await send([file, '--url', 'http://127.0.0.1:9'], terminal())).toBe(5);
    expect(err).toMatch(/No Vatdeck answers at http:\/\/127\.0\.0\.1:9 \(.+\)\. Start it with "npm start"/);
    door.refusal = { status: 404, code: 'not-here' };
    expect(await send([file], terminal())).toBe(3);
    expect(err).toMatch(/api\/runs made no run: Refused: not-here/);
    door.refusal = undefined;
    const run = door.addRun();
    expect(await send([file, '--run', run.id, '--token', 'no'], terminal())).toBe(3);
    expect(err).toMatch(/refused the stream \(401\): The token is not the one of this run/);
    run.bytes = Buffer.from('abcdef');
    expect(await send([file, '--run', run.id, '--token', run.token], terminal())).toBe(4);
    expect(err).toMatch(/holds 6 bytes already, .* has only 3/);
    run.bytes = Buffer.from('a');
    run.ended = true;
    expect(await send([file, '--run', run.id, '--token', run.token], terminal())).toBe(3);
    expect(err).toMatch(/The run has ended at byte 1/);
  });
});

describe('vatdeck tail', () => {
  it('waits for the file, follows it through a dying server, and leaves the run open', async () => {
    const following = tail([file], terminal());
    await vi.waitFor(() => expect(err).toMatch(/Waiting for .* to appear/));
    writeFileSync(file, 'first\n');
    await vi.waitFor(() => expect(onlyRun().bytes.toString()).toBe('first\n'));
    door.cut({ run: onlyRun(), at: 8, downMs: 50 });
    appendFileSync(file, 'second\n');
    await vi.waitFor(() => expect(onlyRun().bytes.toString()).toBe('first\nsecond\n'), 3000);
    ctrlC.abort();
    expect(await following).toBe(0);
    expect(onlyRun().ended).toBe(false);
    expect(err).toMatch(/the run is still open\. To go on:\n {2}vatdeck tail/);
  });

  it('ends the run with --end', async () => {
    writeFileSync(file, 'first\n');
    const following = tail([file, '--end'], terminal());
    await vi.waitFor(() => expect(onlyRun().bytes.toString()).toBe('first\n'));
    ctrlC.abort();
    expect(await following).toBe(0);
    expect(onlyRun().ended).toBe(true);
  });

  it('sends a rotated file to its end and says so, starting nothing', async () => {
    writeFileSync(file, 'first\n');
    const following = tail([file], terminal());
    await vi.waitFor(() => expect(onlyRun().bytes.toString()).toBe('first\n'));
    renameSync(file, `${file}.1`);
    writeFileSync(file, 'another\n');
    appendFileSync(`${file}.1`, 'last\n');
    expect(await following).toBe(4);
    holds(Buffer.from('first\nlast\n'));
    expect(err).toMatch(/was rotated.*sent to its end, 11 bytes.*start this command again/);
  });

  it('says when its file was cut', async () => {
    writeFileSync(file, 'first\n');
    const following = tail([file], terminal());
    await vi.waitFor(() => expect(onlyRun().bytes.toString()).toBe('first\n'));
    truncateSync(file, 2);
    expect(await following).toBe(4);
    expect(err).toMatch(/was cut from 6 to 2 bytes: what follows is another stream/);
  });
});
