'use client';

import { useEffect, useState } from 'react';
import { AuditFilters } from '@/components/audit/AuditFilters';
import { AuditTable } from '@/components/audit/AuditTable';
import { Page } from '@/components/ui/Page';
import { type AuditView, auditQuery, formatAuditView } from '@/lib/url/audit-view';

/** Typing pauses this long before the log is asked. */
const SETTLES_AFTER = 300;

/** Everything that people did here, filtered and taken along. */
export function AuditDesk({ initial }: { initial: AuditView }) {
  const [view, setView] = useState(initial);
  const [asked, setAsked] = useState(() => auditQuery(initial));
  useEffect(() => {
    const timer = window.setTimeout(() => {
      setAsked(auditQuery(view));
      window.history.replaceState(null, '', `${window.location.pathname}${formatAuditView(view)}`);
    }, SETTLES_AFTER);
    return () => window.clearTimeout(timer);
  }, [view]);
  return (
    <Page title="Audit">
      <AuditFilters view={view} onChange={(part) => setView((before) => ({ ...before, ...part }))} />
      <AuditTable params={asked} />
    </Page>
  );
}
