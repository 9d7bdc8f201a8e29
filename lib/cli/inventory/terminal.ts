import { processTerminal as plainTerminal } from '@/lib/cli/compare/terminal';
import type { PlanTerminal } from '@/lib/cli/plan/terminal';

/** What the inventory verbs need of their surroundings; a test brings its own. */
export type InventoryTerminal = PlanTerminal & {
  readonly now: () => number;
  /** Standard error is a terminal, where a line may be written over. */
  readonly interactive: boolean;
};

export const processTerminal = (): InventoryTerminal => ({
  ...plainTerminal(),
  now: Date.now,
  interactive: process.stderr.isTTY,
});
