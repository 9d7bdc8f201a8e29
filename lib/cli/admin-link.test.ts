import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { run } from '@/lib/cli/admin-link';

let dir: string;
let out: string;
let err: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'vatdeck-link-'));
  [out, err] = ['', ''];
});
afterEach(() => rmSync(dir, { recursive: true }));

const terminal = (env = {}) => ({
  out: (text: string) => void (out += text),
  err: (text: string) => void (err += text),
  env,
});

it('prints a link for the server of the environment, and leaves its hash for the owner’s eyes alone', async () => {
  expect(await run([], terminal({ DATA_DIR: dir, BASE_URL: 'https://deck.example' }))).toBe(0);
  const secret = /^https:\/\/deck\.example\/welcome#(vdl_[\w-]{43})\n$/.exec(out)?.[1];
  const file = path.join(dir, 'admin-link.json');
  expect(secret).toBeDefined();
  expect(readFileSync(file, 'utf8')).not.toContain(secret);
  expect(statSync(file).mode & 0o077).toBe(0);
});

it('takes folder and address from its options', async () => {
  expect(
    await run(
      ['--data', path.basename(dir), '--url', 'http://h:1/x'],
      terminal({ INIT_CWD: path.dirname(dir) }),
    ),
  ).toBe(0);
  expect(out).toMatch(/^http:\/\/h:1\/welcome#vdl_/);
});

it.each([[['--data', '/nowhere/at/all']], [['--url', 'nonsense']], [['--what']]])(
  'refuses %j in words',
  async (argv) => {
    expect(await run(argv, terminal({ DATA_DIR: dir }))).toBe(1);
    expect(err).toMatch(/^vatdeck admin-link: ./);
    expect(out).toBe('');
  },
);
