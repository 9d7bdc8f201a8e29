'use client';

import { FormError } from '@/components/people/FormError';
import { OnceFoot } from '@/components/people/OnceFoot';
import type { PersonDialogProps } from '@/components/people/person-dialog';
import { ShownOnce } from '@/components/people/ShownOnce';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { useResetLink } from '@/lib/client/use-people';

/** Makes a link by which somebody sets a new password. */
export function ResetDialog({ person, onClose }: PersonDialogProps) {
  const reset = useResetLink();
  const { data: link } = reset;
  const make = () => !reset.isPending && reset.mutate(person.id);
  return (
    <Dialog
      open
      keeps={link !== undefined}
      onOpenChange={(open) => !open && onClose()}
      title={`New password for ${person.name}`}
      description="You get a link to hand over yourself. It works once, within 24 hours; until then the old password counts."
      footer={
        <OnceFoot made={link !== undefined} onClose={onClose}>
          <Button look="primary" onClick={make}>
            Make link
          </Button>
        </OnceFoot>
      }
    >
      {link && (
        <ShownOnce text={link.url} name="the link" until={link.expiresAt}>
          Copy it now: it is not shown again.
        </ShownOnce>
      )}
      <FormError error={reset.error} />
    </Dialog>
  );
}
