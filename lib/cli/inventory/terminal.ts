import type { Terminal } from '@/lib/cli/terminal';
import { processTerminal as plainTerminal } from '@/lib/cli/terminal';

/** What the inventory verbs need of their surroundings; a test brings its own. */
export type InventoryTerminal = Terminal & {
  readonly now: () => number;
  /** Standard error is a terminal, where a line may be written over. */
  readonly interactive: boolean;
};

export const processTerminal = (): InventoryTerminal => ({
  ...plainTerminal(),
  now: Date.now,
  interactive: process.stderr.isTTY,
});
