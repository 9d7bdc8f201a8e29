'use client';

import { toast } from 'sonner';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { useNow } from '@/components/ui/Now';
import { type Look, StateMark } from '@/components/ui/StateMark';
import { Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { Instant, TimeAgo } from '@/components/ui/TimeAgo';
import { errorWords } from '@/lib/client/door';
import { useRevokeToken } from '@/lib/client/use-people';
import type { TokenView } from '@/lib/people/person-view';

function stateOf({ revokedAt, expiresAt }: TokenView, now: number): { look: Look; word: string } {
  if (revokedAt !== null) return { look: 'failed', word: 'Revoked' };
  return expiresAt <= now ? { look: 'attention', word: 'Expired' } : { look: 'done', word: 'Valid' };
}

/** The API tokens of one person: what each may, how long, and when it was last used. */
export function TokenTable({ tokens }: { tokens: readonly TokenView[] }) {
  const now = useNow();
  return (
    <Table aria-label="API tokens">
      <TableHead>
        <tr>
          <Heading>State</Heading>
          <Heading>Name</Heading>
          <Heading>Begins with</Heading>
          <Heading>Roles</Heading>
          <Heading>Expires</Heading>
          <Heading>Last used</Heading>
          <Heading>
            <span className="sr-only">Actions</span>
          </Heading>
        </tr>
      </TableHead>
      <TableBody>
        {tokens.map((token) => (
          <Row key={token.id}>
            <Cell>
              <StateMark {...stateOf(token, now)} />
            </Cell>
            <Cell className="font-medium">{token.label}</Cell>
            <Cell className="font-mono text-12">{token.starts}…</Cell>
            <Cell>
              <span className="flex flex-wrap gap-1">
                {token.roles.map((role) => (
                  <Badge key={role}>{role}</Badge>
                ))}
              </span>
            </Cell>
            <Cell className="text-ink-2">
              <Instant at={token.expiresAt} />
            </Cell>
            <Cell className="text-ink-2">
              <TimeAgo at={token.lastUsedAt} />
            </Cell>
            <Cell className="text-right">{token.revokedAt === null && <Revoke token={token} />}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  );
}

function Revoke({ token }: { token: TokenView }) {
  const revoke = useRevokeToken();
  const go = () =>
    revoke.mutate(token.id, {
      onSuccess: () => toast(`Revoked ${token.label}`),
      onError: (error) => toast(`It was not revoked. ${errorWords(error).where}`),
    });
  return (
    <Button size="small" onClick={go} aria-label={`Revoke ${token.label}`}>
      Revoke
    </Button>
  );
}
