'use client';

import { toast } from 'sonner';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { Instant, TimeAgo } from '@/components/ui/TimeAgo';
import { errorWords } from '@/lib/client/door';
import { useRevokeLink } from '@/lib/client/use-people';
import type { Invitation } from '@/lib/people/person-view';

/** Links that wait to be used, and the way to take them back. */
export function InvitationTable({ invitations }: { invitations: readonly Invitation[] }) {
  return (
    <Table aria-label="Open links">
      <TableHead>
        <tr>
          <Heading>For</Heading>
          <Heading>Roles</Heading>
          <Heading>Made by</Heading>
          <Heading>Made</Heading>
          <Heading>Works until</Heading>
          <Heading>
            <span className="sr-only">Actions</span>
          </Heading>
        </tr>
      </TableHead>
      <TableBody>
        {invitations.map((link) => (
          <Row key={link.id}>
            <Cell>{link.resets === null ? (link.email ?? 'whoever has the link') : `new password of ${link.resets}`}</Cell>
            <Cell>
              <span className="flex flex-wrap gap-1">
                {link.roles.map((role) => (
                  <Badge key={role}>{role}</Badge>
                ))}
              </span>
            </Cell>
            <Cell className="text-ink-2">{link.createdBy}</Cell>
            <Cell className="text-ink-2">
              <TimeAgo at={link.createdAt} />
            </Cell>
            <Cell className="text-ink-2">
              <Instant at={link.expiresAt} />
            </Cell>
            <Cell className="text-right">
              <TakeBack id={link.id} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function TakeBack({ id }: { id: string }) {
  const revoke = useRevokeLink();
  const take = () =>
    revoke.mutate(id, { onError: (error) => toast(`It was not taken back. ${errorWords(error).where}`) });
  return (
    <Button size="small" onClick={take} why={revoke.isPending ? 'It is being taken back.' : null}>
      Take back
    </Button>
  );
}
