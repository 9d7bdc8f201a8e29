'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { Status } from '@/lib/live/kernel-state';
import { paths } from '@/lib/url/paths';

const INTERVAL = { preparing: 1_000, failed: 5_000, ready: 5_000 } as const;

/** The server's state; asked often while the kernel is being prepared. */
export const useStatus = () =>
  useQuery({
    queryKey: queryKeys.status,
    queryFn: ({ signal }) => callDoor<Status>(paths.api.status(), { signal }),
    refetchInterval: ({ state }) => INTERVAL[state.data?.kernel.state ?? 'failed'],
  });

/** Tries to prepare the kernel again after it failed. */
export function usePrepareKernel() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => callDoor<unknown>(paths.api.prepareKernel(), { method: 'POST' }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.status }),
  });
}
