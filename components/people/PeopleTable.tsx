'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { BanDialog, ResetDialog, RolesDialog } from '@/components/people/PersonDialogs';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Menu, MenuItem, MenuSeparator } from '@/components/ui/Menu';
import { StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { errorWords } from '@/lib/client/door';
import { useChangePerson } from '@/lib/client/use-people';
import type { PersonView } from '@/lib/people/person-view';

const ASKS = { roles: RolesDialog, ban: BanDialog, reset: ResetDialog } as const;
type Ask = keyof typeof ASKS;

/** Everybody with an account, and what an admin can do about each. */
export function PeopleTable({ people, me }: { people: readonly PersonView[]; me: string }) {
  const [asked, setAsked] = useState<{ ask: Ask; person: PersonView } | null>(null);
  const Asking = asked ? ASKS[asked.ask] : null;
  return (
    <>
      <Table aria-label="People">
        <TableHead>
          <tr>
            <Heading>Name</Heading>
            <Heading>Roles</Heading>
            <Heading>E-mail</Heading>
            <Heading>Signs in with</Heading>
            <Heading>Last signed in</Heading>
            <Heading>
              <span className="sr-only">Actions</span>
            </Heading>
          </tr>
        </TableHead>
        <TableBody>
          {people.map((person) => (
            <Row key={person.id}>
              <Cell className="whitespace-nowrap">
                {person.ban && <StateMark look="failed" word="Banned" />} <span className="font-medium">{person.name}</span>
                {person.name === me && <span className="text-ink-3"> (you)</span>}
                {person.ban && <span className="block text-12 text-ink-3">{person.ban.reason}</span>}
              </Cell>
              <Cell>
                <span className="flex flex-wrap gap-1">
                  {person.roles.map((role) => (
                    <Badge key={role}>{role}</Badge>
                  ))}
                </span>
              </Cell>
              <Cell className="text-ink-2">{person.email}</Cell>
              <Cell className="text-ink-2">{person.waysIn.join(', ')}</Cell>
              <Cell className="text-ink-2">
                <TimeAgo at={person.signedInAt} />
              </Cell>
              <Cell className="text-right">
                <PersonMenu person={person} onAsk={(ask) => setAsked({ ask, person })} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {asked && Asking && <Asking person={asked.person} onClose={() => setAsked(null)} />}
    </>
  );
}

function PersonMenu({ person, onAsk }: { person: PersonView; onAsk: (ask: Ask) => void }) {
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
  return (
    <Menu
      label={label}
      trigger={
        <Button look="quiet" size="icon" aria-label={label}>
          <Ellipsis size={16} aria-hidden />
        </Button>
      }
    >
      <MenuItem onSelect={() => onAsk('roles')}>Change roles…</MenuItem>
      <MenuItem onSelect={() => onAsk('reset')}>New password…</MenuItem>
      <MenuSeparator />
      {person.ban ? (
        <MenuItem onSelect={lift}>Lift the ban</MenuItem>
      ) : (
        <MenuItem onSelect={() => onAsk('ban')}>Ban…</MenuItem>
      )}
    </Menu>
  );
}
