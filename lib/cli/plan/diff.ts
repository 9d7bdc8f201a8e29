import { plain } from '@/lib/cli/plain';
import { loadPlan } from '@/lib/cli/plan/load-plan';
import { COMMON, exactly, readOptions } from '@/lib/cli/plan/options';
import { EXIT, type Terminal } from '@/lib/cli/terminal';
import { diffPlans, sayChange } from '@/lib/plan/diff';

/** `vatdeck plan diff A B`: what B does that A does not, in words. */
export async function diff(argv: readonly string[], terminal: Terminal): Promise<number> {
  const given = await readOptions(argv, COMMON, terminal);
  const [before, after] = exactly(given, 2, 'diff PLAN PLAN [--json]');
  const a = await loadPlan(before, given.loading);
  const b = await loadPlan(after, given.loading);
  const changes = diffPlans(a.plan, b.plan);
  const words = changes.map(sayChange);
  if (given.values.json) terminal.out(`${JSON.stringify({ changes, words })}\n`);
  else terminal.out(words.length === 0 ? 'The plans are the same.\n' : plain(`${words.join('\n')}\n`));
  return changes.length === 0 ? EXIT.done : EXIT.differs;
}
