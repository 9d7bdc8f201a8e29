import { plain } from '@/lib/cli/plan/plain';
import type { PlanTerminal } from '@/lib/cli/plan/terminal';
import type { Note } from '@/lib/plan/formats/format';

/** What a notation could not say goes to standard error, so that the plan on standard output stays whole. */
export const sayNotes = (notes: readonly Note[], terminal: PlanTerminal): void => {
  for (const { where, message } of notes) terminal.err(plain(`${where}: ${message}\n`));
};
