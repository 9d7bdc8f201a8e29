import { approve } from '@/lib/cli/plan/approve';
import { check } from '@/lib/cli/plan/check';
import { diff } from '@/lib/cli/plan/diff';
import { exportPlan } from '@/lib/cli/plan/export';
import { importPlan } from '@/lib/cli/plan/import';
import { list } from '@/lib/cli/plan/list';
import { CliFault, EXIT, processTerminal, saying, type Terminal } from '@/lib/cli/terminal';
import { READ_FORMATS, WRITE_FORMATS } from '@/lib/plan/formats/format';

type Verb = (argv: readonly string[], terminal: Terminal) => Promise<number>;
const VERBS: Readonly<Record<string, Verb>> = {
  check,
  import: importPlan,
  export: exportPlan,
  diff,
  approve,
  list,
};

const EXIT_HELP = `Exit codes
  0  done; check: nothing hard is violated; diff: the same would happen
  1  wrong usage or unreadable input
  2  check: a hard rule is violated; diff: something else would happen
  3  refused by the server
  5  the server cannot be reached
`;

const HELP = `Plans in every notation, here and on a server.

  vatdeck plan check PLAN                          rules that the plan breaks
  vatdeck plan import FILE [--save --title TEXT]   any notation in, plan JSON out (or a new plan on the server)
  vatdeck plan import OUTPUT… --into PLAN          bundle ids of builder outputs (…-plan.json) filled in
  vatdeck plan export PLAN --format FORMAT [--out FOLDER]
  vatdeck plan diff PLAN PLAN                      what the second does that the first does not
  vatdeck plan approve ID --digest DIGEST [--decline] [--reason TEXT]
  vatdeck plan list

PLAN is a file in any notation, - for standard input, or plan:ID or plan:ID@REVISION on the server.

  --from FORMAT        how to read files (recognised if not given): ${READ_FORMATS.join(', ')}
  --chain ID           the chain, where the notation does not say (default: agoric-3)
  --upgrade-name NAME  the upgrade, where the notation does not say
  --format FORMAT      ${WRITE_FORMATS.map(({ format }) => format).join(', ')}
  --url URL            the server (default: $VATDECK_URL, else http://127.0.0.1:3000)
  --token-file FILE    its API token (default: $VATDECK_TOKEN)
  --json               the answer as JSON

${EXIT_HELP}`;

/** `vatdeck plan VERB …`. Resolves to the exit code. */
export async function run(
  [name, ...argv]: readonly string[],
  terminal: Terminal = processTerminal(),
): Promise<number> {
  if (name === undefined || name === '--help' || argv.includes('--help')) {
    terminal.out(HELP);
    return name === undefined ? EXIT.usage : EXIT.done;
  }
  const verb = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  return saying('plan', terminal, async () => {
    if (!verb)
      throw new CliFault(EXIT.usage, `There is no verb "${name}". \`vatdeck plan --help\` lists them.`);
    return verb(argv, terminal);
  });
}
