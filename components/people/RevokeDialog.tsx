'use client';

import { toast } from 'sonner';
import { FormError } from '@/components/people/FormError';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { useRevokeToken } from '@/lib/client/use-people';
import type { TokenView } from '@/lib/people/person-view';

/** Asks before an API token is revoked: what uses it stops. */
export function RevokeDialog({ token, onClose }: { token: TokenView; onClose: () => void }) {
  const revoke = useRevokeToken();
  const done = () => {
    toast(`Revoked ${token.label}`);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Revoke ${token.label}?`}
      description="Whatever uses it is refused from now on. It cannot be taken back; a new token can be made."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" onClick={() => revoke.mutate(token.id, { onSuccess: done })}>
            Revoke token
          </Button>
        </>
      }
    >
      <p className="text-13 text-ink-2">
        {token.lastUsedAt === null ? (
          'It was never used.'
        ) : (
          <>
            It was last used <TimeAgo at={token.lastUsedAt} />.
          </>
        )}
      </p>
      <FormError error={revoke.error} />
    </Dialog>
  );
}
