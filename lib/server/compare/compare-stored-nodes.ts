import type { NodeAgreement } from '@/lib/compare/first-divergence';
import type { Actor } from '@/lib/server/actor';
import { readText } from '@/lib/server/archive/read-text';
import { compareNodes } from '@/lib/server/compare/node-cranks';
import { notFound, ServerError } from '@/lib/server/errors';
import { readRun } from '@/lib/server/run/read-run';
import { flushedArchive } from '@/lib/server/run/run-archive';

/** Every line of both is looked at on the way: beyond this the command line does it beside the file. */
const MOST_BYTES = 2e9;

async function archiveOf(actor: Actor, runId: string): Promise<string> {
  const run = await readRun(actor, runId);
  if (run.receivedBytes > MOST_BYTES)
    throw new ServerError('too-large', `"${run.title}" is too long to be compared crank by crank here.`, {
      hint: 'Use: vatdeck compare A B --cranks, beside the files.',
    });
  const archive = await flushedArchive(actor, runId);
  if (!archive) throw notFound(`log of run ${runId} yet`);
  return archive;
}

/** The first crank that two runs, each of a node of one chain, carried out differently, with the raw lines of both. */
export async function compareStoredNodes(actor: Actor, a: string, b: string): Promise<NodeAgreement> {
  const [ours, theirs] = await Promise.all([archiveOf(actor, a), archiveOf(actor, b)]);
  return compareNodes(
    () => readText(ours),
    () => readText(theirs),
  );
}
