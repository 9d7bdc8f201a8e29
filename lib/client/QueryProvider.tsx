'use client';

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { DoorError } from '@/lib/client/door';

/** A refusal will be the same again; only silence is worth another try. */
const worthRetry = (failures: number, error: Error): boolean =>
  failures < 2 && error instanceof DoorError && (error.status === 0 || error.status >= 500);

const createClient = () =>
  new QueryClient({ defaultOptions: { queries: { staleTime: 1_000, retry: worthRetry, retryDelay: 800 } } });

/** One cache of what the doors answered, for all pages of this tab. */
export function QueryProvider({ children }: { children: ReactNode }) {
  const [client] = useState(createClient);
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}
