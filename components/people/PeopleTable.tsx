'use client';

import { useState } from 'react';
import { BanDialog } from '@/components/people/BanDialog';
import { type Ask, PersonMenu } from '@/components/people/PersonMenu';
import { ResetDialog } from '@/components/people/ResetDialog';
import { RoleBadges } from '@/components/people/RoleBadges';
import { RolesDialog } from '@/components/people/RolesDialog';
import { StateMark } from '@/components/ui/StateMark';
import { ActionsHeading, Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TimeAgo } from '@/components/ui/TimeAgo';
import { whyMustStayAdmin } from '@/lib/people/last-admin';
import type { PersonView } from '@/lib/people/person-view';

const ASKS = { roles: RolesDialog, ban: BanDialog, reset: ResetDialog } as const;

type Props = { people: readonly PersonView[]; me: string };

/** Everybody with an account, and what an admin can do about each. */
export function PeopleTable({ people, me }: Props) {
  const [asked, setAsked] = useState<{ ask: Ask; personId: string } | null>(null);
  const person = people.find(({ id }) => id === asked?.personId);
  const Asking = asked && person ? ASKS[asked.ask] : null;
  return (
    <>
      <Table aria-label="People">
        <TableHead>
          <tr>
            <Heading>Name</Heading>
            <Heading>Roles</Heading>
            <Heading className="hidden md:table-cell">E-mail</Heading>
            <Heading className="hidden lg:table-cell">Signs in with</Heading>
            <Heading className="hidden sm:table-cell">Last signed in</Heading>
            <ActionsHeading />
          </tr>
        </TableHead>
        <TableBody>
          {people.map((one) => (
            <Row key={one.id}>
              <PersonCells person={one} mine={one.name === me} />
              <Cell className="text-right">
                <PersonMenu
                  person={one}
                  whyAdmin={whyMustStayAdmin(one, people)}
                  onAsk={(ask) => setAsked({ ask, personId: one.id })}
                />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
      {Asking && person && (
        <Asking
          person={person}
          whyAdmin={whyMustStayAdmin(person, people)}
          mine={person.name === me}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}

function PersonCells({ person, mine }: { person: PersonView; mine: boolean }) {
  const { ban } = person;
  return (
    <>
      <Cell className="py-1 [overflow-wrap:anywhere]">
        {ban && <StateMark look="failed" word="Banned" />} <span className="font-medium">{person.name}</span>
        {mine && <span className="text-ink-3"> (you)</span>}
        {ban && (
          <span className="block text-12 text-ink-2">
            {ban.reason} · <TimeAgo at={ban.at} />
          </span>
        )}
        <span className="block text-12 text-ink-2 md:hidden">{person.email}</span>
      </Cell>
      <Cell className="py-1">
        <RoleBadges roles={person.roles} />
      </Cell>
      <Cell className="hidden text-ink-2 [overflow-wrap:anywhere] md:table-cell">{person.email}</Cell>
      <Cell className="hidden text-ink-2 lg:table-cell">{person.waysIn.join(', ')}</Cell>
      <Cell className="hidden text-ink-2 sm:table-cell">
        <TimeAgo at={person.signedInAt} />
      </Cell>
    </>
  );
}
