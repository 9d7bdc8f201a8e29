'use client';

import { ErrorState } from '@/components/ui/ErrorState';
import { Page } from '@/components/ui/Page';

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function DeskError({ error, reset }: Props) {
  return (
    <Page title="This page could not be shown">
      <ErrorState
        what="The server failed while it made this page."
        where={error.digest ? `${error.message} (mark ${error.digest})` : error.message}
        todo="Try again. If it stays, the reason is in the terminal where Vatdeck runs, under that mark."
        retry={reset}
      />
    </Page>
  );
}
