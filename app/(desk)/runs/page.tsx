import type { Metadata } from 'next';
import Link from 'next/link';
import { pageActor } from '@/app/page-actor';
import { ReceiveButton } from '@/components/run-list/ReceiveDialog';
import { RunList } from '@/components/run-list/RunList';
import { UploadPanel } from '@/components/run-list/UploadPanel';
import { buttonClass } from '@/components/ui/button-class';
import { Page } from '@/components/ui/Page';
import { listRuns } from '@/lib/server/run/list-runs';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'Runs' };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function RunsPage({ searchParams }: Props) {
  const query = await searchParams;
  const runs = await listRuns(await pageActor(paths.runs(), query));
  const { filter } = query;
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
