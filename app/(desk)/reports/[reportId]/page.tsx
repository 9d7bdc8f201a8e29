import type { Metadata } from 'next';
import { orNotFound } from '@/app/(desk)/or-not-found';
import { ReportDesk } from '@/app/(desk)/reports/[reportId]/ReportDesk';
import { pageActor } from '@/app/page-actor';
import { readReport } from '@/lib/server/report/change-report';
import { listRuns } from '@/lib/server/run/list-runs';
import { paths } from '@/lib/url/paths';

type Props = { params: Promise<{ reportId: string }> };

async function reportOf({ params }: Props) {
  const { reportId } = await params;
  const actor = await pageActor(paths.report(reportId));
  return { actor, view: await orNotFound(readReport(actor, reportId)) };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await reportOf(props)).view.title };
}

export default async function ReportPage(props: Props) {
  const { actor, view } = await reportOf(props);
  return <ReportDesk key={view.id} initial={view} runs={await listRuns(actor)} />;
}
