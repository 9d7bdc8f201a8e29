import { tokenMatches } from '@/lib/server/digest';
import { notFound, ServerError } from '@/lib/server/errors';
import { instance } from '@/lib/server/instance';

type Headers = { get(name: string): string | null };

/** A run as its source may know it. */
export type SourceRun = {
  readonly runId: string;
  readonly endedAt: Date | null;
  readonly receivedBytes: number;
};

const bearer = (headers: Headers): string | null =>
  /^Bearer ([\w-]{1,200})$/i.exec(headers.get('authorization') ?? '')?.[1] ?? null;

/** True if the request names itself a source at all; a person's API token (`vdt_…`) is none. */
export const isSource = (headers: Headers): boolean => {
  const authorization = headers.get('authorization');
  return authorization !== null && !/^Bearer vdt_/i.test(authorization);
};

/** The run that the request's token is for; refuses any other token. */
export async function sourceRun(headers: Headers, runId: string): Promise<SourceRun> {
  const { database } = await instance();
  const select = { id: true, tokenHash: true, endedAt: true, receivedBytes: true };
  const row = await database.prisma.run.findUnique({ where: { id: runId }, select });
  if (!row) throw notFound(`run ${runId}`);
  const token = bearer(headers);
  if (token === null || !tokenMatches(token, row.tokenHash))
    throw new ServerError('wrong-token', 'This is not the ingest token of this run.', {
      hint: 'The token was shown once, when the run was made. Without it, make a new run.',
      headers: { 'www-authenticate': 'Bearer' },
    });
  return { runId, endedAt: row.endedAt, receivedBytes: Number(row.receivedBytes) };
}
