import { loadPlan, readSource } from '@/lib/cli/plan/load-plan';
import { COMMON, type Given, readOptions } from '@/lib/cli/plan/options';
import { sayNotes } from '@/lib/cli/plan/say-notes';
import { ask } from '@/lib/cli/server-door';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import type { ReadPlan } from '@/lib/plan/formats/format';
import { fillPlan } from '@/lib/plan/formats/read';
import { paths } from '@/lib/url/paths';

const USAGE = 'import FILE [--title TEXT --save] | import BUILDER-OUTPUT… --into PLAN';

/** One file is a plan of its own; with `--into` the files are builder outputs whose bundle ids the plan gets. */
async function imported({ values, positionals, loading }: Given, terminal: Terminal): Promise<ReadPlan> {
  if (values.into === undefined) {
    const [file, extra] = positionals;
    if (file === undefined || extra !== undefined)
      throw new CliFault(EXIT.usage, `Usage: vatdeck plan ${USAGE}`);
    return loadPlan(file, loading);
  }
  const { plan } = await loadPlan(values.into, loading);
  const files = await Promise.all(positionals.map((file) => readSource(file, terminal)));
  const filled = fillPlan(plan, files);
  if (!filled.ok) throw new CliFault(EXIT.usage, filled.error);
  return filled.value;
}

const idOf = (answer: unknown): string =>
  typeof answer === 'object' && answer !== null ? String(Reflect.get(answer, 'id')) : '';

/** `vatdeck plan import`: a plan out of any notation, on standard output as plan JSON, or saved on a server. */
export async function importPlan(argv: readonly string[], terminal: Terminal): Promise<number> {
  const given = await readOptions(argv, [...COMMON, 'into', 'title', 'save'], terminal);
  const { plan, notes } = await imported(given, terminal);
  sayNotes(notes, terminal);
  if (!given.values.save) {
    terminal.out(
      `${JSON.stringify(given.values.json ? { plan, notes } : plan, null, given.values.json ? 0 : 2)}\n`,
    );
    return EXIT.done;
  }
  const body = { title: given.values.title ?? plan.upgradeName, plan };
  const answer = await ask(given.loading.server, paths.api.plans(), { method: 'POST', body });
  const id = idOf(answer);
  terminal.out(given.values.json ? `${JSON.stringify({ id, notes })}\n` : `plan:${id}\n`);
  return EXIT.done;
}
