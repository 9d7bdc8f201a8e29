import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { ServerError } from '@/lib/server/errors';
import { findChromium } from '@/lib/server/report/find-chromium';

const PATIENCE = 60_000;

/** What the browser may do: nothing beyond the one page. As root its own sandbox does not start; the page has no script of others. */
const FLAGS = [
  '--headless=new',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-background-networking',
  '--no-first-run',
  '--no-pdf-header-footer',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

function run(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: PATIENCE,
      killSignal: 'SIGKILL',
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString('utf8')).slice(-2000);
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`The browser that prints ended with ${signal ?? code}: ${said}`));
    });
  });
}

/** One document at a time: a browser takes a hundred megabytes. */
let queue: Promise<unknown> = Promise.resolve();

/** The page as a PDF, made by a real browser from the page's own print style. */
export function printPdf(html: string): Promise<Buffer> {
  const next = queue.then(
    () => print(html),
    () => print(html),
  );
  queue = next.catch(() => {});
  return next;
}

async function print(html: string): Promise<Buffer> {
  const chromium = findChromium(process.env);
  if (chromium === null)
    throw new ServerError('not-ready', 'This server has no Chromium or Chrome to print with.', {
      hint: 'Install chromium there or name one in VATDECK_CHROMIUM; or print the page from your own browser.',
    });
  const folder = await mkdtemp(path.join(tmpdir(), 'vatdeck-print-'));
  try {
    const page = path.join(folder, 'report.html');
    const pdf = path.join(folder, 'report.pdf');
    await writeFile(page, html);
    await run(chromium, [
      ...FLAGS,
      `--user-data-dir=${path.join(folder, 'profile')}`,
      `--print-to-pdf=${pdf}`,
      pathToFileURL(page).href,
    ]);
    return await readFile(pdf);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
