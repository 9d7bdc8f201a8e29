'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { AuditRow } from '@/lib/approval/audit-row';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import { paths } from '@/lib/url/paths';

const COUNT = 100;

/** What happened, newest first, a hundred at a time. `params` are those of the audit door. */
export const useAudit = (params: Readonly<Record<string, string>>) =>
  useInfiniteQuery({
    queryKey: [...queryKeys.audit, params],
    queryFn: ({ signal, pageParam }) =>
      callDoor<AuditRow[]>(
        paths.api.audit({
          ...params,
          count: String(COUNT),
          ...(pageParam === '' ? {} : { before: pageParam }),
        }),
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => (page.length < COUNT ? null : (page.at(-1)?.id ?? null)),
  });
