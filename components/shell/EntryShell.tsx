'use client';

import type { ReactNode } from 'react';
import { useThemeOnDocument } from '@/components/shell/theme';
import { Wordmark } from '@/components/shell/Wordmark';
import { TooltipProvider } from '@/components/ui/Tooltip';
import { QueryProvider } from '@/lib/client/QueryProvider';

/** What surrounds the pages for whoever is not signed in: the name of the product and one narrow column. */
export function EntryShell({ children }: { children: ReactNode }) {
  useThemeOnDocument();
  return (
    <QueryProvider>
      <TooltipProvider>
        <main className="mx-auto flex min-h-dvh w-full max-w-96 flex-col gap-6 px-4 pb-16 pt-[12dvh]">
          <Wordmark />
          {children}
        </main>
      </TooltipProvider>
    </QueryProvider>
  );
}
