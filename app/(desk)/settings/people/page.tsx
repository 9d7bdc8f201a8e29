import type { Metadata } from 'next';
import { PeopleDesk } from '@/app/(desk)/settings/people/PeopleDesk';
import { SettingsNav } from '@/app/(desk)/settings/SettingsNav';
import { pageActor } from '@/app/page-actor';
import { EmptyState } from '@/components/ui/EmptyState';
import { Page } from '@/components/ui/Page';
import { mayDo } from '@/lib/people/permissions';
import { listPeople } from '@/lib/server/people/list-people';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const actor = await pageActor(paths.people());
  const may = mayDo(actor.roles, 'manage-people');
  if (may.ok) return <PeopleDesk initial={await listPeople()} me={actor.name} />;
  return (
    <Page title="Settings">
      <SettingsNav />
      <EmptyState title="The people of this server are an admin’s to see.">{may.reason}</EmptyState>
    </Page>
  );
}
