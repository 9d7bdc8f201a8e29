'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { DoorError } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { Status } from '@/lib/live/kernel-state';

/** A refusal will be the same again; only silence is worth another try. */
const worthRetry = (failures: number, error: Error): boolean =>
  failures < 2 && error instanceof DoorError && (error.status === 0 || error.status >= 500);

function createClient(status: Status): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: 1_000, retry: worthRetry, retryDelay: 800 } },
  });
  client.setQueryData(queryKeys.status, status);
  return client;
}

/**
 * One cache of what the doors answered, for all pages of this tab. It starts with the server's `status`, so that what
 * depends on it is drawn by the server and by the browser alike.
 */
export function QueryProvider({ status, children }: { status: Status; children: ReactNode }) {
  const [client] = useState(() => createClient(status));
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
