import type { RunInput } from '@/lib/report/input';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { readAnalysis } from '@/lib/server/run/read-analysis';
import { readRun } from '@/lib/server/run/read-run';
import type { Analysis } from '@/lib/upgrade/analysis';

/** Documents of runs that have ended do not change: the newest few are kept. */
const KEPT = 8;
const kept = new Map<string, Analysis>();

/** A run's document, as our own fold wrote it. */
const documentIn = (bytes: Uint8Array): Analysis => JSON.parse(Buffer.from(bytes).toString('utf8'));

async function documentOf(actor: Actor, runId: string, ended: boolean): Promise<Analysis> {
  const known = kept.get(runId);
  if (known) return known;
  const document = documentIn((await readAnalysis(actor, runId)).bytes);
  if (ended) {
    kept.set(runId, document);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
  }
  return document;
}

/** A run as a report is made from it; refuses one that has not received anything. */
export async function runInput(actor: Actor, runId: string): Promise<RunInput> {
  const run = await readRun(actor, runId);
  if (run.foldedBytes === 0)
    throw new ServerError('conflict', `"${run.title}" has not received a slog yet.`, {
      hint: 'Take it out of the report, or wait for its first bytes.',
    });
  const { prisma } = (await instance()).database;
  const stored = await prisma.run.findUniqueOrThrow({ where: { id: runId }, select: { sha256: true } });
  const analysis = await documentOf(actor, runId, run.endedAt !== null);
  return {
    id: run.id,
    title: run.title,
    kind: run.kind,
    startedAt: run.startedAt ?? run.createdAt,
    planDigest: run.planDigest,
    sha256: analysis.source.sha256 ?? stored.sha256,
    analysis,
  };
}
