'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { CommentView } from '@/lib/plan/plan-view';
import { paths } from '@/lib/url/paths';

/** What was said on the steps of a plan, and the way to say more. */
export function useComments(planId: string, enabled: boolean) {
  const client = useQueryClient();
  const queryKey = queryKeys.comments(planId);
  const comments = useQuery({
    queryKey,
    queryFn: ({ signal }) => callDoor<CommentView[]>(paths.api.comments(planId), { signal }),
    refetchInterval: 10_000,
    enabled,
  });
  const add = useMutation({
    mutationFn: (body: { stepId: string; text: string }) =>
      callDoor<CommentView>(paths.api.comments(planId), { method: 'POST', body }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.plan(planId) }),
  });
  return { comments, add };
}
