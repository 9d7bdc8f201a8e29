'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { LinkView, NewLinkView, NewTokenView, PeopleView, TokenView } from '@/lib/people/person-view';
import type { Role } from '@/lib/people/role';
import { paths } from '@/lib/url/paths';

export const usePeople = (initialData: PeopleView) =>
  useQuery({
    queryKey: queryKeys.people,
    queryFn: ({ signal }) => callDoor<PeopleView>(paths.api.people(), { signal }),
    refetchInterval: 10_000,
    initialData,
  });

/** A change of people; the list is asked for again, whether it went well or not. */
function usePeopleChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.people }),
  });
}

export const useInvite = () =>
  usePeopleChange((body: { roles: readonly Role[]; email: string | null }) =>
    callDoor<NewLinkView>(paths.api.people(), { method: 'POST', body }),
  );

export type PersonChange = {
  readonly roles?: readonly Role[];
  readonly ban?: { readonly reason: string } | null;
};

export const useChangePerson = () =>
  usePeopleChange(({ id, ...body }: PersonChange & { readonly id: string }) =>
    callDoor<PeopleView>(paths.api.person(id), { method: 'PATCH', body }),
  );

export const useResetLink = () =>
  usePeopleChange((id: string) => callDoor<NewLinkView>(paths.api.resetPerson(id), { method: 'POST' }));

export const useRevokeLink = () =>
  usePeopleChange((id: string) => callDoor<undefined>(paths.api.personLink(id), { method: 'DELETE' }));

export const useTokens = (initialData: TokenView[]) =>
  useQuery({
    queryKey: queryKeys.tokens,
    queryFn: ({ signal }) => callDoor<TokenView[]>(paths.api.tokens(), { signal }),
    initialData,
  });

function useTokenChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.tokens }),
  });
}

export const useMakeToken = () =>
  useTokenChange((body: { label: string; roles: readonly Role[]; days: number }) =>
    callDoor<NewTokenView>(paths.api.tokens(), { method: 'POST', body }),
  );

export const useRevokeToken = () =>
  useTokenChange((id: string) => callDoor<undefined>(paths.api.token(id), { method: 'DELETE' }));

/** What a one-time link is for; asked once. */
export const useLink = (token: string | null) =>
  useQuery({
    queryKey: ['link', token],
    queryFn: () => callDoor<LinkView>(paths.api.lookAtLink(), { method: 'POST', body: { token } }),
    enabled: token !== null && token !== '',
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });

export type Welcome = { token: string; password: string; name?: string; email?: string };

/** Uses a one-time link; the cookie is the answer. */
export const useWelcome = () =>
  useMutation({
    mutationFn: (body: Welcome) => callDoor<undefined>(paths.api.welcome(), { method: 'POST', body }),
  });
