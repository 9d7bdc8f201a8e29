import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DEFAULT_URL, networkWords, serverAddress } from '@/lib/cli/server-address';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import { errorWords } from '@/lib/live/upload-answer';

export type ServerOptions = { readonly url: string; readonly token: string | null };

/** No plan is so large that an answer takes longer (ms). */
const PATIENCE = 60_000;

async function tokenIn(file: string, { env }: Terminal): Promise<string> {
  try {
    return (await readFile(path.resolve(env.INIT_CWD ?? '.', file), 'utf8')).trim();
  } catch {
    throw new CliFault(EXIT.usage, `--token-file: ${file} cannot be read.`);
  }
}

/** The server and the token that options and environment name; a token on the command line would be seen by `ps`. */
export async function serverOptions(
  values: { readonly url?: string | undefined; readonly 'token-file'?: string | undefined },
  terminal: Terminal,
): Promise<ServerOptions> {
  const { env } = terminal;
  const text = values.url ?? env.VATDECK_URL ?? DEFAULT_URL;
  const url = serverAddress(text);
  if (url === null) throw new CliFault(EXIT.usage, `--url must look like ${DEFAULT_URL}, not "${text}".`);
  const file = values['token-file'];
  const token = file === undefined ? env.VATDECK_TOKEN : await tokenIn(file, terminal);
  return { url, token: token || null };
}

type Said = { readonly ok: boolean; readonly status: number; readonly text: string };

async function call({ url, token }: ServerOptions, door: string, init: RequestInit): Promise<Said> {
  try {
    const answer = await fetch(url + door, {
      ...init,
      headers: {
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(PATIENCE),
    });
    return { ok: answer.ok, status: answer.status, text: await answer.text() };
  } catch (error) {
    throw new CliFault(EXIT.unreachable, `No Vatdeck answers at ${url} (${networkWords(error)}).`);
  }
}

function parsed(url: string, text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    throw new CliFault(EXIT.unreachable, `What answers at ${url} is no Vatdeck.`);
  }
}

/** The parsed answer of a door; throws a CliFault with the server's own words when it refuses. */
export async function ask(
  server: ServerOptions,
  door: string,
  { method = 'GET', body }: { readonly method?: string; readonly body?: unknown } = {},
): Promise<unknown> {
  const { ok, status, text } = await call(server, door, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (ok) return parsed(server.url, text);
  const hint =
    status === 401 && server.token === null ? ' Name a token: $VATDECK_TOKEN or --token-file.' : '';
  throw new CliFault(EXIT.refused, `${server.url}${door} refused: ${errorWords(status, text)}${hint}`);
}
