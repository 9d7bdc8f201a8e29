'use client';

import { type FormEvent, useId, useRef, useState } from 'react';
import { NewTokenFields, type TokenForm } from '@/components/people/NewTokenFields';
import { OnceFoot } from '@/components/people/OnceFoot';
import { ShownOnce } from '@/components/people/ShownOnce';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { useMakeToken } from '@/lib/client/use-people';
import type { Role } from '@/lib/people/role';

const whyNotNow = ({ label, roles }: TokenForm): string | null => {
  if (label.trim() === '') return 'Name it after what uses it.';
  return roles.length === 0 ? 'Choose at least one role.' : null;
};

/** Makes an API token of the reader's own, with at most their roles; it begins with the least of them. */
export function NewTokenDialog({ mine, onClose }: { mine: readonly Role[]; onClose: () => void }) {
  const [token, setToken] = useState<TokenForm>({ label: '', roles: mine.slice(0, 1), days: 90 });
  const form = useId();
  const field = useRef<HTMLInputElement>(null);
  const make = useMakeToken();
  const why = whyNotNow(token);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (why === null && !make.isPending) make.mutate({ ...token, label: token.label.trim() });
  };
  const { data: made } = make;
  return (
    <Dialog
      open
      keeps
      onOpenChange={(open) => !open && onClose()}
      initialFocus={field}
      title="New API token"
      description="For CI and the command line. It acts in your name, with at most the roles that you have when it is used."
      footer={
        <OnceFoot made={made !== undefined} onClose={onClose}>
          <Button type="submit" form={form} look="primary" why={why}>
            Make token
          </Button>
        </OnceFoot>
      }
    >
      {made ? (
        <ShownOnce text={made.secret} name="the token" until={made.expiresAt}>
          Copy it now: it is not shown again. The command line reads it from VATDECK_TOKEN or --token-file.
        </ShownOnce>
      ) : (
        <form id={form} onSubmit={submit} className="flex flex-col gap-4 pb-2">
          <NewTokenFields ref={field} token={token} onChange={setToken} mine={mine} error={make.error} />
        </form>
      )}
    </Dialog>
  );
}
