import { instance } from '@/lib/server/instance';
import { sourceRun } from '@/lib/server/run/source';

type Headers = { get(name: string): string | null };

/** How far a run's stream is kept for good, and where it ends if that is known. */
export async function slogOffset(
  headers: Headers,
  runId: string,
): Promise<{ readonly durable: number; readonly length: number | null }> {
  const { receivedBytes } = await sourceRun(headers, runId);
  const live = await (await instance()).runs.get(runId);
  return live
    ? { durable: live.durable, length: live.length }
    : { durable: receivedBytes, length: receivedBytes };
}
