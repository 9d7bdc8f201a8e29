'use client';

import { type ReactNode, useCallback, useState } from 'react';
import { Toaster } from 'sonner';
import { CommandMenu } from '@/components/shell/CommandMenu';
import { HelpDialog } from '@/components/shell/HelpDialog';
import { OfflineBar } from '@/components/shell/OfflineBar';
import { SignedOutDialog } from '@/components/shell/SignedOutDialog';
import { TopBar } from '@/components/shell/TopBar';
import { useThemeOnDocument } from '@/components/shell/theme';
import { useStandingActions } from '@/components/shell/use-standing-actions';
import { NowProvider } from '@/components/ui/Now';
import { TooltipProvider } from '@/components/ui/Tooltip';
import { QueryProvider } from '@/lib/client/QueryProvider';
import { useShortcutKeys } from '@/lib/client/use-shortcut-keys';
import type { Status } from '@/lib/live/kernel-state';
import type { Me, ProviderView } from '@/lib/people/person-view';

type Props = { status: Status; me: Me; providers: readonly ProviderView[]; children: ReactNode };

/** What surrounds every page of the desk; `status` and `me` are the server's when it rendered, and so is its clock. */
export function DeskShell({ status, me, providers, children }: Props) {
  return (
    <QueryProvider status={status} me={me}>
      <NowProvider start={status.now}>
        <TooltipProvider>
          <Frame>{children}</Frame>
          <SignedOutDialog providers={providers} />
        </TooltipProvider>
      </NowProvider>
    </QueryProvider>
  );
}

function Frame({ children }: { children: ReactNode }) {
  const [floating, setFloating] = useState<'menu' | 'help' | null>(null);
  const openMenu = useCallback(() => setFloating('menu'), []);
  const openHelp = useCallback(() => setFloating('help'), []);
  const close = useCallback(() => setFloating(null), []);
  useThemeOnDocument();
  useShortcutKeys();
  useStandingActions({ openMenu, openHelp });
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:left-2 focus:top-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-float"
      >
        Skip to content
      </a>
      <TopBar openMenu={openMenu} />
      <OfflineBar />
      <main id="content" tabIndex={-1} className="flex-1 outline-none">
        {children}
      </main>
      <CommandMenu open={floating === 'menu'} onOpenChange={(open) => !open && close()} />
      <HelpDialog open={floating === 'help'} onOpenChange={(open) => !open && close()} />
      <Toaster
        position="bottom-right"
        toastOptions={{
          unstyled: true,
          className: 'flex w-full items-center rounded-md bg-ink px-3 py-2 text-13 text-bg shadow-float',
        }}
      />
    </div>
  );
}
