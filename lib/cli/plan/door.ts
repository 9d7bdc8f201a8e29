import { readFile } from 'node:fs/promises';
import { EXIT, PlanFault, type PlanTerminal } from '@/lib/cli/plan/terminal';
import { errorWords } from '@/lib/live/upload-answer';

export type ServerOptions = { readonly url: string; readonly token: string | null };

/** No plan is so large that an answer takes longer (ms). */
const PATIENCE = 60_000;

/** The server and the token that options and environment name; a token on the command line would be seen by `ps`. */
export async function serverOptions(
  values: { readonly url?: string | undefined; readonly 'token-file'?: string | undefined },
  { env }: PlanTerminal,
): Promise<ServerOptions> {
  const text = values.url ?? env.VATDECK_URL ?? 'http://127.0.0.1:3000';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new PlanFault(EXIT.usage, `--url must look like http://127.0.0.1:3000, not "${text}".`);
  const file = values['token-file'];
  const token = file === undefined ? env.VATDECK_TOKEN : (await readFile(file, 'utf8')).trim();
  return { url: url.href.replace(/\/+$/, ''), token: token || null };
}

const networkWords = (error: unknown): string => {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause && typeof cause.code === 'string' ? cause.code : cause.message;
};

async function call({ url, token }: ServerOptions, path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url + path, {
      ...init,
      headers: {
        ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch (error) {
    throw new PlanFault(EXIT.unreachable, `No Vatdeck answers at ${url} (${networkWords(error)}).`);
  }
}

/** The parsed answer of a door; throws a PlanFault with the server's own words when it refuses. */
export async function ask(
  server: ServerOptions,
  path: string,
  { method = 'GET', body }: { readonly method?: string; readonly body?: unknown } = {},
): Promise<unknown> {
  const response = await call(server, path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (response.ok) return text === '' ? null : JSON.parse(text);
  const hint =
    response.status === 401 && server.token === null ? ' Name a token: $VATDECK_TOKEN or --token-file.' : '';
  throw new PlanFault(
    EXIT.refused,
    `${server.url}${path} refused: ${errorWords(response.status, text)}${hint}`,
  );
}
