import type { Metadata } from 'next';
import { headers } from 'next/headers';
import Link from 'next/link';
import { ReceiveButton } from '@/components/run-list/ReceiveDialog';
import { RunList } from '@/components/run-list/RunList';
import { UploadPanel } from '@/components/run-list/UploadPanel';
import { buttonClass } from '@/components/ui/button-class';
import { Page } from '@/components/ui/Page';
import { requestActor } from '@/lib/server/actor';
import { listRuns } from '@/lib/server/run/list-runs';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'Runs' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RunsPage({ searchParams }: Props) {
  const runs = await listRuns(await requestActor(await headers()));
  const { filter } = await searchParams;
  const rehearse = (
    <Link href={paths.home()} className={buttonClass({ look: 'primary' })}>
      Rehearse a plan
    </Link>
  );
  return (
    <Page title="Runs" actions={<ReceiveButton />}>
      <div className="flex flex-col gap-5">
        <UploadPanel />
        <div>
          <RunList initial={runs} filter={typeof filter === 'string' ? filter : ''} emptyAction={rehearse} />
        </div>
      </div>
    </Page>
  );
}
