'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callDoor } from '@/lib/client/door';
import { queryKeys } from '@/lib/client/query-keys';
import type { Comparison } from '@/lib/compare/compare-runs';
import type { NodeAgreement } from '@/lib/compare/first-divergence';
import type { ReportDraft, ReportHead, ReportPreview, ReportView } from '@/lib/report/report-view';
import { paths } from '@/lib/url/paths';

export const useReports = (initialData?: ReportHead[]) =>
  useQuery({
    queryKey: queryKeys.reports,
    queryFn: async ({ signal }) =>
      (await callDoor<{ reports: ReportHead[] }>(paths.api.reports(), { signal })).reports,
    refetchInterval: 10_000,
    ...(initialData ? { initialData } : {}),
  });

export const useReport = (reportId: string, initialData?: ReportView) =>
  useQuery({
    queryKey: queryKeys.report(reportId),
    queryFn: ({ signal }) => callDoor<ReportView>(paths.api.report(reportId), { signal }),
    ...(initialData ? { initialData } : {}),
  });

/** The saved draft as it would be published, with what was taken out of it. */
export const usePreview = ({ id, draftNo }: ReportView) =>
  useQuery({
    queryKey: queryKeys.preview(id, draftNo),
    queryFn: ({ signal }) => callDoor<ReportPreview>(paths.api.reportPreview(id), { signal }),
    refetchInterval: 15_000,
    placeholderData: (before) => before,
  });

export function useCreateReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: ReportDraft) =>
      callDoor<ReportView>(paths.api.reports(), { method: 'POST', body: { draft } }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.reports, exact: true }),
  });
}

type Publish = { hash: string; correction: string | null; expiresAt: number | null };
type LinkChange = { act: 'revoke' | 'renew' | 'extend'; expiresAt: number | null };

/** What is done to one report; the answer of each is the report as it is then. */
export function useReportActs(reportId: string) {
  const client = useQueryClient();
  const { mutateAsync, isPending, error, reset } = useMutation({
    mutationFn: ({ path, method, body }: { path: string; method: 'POST' | 'PUT'; body: unknown }) =>
      callDoor<ReportView>(path, { method, body }),
    onSuccess: (view) => client.setQueryData(queryKeys.report(reportId), view),
    onError: () => client.invalidateQueries({ queryKey: queryKeys.report(reportId) }),
    onSettled: () => client.invalidateQueries({ queryKey: queryKeys.reports, exact: true }),
  });
  // What went wrong is `error`; whoever awaits gets the report as it is then, or null.
  const call = (path: string, method: 'POST' | 'PUT', body: unknown): Promise<ReportView | null> =>
    mutateAsync({ path, method, body }).catch(() => null);
  return {
    busy: isPending,
    error,
    forget: reset,
    save: (draft: ReportDraft, draftNo: number) =>
      call(paths.api.report(reportId), 'PUT', { draft, draftNo }),
    publish: (body: Publish) => call(paths.api.publishReport(reportId), 'POST', body),
    changeLink: (body: LinkChange) => call(paths.api.reportLink(reportId), 'POST', body),
  };
}

export type ReportActs = ReturnType<typeof useReportActs>;

/** What the runs of side b have different from those of side a. Nothing is asked while a side is empty. */
export const useComparison = (a: readonly string[], b: readonly string[]) =>
  useQuery({
    queryKey: queryKeys.comparison(a.join(), b.join()),
    queryFn: ({ signal }) => callDoor<Comparison>(paths.api.compare(a, b), { signal }),
    enabled: a.length > 0 && b.length > 0,
  });

/** Two nodes of one chain, crank by crank; asked when somebody wants it, as it reads both logs. */
export const useNodes = (a: string, b: string, wanted: boolean) =>
  useQuery({
    queryKey: [...queryKeys.comparison(a, b), 'cranks'],
    queryFn: ({ signal }) => callDoor<NodeAgreement>(paths.api.compareNodes(a, b), { signal }),
    enabled: wanted && a !== '' && b !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
