import { exitCode } from '@/lib/cli/analyze/exit-code';
import { foldInput, loadPlan } from '@/lib/cli/analyze/fold-input';
import { loadInventory } from '@/lib/cli/analyze/load-inventory';
import { type AnalyzeOptions, HELP, readOptions } from '@/lib/cli/analyze/options';
import { plainPaint, terminalPaint } from '@/lib/cli/analyze/paint';
import { processTerminal, type SlogTerminal, sayingFaults } from '@/lib/cli/analyze/slog-terminal';
import { summaryText } from '@/lib/cli/analyze/summary-text';
import { foresightOf } from '@/lib/reconcile/foresight';
import { type Reconciliation, reconcile } from '@/lib/reconcile/reconcile';
import { documentText } from '@/lib/upgrade/document-text';
import type { FoldedAnalysis } from '@/lib/upgrade/view-document';

/** `vatdeck analyze FILE|-`: what the slog says happened. Resolves to the exit code of the contract. */
export const run = (argv: readonly string[], terminal: SlogTerminal = processTerminal()): Promise<number> =>
  sayingFaults('analyze', terminal, async () => {
    const options = readOptions(argv, terminal.env);
    if (options !== 'help') return analyze(options, terminal);
    await terminal.out(HELP);
    return 0;
  });

async function analyze(options: AnalyzeOptions, terminal: SlogTerminal): Promise<number> {
  const plan = options.plan === null ? null : await loadPlan(options.plan);
  const inventory = options.inventory === null ? null : await loadInventory(options.inventory, terminal);
  const { analysis, damage } = await foldInput(options, terminal);
  if (damage !== null) terminal.err(`vatdeck analyze: ${damage}\n`);
  const reconciliation = plan
    ? reconcile(plan, analysis, inventory ? foresightOf(plan, inventory) : undefined)
    : null;
  await print(options, terminal, analysis, reconciliation);
  return exitCode(analysis, reconciliation, damage !== null);
}

async function print(
  { json }: AnalyzeOptions,
  terminal: SlogTerminal,
  analysis: FoldedAnalysis,
  reconciliation: Reconciliation | null,
): Promise<void> {
  if (json) {
    const document = reconciliation ? { ...analysis, reconciliation } : analysis;
    for (const part of documentText(document)) await terminal.out(part);
    return terminal.out('\n');
  }
  const paint = terminal.colour ? terminalPaint : plainPaint;
  return terminal.out(summaryText(analysis, reconciliation, paint));
}
