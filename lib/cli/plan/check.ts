import { plain } from '@/lib/cli/plain';
import { loadPlan } from '@/lib/cli/plan/load-plan';
import { COMMON, exactly, readOptions } from '@/lib/cli/plan/options';
import { sayNotes } from '@/lib/cli/plan/say-notes';
import { EXIT, type Terminal } from '@/lib/cli/terminal';
import { checkPlan } from '@/lib/plan/check';
import type { Violation } from '@/lib/plan/violation';

const sayViolation = ({ strength, rule, message, reason, link }: Violation): string =>
  `${strength.padEnd(9)}${rule}: ${message}\n         ${reason}${link === null ? '' : ` ${link}`}\n`;

/** `vatdeck plan check PLAN`: the rules that a plan breaks. */
export async function check(argv: readonly string[], terminal: Terminal): Promise<number> {
  const given = await readOptions(argv, COMMON, terminal);
  const [name] = exactly(given, 1, 'check PLAN [--json]');
  const { plan, notes } = await loadPlan(name, given.loading);
  sayNotes(notes, terminal);
  const violations = checkPlan(plan);
  if (given.values.json) terminal.out(`${JSON.stringify({ violations })}\n`);
  else
    terminal.out(
      violations.length === 0 ? 'No rule is broken.\n' : plain(violations.map(sayViolation).join('')),
    );
  return violations.some(({ strength }) => strength === 'hard') ? EXIT.differs : EXIT.done;
}
