'use client';

import { CircleUser } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { toast } from 'sonner';
import { Button } from '@/components/ui/Button';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '@/components/ui/Menu';
import { errorWords } from '@/lib/client/door';
import { useMe, useSignOut, useWhyNot } from '@/lib/client/use-me';
import { sayRoles } from '@/lib/people/role';
import { paths } from '@/lib/url/paths';

/** Who is signed in, what they are here, and the ways to their settings and out. */
export function AccountMenu() {
  const { data: me } = useMe();
  const router = useRouter();
  const whyNoPeople = useWhyNot('manage-people');
  const signOut = useSignOut();
  const leave = () =>
    signOut.mutate(undefined, {
      onError: (error) => toast(`You are still signed in. ${errorWords(error).where}`),
    });
  if (!me) return null;
  const trigger = (
    <Button look="quiet" aria-label={`Account of ${me.name}`} className="min-w-0 px-1.5">
      <CircleUser size={16} aria-hidden />
      <span className="hidden max-w-32 truncate md:inline">{me.name}</span>
    </Button>
  );
  return (
    <Menu trigger={trigger} label="Account">
      <MenuLabel>
        <span className="block max-w-72 text-13 font-medium text-ink [overflow-wrap:anywhere]">
          {me.name}
        </span>
        {sayRoles(me.roles, 'and')}
      </MenuLabel>
      <MenuSeparator />
      <MenuItem onSelect={() => router.push(paths.account())}>Account</MenuItem>
      <MenuItem onSelect={() => router.push(paths.tokens())}>API tokens</MenuItem>
      <MenuItem onSelect={() => router.push(paths.people())} why={whyNoPeople} className="max-w-72">
        People
      </MenuItem>
      <MenuSeparator />
      <MenuItem onSelect={leave}>Sign out</MenuItem>
    </Menu>
  );
}
