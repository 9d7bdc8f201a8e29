'use client';

import { useQueryClient } from '@tanstack/react-query';
import { usePathname } from 'next/navigation';
import { useState } from 'react';
import { SignInForm } from '@/components/people/SignInForm';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { StateMark } from '@/components/ui/StateMark';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import { saySignedIn, useSignedOut } from '@/lib/client/signed-out';
import { useMe } from '@/lib/client/use-me';
import type { Me, ProviderView } from '@/lib/people/person-view';
import { paths } from '@/lib/url/paths';

type Props = { providers: readonly ProviderView[] };

/** Asks whoever was signed out meanwhile to sign in on the spot, so that what they typed on the page stays. */
export function SignedOutDialog({ providers }: Props) {
  const asked = useSignedOut();
  return asked > 0 ? <SignInAgain asked={asked} providers={providers} /> : null;
}

/** Put aside, it comes back when something is refused: a bar alone cannot be reached from within another dialog. */
function SignInAgain({ asked, providers }: Props & { asked: number }) {
  const [aside, setAside] = useState(0);
  const client = useQueryClient();
  const { data: before } = useMe();
  const next = usePathname();
  const signedIn = async () => {
    const me = await callDoor<Me>(paths.api.me());
    // Somebody else: nothing on this page is theirs.
    if (me.name !== before?.name) return window.location.reload();
    client.setQueryData(queryKeys.me, me);
    saySignedIn();
    await client.invalidateQueries();
  };
  if (aside === asked) return <SignedOutBar onSignIn={() => setAside(0)} />;
  return (
    <Dialog
      open
      onOpenChange={() => setAside(asked)}
      keeps
      title="You were signed out"
      description="Your session ended, or an admin changed your account. Sign in to go on; this page stays as it is."
    >
      <div className="pb-2">
        <SignInForm providers={providers} next={next} onSignedIn={() => void signedIn()} />
      </div>
    </Dialog>
  );
}

/** Whoever closed the question may still want to copy what they typed; the page says that it is not saved. */
const SignedOutBar = ({ onSignIn }: { onSignIn: () => void }) => (
  <div
    role="alert"
    className="fixed inset-x-0 bottom-0 z-30 flex flex-wrap items-center gap-x-3 gap-y-1 border-t border-line bg-raised px-4 py-2 text-13 shadow-float"
  >
    <StateMark look="attention" word="You are signed out" />
    <span className="min-w-0 flex-1 basis-60 text-ink-2">
      Nothing is saved and nothing is new until you sign in.
    </span>
    <Button look="primary" onClick={onSignIn}>
      Sign in
    </Button>
  </div>
);
