'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cn } from '@/components/ui/cn';
import { paths } from '@/lib/url/paths';

const PAGES = [
  { href: paths.account(), word: 'Account' },
  { href: paths.tokens(), word: 'API tokens' },
  { href: paths.people(), word: 'People' },
] as const;

/** The pages of the settings. */
export function SettingsNav() {
  const here = usePathname();
  return (
    <nav aria-label="Settings" className="mb-4 flex gap-4 border-b border-line">
      {PAGES.map(({ href, word }) => (
        <Link
          key={href}
          href={href}
          aria-current={here === href ? 'page' : undefined}
          className={cn(
            '-mb-px flex h-8 items-center border-b-2 border-transparent text-13 text-ink-2 hover:text-ink',
            here === href && 'border-accent text-ink',
          )}
        >
          {word}
        </Link>
      ))}
    </nav>
  );
}
