import type { Metadata } from 'next';
import Link from 'next/link';
import { SettingsNav } from '@/app/(desk)/settings/SettingsNav';
import { pageActor } from '@/app/page-actor';
import { PasswordForm } from '@/components/people/PasswordForm';
import { Page } from '@/components/ui/Page';
import { Panel } from '@/components/ui/Panel';
import { mayDo } from '@/lib/people/permissions';
import { sayRoles } from '@/lib/people/role';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'Account' };

export default async function AccountPage() {
  const { name, roles } = await pageActor(paths.account());
  return (
    <Page title="Settings">
      <SettingsNav />
      <div className="flex flex-col gap-8">
        <Panel title={name}>
          <p className="py-3 text-13 text-ink-2">
            You are {sayRoles(roles, 'and')}.{' '}
            {mayDo(roles, 'manage-people').ok ? (
              <>
                You change that under{' '}
                <Link href={paths.people()} className="text-accent underline">
                  People
                </Link>
                .
              </>
            ) : (
              'An admin changes that.'
            )}
          </p>
        </Panel>
        <Panel title="Password" note="Every other browser is signed out when it changes.">
          <PasswordForm />
        </Panel>
      </div>
    </Page>
  );
}
