'use client';

import { Download } from 'lucide-react';
import { buttonClass } from '@/components/ui/button-class';
import { TextField } from '@/components/ui/TextField';
import { type AuditView, auditQuery } from '@/lib/url/audit-view';
import { paths } from '@/lib/url/paths';

type Props = { view: AuditView; onChange: (part: Partial<AuditView>) => void };

/** What of the log is shown, and the way to take exactly that along. */
export function AuditFilters({ view, onChange }: Props) {
  const field = (key: keyof AuditView, label: string, type = 'text') => (
    <TextField
      label={label}
      type={type}
      className="w-40"
      value={view[key]}
      onChange={({ target }) => onChange({ [key]: target.value })}
    />
  );
  return (
    <search className="flex flex-wrap items-end gap-3 pb-4">
      {field('actor', 'Who')}
      {field('verb', 'Did')}
      {field('subject', 'To (plan:id)')}
      {field('since', 'From day (UTC)', 'date')}
      {field('until', 'To day (UTC)', 'date')}
      <AuditExport params={auditQuery(view)} />
    </search>
  );
}

/** The shown part of the log as files. */
export const AuditExport = ({ params }: { params: Readonly<Record<string, string>> }) => (
  <span className="flex gap-2">
    {(['csv', 'jsonl'] as const).map((format) => (
      <a key={format} href={paths.api.audit({ ...params, format })} download className={buttonClass({})}>
        <Download size={14} aria-hidden /> {format.toUpperCase()}
      </a>
    ))}
  </span>
);
