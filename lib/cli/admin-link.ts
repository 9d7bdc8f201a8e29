import path from 'node:path';
import { parseArgs } from 'node:util';
import { linkUrl } from '@/lib/server/people/link-url';
import { leaveAdminLink } from '@/lib/server/people/shell-link';

const HELP = `Makes a link that makes an admin: for who is locked out of a server and is at home on its machine.

  vatdeck admin-link [--data DIR] [--url URL]

  --data DIR   the server's data folder (default: $DATA_DIR, else .data)
  --url URL    where people reach it (default: $BASE_URL, else http://127.0.0.1:$PORT)

The server may run meanwhile. The link works once, within an hour; a link made later takes its place.
Exit codes: 0 done, 1 wrong usage or a folder that cannot be written.
`;

export type AdminTerminal = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
};

const processTerminal = (): AdminTerminal => ({
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
});

function read(argv: readonly string[], env: AdminTerminal['env']) {
  const text = { type: 'string' } as const;
  const options = { data: text, url: text, help: { type: 'boolean' } } as const;
  const { values } = parseArgs({ args: [...argv], options });
  const url = values.url ?? env.BASE_URL ?? `http://127.0.0.1:${env.PORT ?? 3000}`;
  return {
    help: values.help === true,
    origin: new URL(url).origin,
    dataDir: path.resolve(env.INIT_CWD ?? '.', values.data ?? env.DATA_DIR ?? '.data'),
  };
}

/** `vatdeck admin-link`: resolves to the exit code. */
export async function run(
  argv: readonly string[],
  terminal: AdminTerminal = processTerminal(),
): Promise<number> {
  try {
    const { help, origin, dataDir } = read(argv, terminal.env);
    terminal.out(help ? HELP : `${linkUrl(origin, leaveAdminLink(dataDir, Date.now()).secret)}\n`);
    return 0;
  } catch (error) {
    terminal.err(`vatdeck admin-link: ${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}
