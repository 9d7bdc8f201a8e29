import type { Metadata } from 'next';
import { pageActor } from '@/app/page-actor';
import { NewReportButton } from '@/components/report/NewReportButton';
import { ReportList } from '@/components/report/ReportTable';
import { Page } from '@/components/ui/Page';
import { listReports } from '@/lib/server/report/change-report';
import { paths } from '@/lib/url/paths';

export const metadata: Metadata = { title: 'Reports' };

export default async function ReportsPage() {
  const reports = await listReports(await pageActor(paths.reports()));
  return (
    <Page title="Reports" actions={<NewReportButton />}>
      <ReportList initial={reports} />
    </Page>
  );
}
