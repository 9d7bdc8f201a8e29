import { useStatus } from '@/lib/client/use-status';

/**
 * The server's clock (ms) when something was fetched at `fetchedAt` of ours. States that depend on age ("stalled") are
 * judged by it, so that neither a clock that differs nor a silent server makes runs look stalled.
 */
export function useSeenAt(fetchedAt: number): number {
  const { data, dataUpdatedAt } = useStatus();
  return data ? fetchedAt + data.now - dataUpdatedAt : fetchedAt;
}
