import type { RunRow } from '@/lib/live/run-row';
import type { RunInput } from '@/lib/report/input';
import type { Actor } from '@/lib/server/actor';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { analysisOfOverview } from '@/lib/server/report/overview-analysis';
import { readRunOverview } from '@/lib/server/report/run-overview';
import { readRun } from '@/lib/server/run/read-run';
import type { Analysis } from '@/lib/upgrade/analysis';

type Read = { readonly analysis: Analysis<unknown>; readonly bytes: number };
type Kept = { readonly version: string; readonly read: Promise<Read>; bytes: number };

/** Text of documents that are kept, the last used ones: some hundred runs of an hour, or two of a week. */
const MOST_BYTES = 48e6;
const kept = new Map<string, Kept>();

/** Another as soon as the run's document may be. */
const versionOf = ({ foldedBytes, lines, state, endedAt }: RunRow): string =>
  [foldedBytes, lines, state, endedAt].join(' ');

async function read(runId: string): Promise<Read> {
  const overview = await readRunOverview(runId);
  return { analysis: analysisOfOverview(overview), bytes: overview.length };
}

function trim(): void {
  let bytes = [...kept.values()].reduce((sum, one) => sum + one.bytes, 0);
  for (const [runId, one] of kept) {
    if (bytes <= MOST_BYTES || kept.size === 1) return;
    kept.delete(runId);
    bytes -= one.bytes;
  }
}

/** The document of a run as it is at the moment, without its cells; read again only when the run has changed. */
async function documentOf(run: RunRow): Promise<Analysis<unknown>> {
  const version = versionOf(run);
  const known = kept.get(run.id);
  const own: Kept = known?.version === version ? known : { version, read: read(run.id), bytes: 0 };
  kept.delete(run.id);
  kept.set(run.id, own);
  try {
    const { analysis, bytes } = await own.read;
    own.bytes = bytes;
    trim();
    return analysis;
  } catch (error) {
    if (kept.get(run.id) === own) kept.delete(run.id);
    throw error;
  }
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
  const analysis = await documentOf(run);
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
