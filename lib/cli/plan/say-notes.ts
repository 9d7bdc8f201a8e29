import { plain } from '@/lib/cli/plain';
import type { Terminal } from '@/lib/cli/terminal';
import type { Note } from '@/lib/plan/formats/format';

/** What a notation could not say goes to standard error, so that the plan on standard output stays whole. */
export const sayNotes = (notes: readonly Note[], terminal: Terminal): void => {
  for (const { where, message } of notes) terminal.err(plain(`${where}: ${message}\n`));
};
