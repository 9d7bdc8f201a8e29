import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { text as readAll } from 'node:stream/consumers';
import { ask, type ServerOptions } from '@/lib/cli/server-door';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import type { Note, ReadFormat } from '@/lib/plan/formats/format';
import { readPlanFile } from '@/lib/plan/formats/read';
import { parsePlan } from '@/lib/plan/parse-plan';
import type { Plan } from '@/lib/plan/plan';
import { paths } from '@/lib/url/paths';

/** A plan as the command line names it: `FILE`, `-` for standard input, or `plan:ID` and `plan:ID@REVISION` of a server. */
export type PlanName = string;

export type LoadedPlan = {
  readonly plan: Plan;
  readonly notes: readonly Note[];
  readonly format: ReadFormat;
};

export type Loading = {
  readonly terminal: Terminal;
  readonly server: ServerOptions;
  readonly format: ReadFormat | null;
  readonly chain: string;
  readonly upgradeName: string;
};

const ON_SERVER = /^plan:([\w-]+)(?:@(\d+))?$/;

/** The text of a file from where the user stands, or of standard input. */
export async function readSource(
  name: string,
  { stdin, env }: Terminal,
): Promise<{ name: string; text: string }> {
  if (name === '-') return { name: 'standard input', text: await readAll(stdin) };
  const file = path.resolve(env.INIT_CWD ?? '.', name);
  try {
    return { name: path.basename(name), text: await readFile(file, 'utf8') };
  } catch (error) {
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    const why = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : 'cannot be read';
    throw new CliFault(EXIT.usage, `${name} ${why}.`);
  }
}

function planIn(answer: unknown, name: PlanName): LoadedPlan {
  const content: unknown = typeof answer === 'object' && answer !== null ? Reflect.get(answer, 'plan') : null;
  const plan = parsePlan(content);
  if (!plan.ok) throw new CliFault(EXIT.refused, `${name}: the server's answer is no plan: ${plan.error}`);
  return { plan: plan.value, notes: [], format: 'json' };
}

/** The plan that a name means, from wherever it is; throws a CliFault. */
export async function loadPlan(name: PlanName, loading: Loading): Promise<LoadedPlan> {
  const [, id, revision] = ON_SERVER.exec(name) ?? [];
  if (id !== undefined)
    return planIn(
      await ask(
        loading.server,
        revision === undefined ? paths.api.plan(id) : paths.api.revision(id, Number(revision)),
      ),
      name,
    );
  const { terminal, format, chain, upgradeName } = loading;
  const read = readPlanFile(await readSource(name, terminal), format, {
    chain,
    upgradeName,
    newId: terminal.newId,
  });
  if (!read.ok) throw new CliFault(EXIT.usage, read.error);
  return read.value;
}
