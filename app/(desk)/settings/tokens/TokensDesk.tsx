'use client';

import { useState } from 'react';
import { SettingsNav } from '@/app/(desk)/settings/SettingsNav';
import { NewTokenDialog } from '@/components/people/NewTokenDialog';
import { TokenTable } from '@/components/people/TokenTable';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { Page } from '@/components/ui/Page';
import { Panel } from '@/components/ui/Panel';
import { useTokens } from '@/lib/client/use-people';
import type { TokenView } from '@/lib/people/person-view';
import type { Role } from '@/lib/people/role';

export function TokensDesk({ initial, mine }: { initial: TokenView[]; mine: readonly Role[] }) {
  const { data } = useTokens(initial);
  const [making, setMaking] = useState(false);
  const button = (
    <Button look="primary" onClick={() => setMaking(true)}>
      New token…
    </Button>
  );
  return (
    <Page title="Settings">
      <SettingsNav />
      <Panel
        title="API tokens"
        note="Yours; for CI and the command line."
        actions={data.length > 0 && button}
      >
        {data.length > 0 ? (
          <TokenTable tokens={data} />
        ) : (
          <EmptyState title="You have no API token." action={button}>
            A token lets a program act in your name: <code className="font-mono">vatdeck send</code>, a check
            in CI, a script. A node that streams its slog needs none; it has the token of its run.
          </EmptyState>
        )}
      </Panel>
      {making && <NewTokenDialog mine={mine} onClose={() => setMaking(false)} />}
    </Page>
  );
}
