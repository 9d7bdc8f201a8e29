'use client';

import { Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { AccountMenu } from '@/components/shell/AccountMenu';
import { DisplaySwitches } from '@/components/shell/DisplaySwitches';
import { KernelChip } from '@/components/shell/KernelChip';
import { Wordmark } from '@/components/shell/Wordmark';
import { Button } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';
import { Kbd } from '@/components/ui/Kbd';
import { printKeys } from '@/lib/client/keys';
import { SHORTCUTS } from '@/lib/client/shortcuts';
import { useMac } from '@/lib/client/use-shortcut-keys';
import { paths } from '@/lib/url/paths';

const NAV = [
  { href: paths.plans(), word: 'Plans' },
  { href: paths.runs(), word: 'Runs' },
  { href: paths.inventories(), word: 'Inventory' },
  { href: paths.reports(), word: 'Reports' },
  { href: paths.audit(), word: 'Audit' },
] as const;

function NavLink({ href, word }: (typeof NAV)[number]) {
  const here = usePathname().startsWith(href);
  return (
    <Link
      href={href}
      aria-current={here ? 'page' : undefined}
      className={cn(
        'flex h-11 items-center border-b-2 border-transparent px-2 text-13 text-ink-2 hover:text-ink',
        here && 'border-accent text-ink',
      )}
    >
      {word}
    </Link>
  );
}

/** The bar above every page: where one is, what is not well, and the command menu. */
export function TopBar({ openMenu }: { openMenu: () => void }) {
  const mac = useMac();
  return (
    <header className="flex h-11 items-center gap-3 border-b border-line bg-surface px-4 md:gap-5">
      <Link href={paths.home()} className="shrink-0 rounded-sm" aria-label="Vatdeck, home">
        <Wordmark />
      </Link>
      <nav aria-label="Main" className="flex min-w-0 overflow-x-auto">
        {NAV.map((item) => (
          <NavLink key={item.href} {...item} />
        ))}
      </nav>
      <div className="ml-auto flex shrink-0 items-center gap-3">
        <span className="hidden sm:block">
          <KernelChip />
        </span>
        <Button look="quiet" onClick={openMenu} aria-label="Command menu" className="px-1.5">
          <Search size={15} aria-hidden />
          <span className="hidden md:inline">
            <Kbd keys={printKeys(SHORTCUTS['command-menu'].keys, mac)} />
          </span>
        </Button>
        <DisplaySwitches />
        <AccountMenu />
      </div>
    </header>
  );
}
