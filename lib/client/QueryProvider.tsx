'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { DoorError } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { Status } from '@/lib/live/kernel-state';
import type { Me } from '@/lib/people/person-view';

/** A refusal will be the same again; only silence is worth another try. */
const worthRetry = (failures: number, error: Error): boolean =>
  failures < 2 && error instanceof DoorError && (error.status === 0 || error.status >= 500);

function createClient({ status, me }: Known): QueryClient {
  const client = new QueryClient({
    defaultOptions: { queries: { staleTime: 1_000, retry: worthRetry, retryDelay: 800 } },
  });
  if (status) client.setQueryData(queryKeys.status, status);
  if (me) client.setQueryData(queryKeys.me, me);
  return client;
}

type Known = { readonly status?: Status; readonly me?: Me };

/**
 * One cache of what the doors answered, for all pages of this tab. It starts with what the server knew when it rendered, so that
 * what depends on it is drawn by the server and by the browser alike.
 */
export function QueryProvider({ children, ...known }: Known & { children: ReactNode }) {
  const [client] = useState(() => createClient(known));
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
