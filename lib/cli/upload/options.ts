import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_URL, serverAddress } from '@/lib/cli/server-address';
import { RUN_KINDS, type RunKind } from '@/lib/live/run-row';
import { EXIT, UploadFault } from './exit-code';

export type UploadOptions = {
  /** `-` is standard input. */
  readonly file: string;
  readonly url: string;
  readonly title: string | null;
  readonly kind: RunKind;
  /** The plan of the server that the slog executes; without a revision as it is now. */
  readonly plan: { readonly id: string; readonly revision: number | null } | null;
  /** The person's API token that a new run is made with. */
  readonly apiToken: string | null;
  /** The run to go on with. */
  readonly resume: { readonly runId: string; readonly token: string } | null;
  /** tail only: end the run when this command ends. */
  readonly end: boolean;
};

const USAGE = {
  send: 'vatdeck send FILE|- [--url URL] [--title TEXT] [--kind KIND] [--plan plan:ID] [--token-file FILE | --run ID --token TOKEN]',
  tail: 'vatdeck tail FILE [--url URL] [--title TEXT] [--kind KIND] [--plan plan:ID] [--token-file FILE | --run ID --token TOKEN] [--end]',
} as const;
export type UploadVerb = keyof typeof USAGE;

const HELP: Readonly<Record<UploadVerb, string>> = {
  send: 'Sends a slog, plain or gzip, as a new run and ends it. Resumes by itself when the connection breaks.',
  tail: 'Follows a growing slog and sends it as it grows, until Ctrl-C. The run stays open unless --end is given.',
};

/** What `--help` prints. */
export const helpText = (verb: UploadVerb): string => `${HELP[verb]}

  ${USAGE[verb]}

  --url URL     Vatdeck's address (default: $VATDECK_URL, else ${DEFAULT_URL})
  --title TEXT  the run's name (default: the file's name)
  --kind KIND   ${RUN_KINDS.join(', ')} (default: clone)
  --plan plan:ID     the plan that it executes, as it is now; plan:ID@REVISION for an older revision
  --token-file FILE  your API token, to make the run with (default: $VATDECK_TOKEN; make one under Settings, API tokens)
  --run ID      go on with this run; needs its --token, which the command printed when it was interrupted
${verb === 'tail' ? '  --end         end the run when this command ends\n' : ''}
Exit codes: 0 done${verb === 'tail' ? ' (Ctrl-C)' : ''}, 2 wrong usage, 3 refused by the server, 4 the file cannot be read${verb === 'tail' ? ' or was rotated' : ''},
            5 the server cannot be reached${verb === 'send' ? ', 130 interrupted (the command to go on is printed)' : ''}.
`;

const usage = (verb: UploadVerb, problem: string): UploadFault =>
  new UploadFault(EXIT.usage, `${problem}\nUsage: ${USAGE[verb]}`);

function parse(verb: UploadVerb, argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = {
    url: text,
    title: text,
    kind: text,
    plan: text,
    run: text,
    token: text,
    'token-file': text,
    help: { type: 'boolean' },
  } as const;
  const tailOptions = { ...options, end: { type: 'boolean' } } as const;
  try {
    const config = { args: [...argv], allowPositionals: true } as const;
    if (verb === 'tail') return parseArgs({ ...config, options: tailOptions });
    return parseArgs({ ...config, options });
  } catch (error) {
    throw usage(verb, error instanceof Error ? error.message : String(error));
  }
}

function readUrl(verb: UploadVerb, text: string): string {
  const url = serverAddress(text);
  if (url === null) throw usage(verb, `--url must look like ${DEFAULT_URL}, not "${text}".`);
  return url;
}

/** A person's token, by how it begins; a run's own begins otherwise. */
const isApiToken = (token: string | undefined): token is string => token?.startsWith('vdt_') === true;

function readApiToken(verb: UploadVerb, file: string | undefined, given: string | undefined): string | null {
  if (file === undefined) return isApiToken(given) ? given : null;
  let text: string;
  try {
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw usage(verb, `--token-file: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!isApiToken(text)) throw usage(verb, `--token-file: ${file} holds no API token (vdt_…).`);
  return text;
}

/** `plan:ID` or `plan:ID@REVISION`, as every other verb names a plan of the server. */
function readPlanName(verb: UploadVerb, text: string | undefined): UploadOptions['plan'] {
  if (text === undefined) return null;
  const [, id, revision] = /^plan:([\w-]+)(?:@([1-9]\d{0,8}))?$/.exec(text) ?? [];
  if (id === undefined)
    throw usage(verb, `--plan must look like plan:ID or plan:ID@REVISION, not "${text}".`);
  return { id, revision: revision === undefined ? null : Number(revision) };
}

/** The command line as options, `help` when that was asked for; throws an UploadFault with the usage otherwise. */
export function readOptions(
  verb: UploadVerb,
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): UploadOptions | 'help' {
  const { values, positionals } = parse(verb, argv);
  if (values.help) return 'help';
  const [file, extra] = positionals;
  if (file === undefined) throw usage(verb, 'Which file?');
  if (extra !== undefined) throw usage(verb, `One file at a time; "${extra}" is one too many.`);
  if (file === '-' && verb === 'tail')
    throw usage(verb, 'Standard input cannot be followed; use: vatdeck send -');
  const kind = RUN_KINDS.find((known) => known === (values.kind ?? 'clone'));
  if (!kind) throw usage(verb, `--kind must be one of ${RUN_KINDS.join(', ')}, not "${values.kind}".`);
  const token = values.token ?? (isApiToken(env.VATDECK_TOKEN) ? undefined : env.VATDECK_TOKEN);
  if (values.run !== undefined && !token) throw usage(verb, '--run needs the run’s own --token (vd_…).');
  const plan = readPlanName(verb, values.plan);
  if (plan && values.run !== undefined)
    throw usage(verb, '--plan is for a new run; that of --run is changed on its page.');
  return {
    file,
    plan,
    url: readUrl(verb, values.url ?? env.VATDECK_URL ?? DEFAULT_URL),
    title: values.title ?? null,
    kind,
    apiToken: readApiToken(verb, values['token-file'], env.VATDECK_TOKEN),
    resume: values.run !== undefined && token ? { runId: values.run, token } : null,
    end: 'end' in values && values.end === true,
  };
}
