'use client';

import { useState } from 'react';
import { RevokeDialog } from '@/components/people/RevokeDialog';
import { RoleBadges } from '@/components/people/RoleBadges';
import { Button } from '@/components/ui/Button';
import { useNow } from '@/components/ui/Now';
import { type Look, StateMark } from '@/components/ui/StateMark';
import { ActionsHeading, Cell, Heading, Row, Table, TableBody, TableHead } from '@/components/ui/Table';
import { TimeAgo, TimeLeft } from '@/components/ui/TimeAgo';
import type { TokenView } from '@/lib/people/person-view';

function stateOf({ revokedAt, expiresAt }: TokenView, now: number): { look: Look; word: string } {
  if (revokedAt !== null) return { look: 'failed', word: 'Revoked' };
  return expiresAt <= now ? { look: 'attention', word: 'Expired' } : { look: 'done', word: 'Valid' };
}

/** The API tokens of one person: what each may, how long, and when it was last used. */
export function TokenTable({ tokens }: { tokens: readonly TokenView[] }) {
  const [revoking, setRevoking] = useState<TokenView | null>(null);
  return (
    <>
      <Table aria-label="API tokens">
        <TableHead>
          <tr>
            <Heading>State</Heading>
            <Heading>Name</Heading>
            <Heading className="hidden md:table-cell">Begins with</Heading>
            <Heading>Roles</Heading>
            <Heading className="hidden sm:table-cell">Expires</Heading>
            <Heading className="hidden sm:table-cell">Last used</Heading>
            <ActionsHeading />
          </tr>
        </TableHead>
        <TableBody>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => setRevoking(token)} />
          ))}
        </TableBody>
      </Table>
      {revoking && <RevokeDialog token={revoking} onClose={() => setRevoking(null)} />}
    </>
  );
}

function Ends({ token, now }: { token: TokenView; now: number }) {
  if (token.revokedAt !== null)
    return (
      <>
        revoked <TimeAgo at={token.revokedAt} />
      </>
    );
  return token.expiresAt <= now ? <TimeAgo at={token.expiresAt} /> : <TimeLeft at={token.expiresAt} />;
}

const Used = ({ at }: { at: number | null }) => (at === null ? <>never</> : <TimeAgo at={at} />);

function TokenRow({ token, onRevoke }: { token: TokenView; onRevoke: () => void }) {
  const now = useNow();
  const { look, word } = stateOf(token, now);
  return (
    <Row>
      <Cell className="whitespace-nowrap py-1">
        <StateMark look={look} word={word} />
      </Cell>
      <Cell className="py-1 [overflow-wrap:anywhere]">
        <span className="font-medium">{token.label}</span>
        <span className="block text-12 text-ink-2 sm:hidden">
          <Ends token={token} now={now} />, used <Used at={token.lastUsedAt} />
        </span>
      </Cell>
      <Cell className="hidden font-mono text-12 md:table-cell">{token.starts}…</Cell>
      <Cell className="py-1">
        <RoleBadges roles={token.roles} />
      </Cell>
      <Cell className="hidden text-ink-2 sm:table-cell">
        <Ends token={token} now={now} />
      </Cell>
      <Cell className="hidden text-ink-2 sm:table-cell">
        <Used at={token.lastUsedAt} />
      </Cell>
      <Cell className="text-right">
        {word === 'Valid' && (
          <Button size="small" onClick={onRevoke} aria-label={`Revoke ${token.label}`}>
            Revoke…
          </Button>
        )}
      </Cell>
    </Row>
  );
}
