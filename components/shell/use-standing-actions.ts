'use client';

import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { toast } from 'sonner';
import { themePreference } from '@/components/shell/theme';
import { clockPreference } from '@/components/ui/clock';
import { type Action, useActions } from '@/lib/client/actions';
import { useSignOut } from '@/lib/client/use-me';
import { paths } from '@/lib/url/paths';

type Openers = { openMenu: () => void; openHelp: () => void };

function copyLink(): void {
  const written =
    navigator.clipboard?.writeText(window.location.href) ?? Promise.reject(new Error('no clipboard'));
  written.then(
    () => toast('Link copied'),
    () => toast('The browser refuses to copy here. Copy the address bar instead.'),
  );
}

const display = (): Action[] => [
  { id: 'theme-light', title: 'Light theme', group: 'Display', run: () => themePreference.set('light') },
  { id: 'theme-dark', title: 'Dark theme', group: 'Display', run: () => themePreference.set('dark') },
  {
    id: 'theme-system',
    title: 'Theme as the system',
    group: 'Display',
    run: () => themePreference.set('system'),
  },
  { id: 'clock-utc', title: 'Times in UTC', group: 'Display', run: () => clockPreference.set('utc') },
  {
    id: 'clock-local',
    title: 'Times in local time',
    group: 'Display',
    run: () => clockPreference.set('local'),
  },
];

/** What can be done on every page. */
export function useStandingActions({ openMenu, openHelp }: Openers): void {
  const router = useRouter();
  const { mutate: signOut } = useSignOut();
  const actions = useMemo(
    (): Action[] => [
      { id: 'menu', title: 'Command menu', group: '', shortcut: 'command-menu', run: openMenu },
      {
        id: 'home',
        title: 'Home',
        group: 'Go to',
        shortcut: 'go-home',
        run: () => router.push(paths.home()),
      },
      {
        id: 'plans',
        title: 'Plans',
        group: 'Go to',
        shortcut: 'go-plans',
        run: () => router.push(paths.plans()),
      },
      {
        id: 'runs',
        title: 'Runs',
        group: 'Go to',
        shortcut: 'go-runs',
        run: () => router.push(paths.runs()),
      },
      {
        id: 'inventories',
        title: 'Inventory',
        group: 'Go to',
        shortcut: 'go-inventories',
        run: () => router.push(paths.inventories()),
      },
      {
        id: 'reports',
        title: 'Reports',
        group: 'Go to',
        shortcut: 'go-reports',
        run: () => router.push(paths.reports()),
      },
      {
        id: 'audit',
        title: 'Audit log',
        group: 'Go to',
        shortcut: 'go-audit',
        run: () => router.push(paths.audit()),
      },
      { id: 'account', title: 'Account', group: 'Go to', run: () => router.push(paths.account()) },
      { id: 'tokens', title: 'API tokens', group: 'Go to', run: () => router.push(paths.tokens()) },
      { id: 'people', title: 'People', group: 'Go to', run: () => router.push(paths.people()) },
      {
        id: 'copy-link',
        title: 'Copy a link to this view',
        group: 'Other',
        shortcut: 'copy-link',
        run: copyLink,
      },
      ...display(),
      { id: 'sign-out', title: 'Sign out', group: 'Other', run: () => signOut() },
      { id: 'help', title: 'Keyboard shortcuts', group: 'Other', shortcut: 'help', run: openHelp },
    ],
    [router, openMenu, openHelp, signOut],
  );
  useActions(actions);
}
