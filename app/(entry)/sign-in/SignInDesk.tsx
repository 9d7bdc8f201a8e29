'use client';

import { SignInForm } from '@/components/people/SignInForm';
import { Notice } from '@/components/ui/Notice';
import type { ProviderView } from '@/lib/people/person-view';
import { refusalWords } from '@/lib/people/refusal-words';

type Props = {
  providers: readonly ProviderView[];
  next: string;
  /** The word with which a provider's answer was refused. */
  refused: string | null;
  /** Nobody has an account: the first one is made by the link in the terminal. */
  nobodyYet: boolean;
};

/** A whole load, so that nothing of whoever was here before stays in the tab. */
const goTo = (path: string) => () => window.location.assign(path);

export function SignInDesk({ providers, next, refused, nobodyYet }: Props) {
  return (
    <>
      <h1 className="text-20 font-medium">Sign in</h1>
      {refused && (
        <Notice look="failed" alert>
          {refusalWords(refused)}
        </Notice>
      )}
      {nobodyYet && (
        <Notice look="attention">
          Nobody has an account here yet. The terminal where Vatdeck runs shows a link that makes the first
          admin.
        </Notice>
      )}
      <SignInForm providers={providers} next={next} onSignedIn={goTo(next)} />
      <p className="text-13 text-ink-2">
        No account? An admin of this server can invite you. Password forgotten? An admin makes a link that
        sets a new one.
      </p>
    </>
  );
}
