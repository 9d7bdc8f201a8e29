import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadPlan } from '@/lib/cli/plan/load-plan';
import { COMMON, exactly, readOptions } from '@/lib/cli/plan/options';
import { sayNotes } from '@/lib/cli/plan/say-notes';
import { CliFault, EXIT, type Terminal } from '@/lib/cli/terminal';
import { isWriteFormat, type SourceFile, WRITE_FORMATS } from '@/lib/plan/formats/format';
import { writePlan } from '@/lib/plan/formats/write';

const NAMES = WRITE_FORMATS.map(({ format }) => format).join(', ');

async function writeAll(files: readonly SourceFile[], folder: string, terminal: Terminal): Promise<void> {
  const to = path.resolve(terminal.env.INIT_CWD ?? '.', folder);
  await mkdir(to, { recursive: true });
  for (const { name, text } of files) {
    await writeFile(path.join(to, name), text);
    terminal.err(`${path.join(folder, name)}\n`);
  }
}

/** `vatdeck plan export PLAN --format FORMAT`: the first file on standard output, or all of them into a folder. */
export async function exportPlan(argv: readonly string[], terminal: Terminal): Promise<number> {
  const given = await readOptions(argv, [...COMMON, 'format', 'out'], terminal);
  const [name] = exactly(given, 1, 'export PLAN --format FORMAT [--out FOLDER]');
  const format = given.values.format ?? 'json';
  if (!isWriteFormat(format))
    throw new CliFault(EXIT.usage, `--format must be one of ${NAMES}, not "${format}".`);
  const { plan, notes } = await loadPlan(name, given.loading);
  const written = writePlan(plan, format);
  sayNotes([...notes, ...written.notes], terminal);
  if (given.values.json) terminal.out(`${JSON.stringify(written)}\n`);
  else if (given.values.out !== undefined) await writeAll(written.files, given.values.out, terminal);
  else terminal.out(written.files[0]?.text ?? '');
  return EXIT.done;
}
