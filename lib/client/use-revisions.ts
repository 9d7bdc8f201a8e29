'use client';

import { useQuery } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { RevisionHead, RevisionView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

/** One revision with its plan; it never changes, so it is asked once. Null asks for none. */
export const useRevision = (planId: string, no: number | null) =>
  useQuery({
    queryKey: queryKeys.revision(planId, no ?? 0),
    queryFn: ({ signal }) => callDoor<RevisionView>(paths.api.revision(planId, no ?? 0), { signal }),
    enabled: no !== null,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Every revision of a plan, newest first; `newest` is the number the page knows of, and asks again when it grows. */
export const useRevisions = (planId: string, newest: number) =>
  useQuery({
    queryKey: [...queryKeys.revisions(planId), newest],
    queryFn: ({ signal }) => callDoor<RevisionHead[]>(paths.api.revisions(planId), { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  });
