import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { RunKind } from '@/lib/live/run-row';
import type { Actor } from '@/lib/server/actor';
import { syncFolder } from '@/lib/server/archive/durable-file';
import { recordAudit } from '@/lib/server/audit';
import type { Database } from '@/lib/server/db/open-database';
import { newToken, sha256 } from '@/lib/server/digest';
import { ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';
import { runFolder, runsFolder } from '@/lib/server/run/run-folder';
import { type NamedPlan, planColumns } from '@/lib/server/run/run-plan';
import { paths } from '@/lib/url/paths';

export type NewRun = {
  readonly title: string;
  readonly kind: RunKind;
  readonly expectedBytes?: number | undefined;
  /** What whoever sends the slog says that it executes. */
  readonly plan?: NamedPlan | undefined;
  /** `planApproved`: whether the digest was approved at that moment. */
  readonly rehearsal?: {
    readonly planId: string;
    readonly planDigest: string;
    readonly planApproved: boolean;
    readonly scenario: string;
  };
};

/** What a source needs; the token is told this once, only its hash is kept. */
export type RunSource = { readonly runId: string; readonly ingestToken: string; readonly slogUrl: string };

type Place = { readonly database: Database; readonly dataDir: string };

async function makeFolder(dataDir: string, runId: string): Promise<void> {
  const { dir } = runFolder(dataDir, runId);
  await mkdir(/*turbopackIgnore: true*/ dir, { recursive: true });
  await syncFolder(runsFolder(dataDir));
  await syncFolder(path.dirname(runsFolder(dataDir)));
}

/** Writes a run that waits for its first byte. */
export async function insertRun({ database, dataDir }: Place, actor: Actor, run: NewRun): Promise<RunSource> {
  const ingestToken = newToken();
  const { title, kind, expectedBytes, plan, rehearsal } = run;
  const data = {
    title,
    kind,
    tokenHash: sha256(ingestToken),
    expectedBytes: expectedBytes === undefined ? null : BigInt(expectedBytes),
  };
  const runId = await database.prisma.$transaction(async (tx) => {
    const executes = rehearsal ?? (plan ? await planColumns(tx, plan) : null);
    const { id } = await tx.run.create({ data: { ...data, ...executes } });
    const after = { title, kind, ...executes };
    const digest = executes?.planDigest ?? null;
    await recordAudit(tx, { actor: actor.name, verb: 'create-run', subject: `run:${id}`, after, digest });
    return id;
  });
  await makeFolder(dataDir, runId);
  return { runId, ingestToken, slogUrl: paths.api.slog(runId) };
}

/** Makes a run for a source that sends its slog. */
export async function createRun(actor: Actor, run: NewRun): Promise<RunSource> {
  const { database, env } = await instance();
  if (run.expectedBytes !== undefined && run.expectedBytes > env.maxRunBytes)
    throw new ServerError(
      'too-large',
      `A run may have ${env.maxRunBytes} bytes; this one would have ${run.expectedBytes}.`,
      {
        hint: 'The limit is MAX_SLOG_BYTES in the environment of the server. A gzip of the slog is about 15 times smaller.',
      },
    );
  return insertRun({ database, dataDir: env.dataDir }, actor, run);
}
