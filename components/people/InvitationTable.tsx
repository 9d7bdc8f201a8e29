'use client';

import { toast } from 'sonner';
import { RoleBadges } from '@/components/people/RoleBadges';
import { Button } from '@/components/ui/Button';
import { ActionsHeading, Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TimeAgo, TimeLeft } from '@/components/ui/TimeAgo';
import { errorWords } from '@/lib/client/door';
import { useRevokeLink } from '@/lib/client/use-people';
import type { Invitation } from '@/lib/people/person-view';

const saidFor = ({ resets, email }: Invitation): string =>
  resets === null ? (email ?? 'whoever has the link') : `a new password of ${resets}`;

/** Links that wait to be used, and the way to take them back. */
export function InvitationTable({ invitations }: { invitations: readonly Invitation[] }) {
  return (
    <Table aria-label="Open links">
      <TableHead>
        <tr>
          <Heading>For</Heading>
          <Heading>Roles</Heading>
          <Heading className="hidden md:table-cell">Made by</Heading>
          <Heading className="hidden md:table-cell">Made</Heading>
          <Heading>Works for</Heading>
          <ActionsHeading />
        </tr>
      </TableHead>
      <TableBody>
        {invitations.map((link) => (
          <Row key={link.id}>
            <Cell className="py-1 [overflow-wrap:anywhere]">{saidFor(link)}</Cell>
            <Cell className="py-1">
              <RoleBadges roles={link.roles} />
            </Cell>
            <Cell className="hidden text-ink-2 md:table-cell">{link.createdBy}</Cell>
            <Cell className="hidden text-ink-2 md:table-cell">
              <TimeAgo at={link.createdAt} />
            </Cell>
            <Cell className="text-ink-2">
              <TimeLeft at={link.expiresAt} />
            </Cell>
            <Cell className="text-right">
              <TakeBack link={link} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function TakeBack({ link }: { link: Invitation }) {
  const revoke = useRevokeLink();
  const take = () =>
    revoke.mutate(link.id, {
      onSuccess: () => toast('The link works no more'),
      onError: (error) => toast(`It was not taken back. ${errorWords(error).where}`),
    });
  return (
    <Button size="small" onClick={take} aria-label={`Take back the link for ${saidFor(link)}`}>
      Take back
    </Button>
  );
}
