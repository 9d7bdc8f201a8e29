'use client';

import { useState } from 'react';
import { SettingsNav } from '@/app/(desk)/settings/SettingsNav';
import { InvitationTable } from '@/components/people/InvitationTable';
import { InviteDialog } from '@/components/people/InviteDialog';
import { PeopleTable } from '@/components/people/PeopleTable';
import { Button } from '@/components/ui/Button';
import { Page } from '@/components/ui/Page';
import { Panel } from '@/components/ui/Panel';
import { usePeople } from '@/lib/client/use-people';
import type { PeopleView } from '@/lib/people/person-view';

export function PeopleDesk({ initial, me }: { initial: PeopleView; me: string }) {
  const { data } = usePeople(initial);
  const [inviting, setInviting] = useState(false);
  const invite = (
    <Button look="primary" onClick={() => setInviting(true)}>
      Invite…
    </Button>
  );
  return (
    <Page title="Settings">
      <SettingsNav />
      <div className="flex flex-col gap-8">
        <Panel title="People" note={`${data.people.length} with an account`} actions={invite}>
          <PeopleTable people={data.people} me={me} />
        </Panel>
        <Panel title="Open links" note="Each works once.">
          {data.invitations.length > 0 ? (
            <InvitationTable invitations={data.invitations} />
          ) : (
            <p className="py-3 text-13 text-ink-2">No link waits to be used.</p>
          )}
        </Panel>
      </div>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  );
}
