'use client';

import { Ellipsis } from 'lucide-react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/Button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/Menu';
import { errorWords } from '@/lib/client/door';
import { useChangePerson } from '@/lib/client/use-people';
import type { PersonView } from '@/lib/people/person-view';

/** What needs a question before it is done. */
export type Ask = 'roles' | 'ban' | 'reset';

type Props = {
  person: PersonView;
  /** Why they must stay an admin who may sign in. */
  whyAdmin: string | null;
  onAsk: (ask: Ask) => void;
};

/** What an admin can do about somebody. */
export function PersonMenu({ person, whyAdmin, onAsk }: Props) {
  const change = useChangePerson();
  const lift = () =>
    change.mutate(
      { id: person.id, ban: null },
      {
        onSuccess: () => toast(`${person.name} may sign in again`),
        onError: (error) => toast(`The ban was not lifted. ${errorWords(error).where}`),
      },
    );
  const label = `Actions on ${person.name}`;
  const trigger = (
    <Button look="quiet" size="icon" aria-label={label}>
      <Ellipsis size={16} aria-hidden />
    </Button>
  );
  return (
    <Menu label={label} trigger={trigger}>
      <MenuItem onSelect={() => onAsk('roles')}>Change roles…</MenuItem>
      <MenuItem onSelect={() => onAsk('reset')}>New password…</MenuItem>
      <MenuSeparator />
      {person.ban ? (
        <MenuItem onSelect={lift}>Lift the ban</MenuItem>
      ) : (
        <MenuItem onSelect={() => onAsk('ban')} why={whyAdmin} className="max-w-72">
          Ban…
        </MenuItem>
      )}
    </Menu>
  );
}
