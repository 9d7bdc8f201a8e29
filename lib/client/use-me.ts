'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import { mayDo, type Verb } from '@/lib/people/permissions';
import type { Me } from '@/lib/people/person-view';
import { paths } from '@/lib/url/paths';

/** Who is signed in; known from the first paint on pages of the desk. */
export const useMe = () =>
  useQuery({
    queryKey: queryKeys.me,
    queryFn: ({ signal }) => callDoor<Me>(paths.api.me(), { signal }),
    staleTime: 30_000,
  });

/** Why whoever is signed in may not do this; null when they may. For the `why` of a button. */
export function useWhyNot(verb: Verb): string | null {
  const { data } = useMe();
  if (!data) return 'Who is signed in is not known yet.';
  const may = mayDo(data.roles, verb);
  return may.ok ? null : may.reason;
}

export type SignIn = { readonly who: string; readonly password: string };

/** Signs in; the cookie is the answer. */
export const useSignIn = () =>
  useMutation({
    mutationFn: (body: SignIn) => callDoor<undefined>(paths.api.signIn(), { method: 'POST', body }),
  });

/** Goes to a provider, which sends the browser back to `next`, or to the sign-in page with the reason. */
export const useSignInAt = () =>
  useMutation({
    mutationFn: ({ provider, next }: { provider: string; next: string }) =>
      callDoor<{ url: string }>(paths.api.signInAt(), {
        method: 'POST',
        body: { provider, callbackURL: next, errorCallbackURL: paths.signIn(next), disableRedirect: true },
      }),
    onSuccess: ({ url }) => window.location.assign(url),
  });

/** Signs out, and leaves nothing of the person in this tab. */
export const useSignOut = () =>
  useMutation({
    mutationFn: () => callDoor<undefined>(paths.api.signOut(), { method: 'POST' }),
    onSuccess: () => window.location.assign(paths.signIn()),
  });

export const useChangePassword = () =>
  useMutation({
    mutationFn: (body: { current: string; next: string }) =>
      callDoor<undefined>(paths.api.password(), { method: 'POST', body }),
  });
