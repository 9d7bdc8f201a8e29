'use client';

import Link from 'next/link';
import { DraftFields } from '@/components/report/DraftFields';
import { LinkPanel } from '@/components/report/LinkPanel';
import { PreviewCharts } from '@/components/report/PreviewCharts';
import { RemovedList } from '@/components/report/RemovedList';
import { ReportState } from '@/components/report/ReportTable';
import { Button } from '@/components/ui/Button';
import { ErrorState } from '@/components/ui/ErrorState';
import { Notice } from '@/components/ui/Notice';
import { Page } from '@/components/ui/Page';
import { Panel } from '@/components/ui/Panel';
import { errorWords } from '@/lib/client/door';
import { useWhyNot } from '@/lib/client/use-me';
import { useReportDraft } from '@/lib/client/use-report-draft';
import { usePreview, useReport, useReportActs } from '@/lib/client/use-reports';
import { useRuns } from '@/lib/client/use-runs';
import type { RunRow } from '@/lib/live/run-row';
import type { ReportView } from '@/lib/report/report-view';
import { paths } from '@/lib/url/paths';

const FORMS = [
  ['md', 'Markdown'],
  ['json', 'JSON'],
  ['pdf', 'PDF'],
] as const;

/** A report being written: its fields, what was taken out, the page as it will be, its link. */
export function ReportDesk({ initial, runs: initialRuns }: { initial: ReportView; runs: RunRow[] }) {
  const { data: view = initial } = useReport(initial.id, initial);
  const { data: runs = initialRuns } = useRuns(initialRuns);
  const preview = usePreview(view);
  const acts = useReportActs(view.id);
  // While the next preview is made the one before stays in sight, but what is published must be what was looked at.
  const fresh = preview.isPlaceholderData ? undefined : preview.data;
  const cannotEdit = useWhyNot('make-report');
  const cannotPublish = useWhyNot('publish-report');
  const { draft, unsaved, change, insist, giveUp } = useReportDraft(view, acts);
  return (
    <Page
      title={view.title}
      mark={<ReportState report={view} />}
      facts={
        <>
          {view.planId !== null && (
            <Link className="underline" href={paths.plan(view.planId)}>
              {view.planTitle}
            </Link>
          )}
          <span>by {view.createdBy}</span>
          <span aria-live="polite">{acts.busy ? 'Saving…' : `Draft ${view.draftNo} saved`}</span>
        </>
      }
    >
      <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-[minmax(20rem,26rem)_1fr]">
        <div className="min-w-0">
          {unsaved && (
            <Notice
              look="failed"
              alert
              actions={
                <>
                  <Button size="small" onClick={insist}>
                    Save mine
                  </Button>
                  <Button size="small" onClick={giveUp}>
                    Take theirs
                  </Button>
                </>
              }
            >
              What you typed is not saved. {errorWords(acts.error).where}
            </Notice>
          )}
          <DraftFields draft={draft} runs={runs} why={cannotEdit} onChange={change} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <LinkPanel view={view} preview={fresh} acts={acts} why={cannotPublish} quiet={unsaved} />
          {preview.error && (
            <ErrorState
              what="The preview could not be made."
              {...errorWords(preview.error)}
              retry={() => void preview.refetch()}
            />
          )}
          {preview.data && (
            <RemovedList
              removed={preview.data.removed}
              allowed={draft.allowed}
              why={cannotEdit}
              onAllow={(allowed) => change({ ...draft, allowed })}
            />
          )}
          {preview.data && <PreviewCharts report={preview.data.report} />}
          <Panel
            title="Preview"
            actions={FORMS.map(([form, word]) => (
              <a
                key={form}
                className="text-12 underline"
                href={paths.api.reportPreview(view.id, { form })}
                target="_blank"
                rel="noreferrer"
              >
                {word}
              </a>
            ))}
          >
            <iframe
              key={`${view.draftNo}:${preview.data?.hash ?? ''}`}
              sandbox="allow-scripts"
              title="The report as it would be published"
              src={paths.api.reportPreview(view.id, { form: 'html' })}
              className="mt-2 h-[70vh] w-full rounded-md border border-line bg-raised"
            />
          </Panel>
        </div>
      </div>
    </Page>
  );
}
