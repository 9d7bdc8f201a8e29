import { open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import { foldSlog } from '@/lib/server/slog-source/fold-slog';
import { whatIsThis } from '@/lib/slog/what-is-this';
import { ANALYSIS_SCHEMA, type Analysis } from '@/lib/upgrade/analysis';
import { toAnalysis } from '@/lib/upgrade/fold';

/** A run as the command line names it: a slog, or the document that `analyze --json` wrote of one. */
export type NamedRun = { readonly name: string; readonly file: string; readonly analysis: Analysis<unknown> };

const isDocument = (value: unknown): value is Analysis =>
  typeof value === 'object' && value !== null && Reflect.get(value, 'schema') === ANALYSIS_SCHEMA;

async function beginsWith(file: string, text: string): Promise<boolean> {
  const handle = await open(file, 'r');
  try {
    const head = Buffer.alloc(text.length);
    await handle.read(head, 0, head.length, 0);
    return head.toString('latin1') === text;
  } finally {
    await handle.close();
  }
}

async function readDocument(file: string): Promise<Analysis<unknown>> {
  const value: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (isDocument(value)) return value;
  throw new CliFault(EXIT.usage, `${file} is JSON and no document of \`vatdeck analyze --json\`.`);
}

async function foldFile(name: string, file: string): Promise<Analysis<unknown>> {
  const { fold } = await foldSlog(
    { file },
    {
      digest: true,
      judge: (head, complete) => {
        const verdict = whatIsThis(head, complete);
        if (verdict.kind === 'other')
          throw new CliFault(EXIT.usage, `${name} is neither a slog nor a document: it is ${verdict.found}.`);
        return verdict.kind === 'slog';
      },
    },
  );
  return toAnalysis(fold, { final: true });
}

/** Where a name leads from where the user stands. */
export const fileOf = (name: string, { env }: Terminal): string => path.resolve(env.INIT_CWD ?? '.', name);

/** A run's document, from its slog or from the document itself; throws a CliFault. */
export async function loadRun(name: string, terminal: Terminal): Promise<NamedRun> {
  const file = fileOf(name, terminal);
  try {
    const isJson = await beginsWith(file, '{"schema":');
    return { name, file, analysis: isJson ? await readDocument(file) : await foldFile(name, file) };
  } catch (error) {
    if (error instanceof CliFault) throw error;
    const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : null;
    throw new CliFault(
      EXIT.usage,
      code === 'ENOENT' ? `${name} does not exist.` : `${name}: ${String(error)}`,
    );
  }
}
