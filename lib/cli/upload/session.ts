import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '@/lib/cli/server-door';
import { CliFault } from '@/lib/cli/terminal';
import { paths } from '@/lib/url/paths';
import { createRun, type NewRun, type RunKey, SlogDoor } from './door';
import { EXIT, UploadFault } from './exit-code';
import type { UploadOptions, UploadVerb } from './options';
import { makeProgress } from './progress';
import { sendStream, type TransferEnd } from './send-stream';
import type { Source } from './source';
import type { Terminal } from './terminal';

const quote = (word: string): string =>
  /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

/** The command that goes on with a run. */
export const resumeCommand = (
  verb: UploadVerb,
  file: string,
  url: string,
  { runId, token }: RunKey,
): string => ['vatdeck', verb, file, '--url', url, '--run', runId, '--token', token].map(quote).join(' ');

export type Session = { readonly key: RunKey; readonly door: SlogDoor; readonly end: TransferEnd };

/** The digest of an older revision is the server's to say. */
async function planOf({ plan, url, apiToken }: UploadOptions): Promise<Pick<NewRun, 'plan'>> {
  if (plan === null) return {};
  const { id, revision } = plan;
  if (revision === null) return { plan: { id } };
  const answer = await ask({ url, token: apiToken }, paths.api.revision(id, revision)).catch(asUploadFault);
  const digest: unknown = Reflect.get(Object(answer), 'digest');
  if (typeof digest !== 'string')
    throw new UploadFault(EXIT.refused, `${url} does not say the digest of revision ${revision}.`);
  return { plan: { id, digest } };
}

function asUploadFault(error: unknown): never {
  if (error instanceof CliFault) throw new UploadFault(EXIT.refused, error.message);
  throw error;
}

/** Makes the run (or takes the one that was named), says where it can be watched, and sends. */
export async function uploadSource(
  source: Source,
  options: UploadOptions,
  terminal: Terminal,
  title: string,
): Promise<Session> {
  const { interrupted } = terminal;
  const { size, isWhole } = await source.extent();
  const { url, kind } = options;
  const run = { title: options.title ?? title, kind, ...(isWhole && { expectedBytes: size }) };
  const key =
    options.resume ?? (await createRun(options, { ...run, ...(await planOf(options)) }, interrupted));
  terminal.out(`${url}${paths.run(key.runId)}\n`);
  const door = new SlogDoor(url, key, interrupted);
  const progress = makeProgress(terminal, Date.now);
  const pause = (ms: number) => sleep(ms, undefined, { signal: interrupted }).catch(() => {});
  try {
    const end = await sendStream({ source, door, progress, interrupted, pause, random: Math.random });
    return { key, door, end };
  } finally {
    progress.finish();
  }
}

/** Runs a verb; a fault becomes its words on stderr and its exit code. */
export async function withFaults(
  verb: UploadVerb,
  terminal: Terminal,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UploadFault)) throw error;
    terminal.err(`vatdeck ${verb}: ${error.message}\n`);
    return error.code;
  }
}
