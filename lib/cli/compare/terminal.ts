import { randomUUID } from 'node:crypto';
import { plain } from '@/lib/cli/plan/plain';
import { PlanFault, type PlanTerminal } from '@/lib/cli/plan/terminal';

export const processTerminal = (): PlanTerminal => ({
  stdin: process.stdin,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  env: process.env,
  newId: randomUUID,
});

/** Runs a verb; an end that is not success is said in its words, and its code is the answer. */
export async function saying(
  verb: string,
  terminal: PlanTerminal,
  work: () => Promise<number>,
): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof PlanFault)) throw error;
    terminal.err(plain(`vatdeck ${verb}: ${error.message}\n`));
    return error.code;
  }
}
