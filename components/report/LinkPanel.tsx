'use client';

import { useState, useSyncExternalStore } from 'react';
import { Button } from '@/components/ui/Button';
import { CopyBlock } from '@/components/ui/CopyBlock';
import { CopyId } from '@/components/ui/CopyId';
import { Notice } from '@/components/ui/Notice';
import { Panel } from '@/components/ui/Panel';
import { ReasonDialog } from '@/components/ui/ReasonDialog';
import { Select } from '@/components/ui/Select';
import { Instant, TimeLeft } from '@/components/ui/TimeAgo';
import { errorWords } from '@/lib/client/door';
import type { ReportActs } from '@/lib/client/use-reports';
import type { ReportPreview, ReportView } from '@/lib/report/report-view';
import { paths } from '@/lib/url/paths';

const never = () => () => undefined;
/** Known in a browser only. */
const hereOrigin = (): string => window.location.origin;

const DAY = 86_400_000;
const ENDS = [
  ['', 'never'],
  ['7', 'after a week'],
  ['30', 'after a month'],
  ['90', 'after three months'],
] as const;

const expiry = (days: string): number | null => (days === '' ? null : Date.now() + Number(days) * DAY);

type Props = {
  view: ReportView;
  preview: ReportPreview | undefined;
  acts: ReportActs;
  why: string | null;
  /** What went wrong is said elsewhere. */
  quiet: boolean;
};

/** Publishing, the public link, and every version behind it. */
export function LinkPanel({ view, preview, acts, why, quiet }: Props) {
  const [days, setDays] = useState('');
  const [asking, setAsking] = useState(false);
  const again = view.versions.length > 0;
  const cannot =
    why ??
    preview?.obstacle ??
    (preview ? (acts.busy ? 'It is being saved.' : null) : 'The preview is being made.');
  const publish = (correction: string | null) =>
    preview && void acts.publish({ hash: preview.hash, correction, expiresAt: expiry(days) });
  return (
    <Panel
      title="Publication"
      actions={
        <Button
          look="primary"
          size="small"
          why={cannot}
          onClick={() => (again ? setAsking(true) : publish(null))}
        >
          {again ? `Publish version ${view.versions.length + 1}…` : 'Publish'}
        </Button>
      }
    >
      <div className="flex flex-col gap-3 py-2 text-13">
        {preview?.obstacle && <Notice look="attention">{preview.obstacle}</Notice>}
        {acts.error !== null && !quiet && (
          <Notice look="failed" alert>
            {errorWords(acts.error).where} {errorWords(acts.error).todo}
          </Notice>
        )}
        {!again && (
          <Select label="The link ends" value={days} onChange={({ target }) => setDays(target.value)} beside>
            {ENDS.map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </Select>
        )}
        <LinkState view={view} acts={acts} why={why} />
        <Versions view={view} />
      </div>
      {asking && (
        <ReasonDialog
          title={`Publish version ${view.versions.length + 1}`}
          description="The versions before stay as they are; their pages will link to this one."
          verb="Publish correction"
          onSay={(reason) => publish(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </Panel>
  );
}

function LinkState({ view: { link }, acts, why }: Omit<Props, 'preview' | 'quiet'>) {
  const [sure, setSure] = useState(false);
  const origin = useSyncExternalStore(never, hereOrigin, () => '');
  if (link.state === 'none')
    return <p className="text-ink-2">No link yet: publishing makes one that cannot be guessed.</p>;
  if (link.state !== 'open')
    return (
      <Notice
        look="attention"
        actions={
          <Button
            size="small"
            why={why}
            onClick={() => void acts.changeLink({ act: 'renew', expiresAt: null })}
          >
            Make another link
          </Button>
        }
      >
        {link.state === 'revoked'
          ? 'The link was revoked: it opens nothing.'
          : 'The link is over: it opens nothing.'}
      </Notice>
    );
  const whole = origin + link.path;
  return (
    <>
      <CopyBlock name="public link" text={whole} />
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-ink-2">
          {link.expiresAt === null ? 'It has no end.' : <TimeLeft at={link.expiresAt} />}
        </span>
        <a className="underline" href={link.path} target="_blank" rel="noreferrer">
          Open
        </a>
        {sure ? (
          <>
            <span>Everybody who has it will find nothing.</span>
            <Button
              size="small"
              look="danger"
              onClick={() => void acts.changeLink({ act: 'revoke', expiresAt: null })}
            >
              Revoke now
            </Button>
            <Button size="small" onClick={() => setSure(false)}>
              Keep
            </Button>
          </>
        ) : (
          <Button size="small" why={why} onClick={() => setSure(true)}>
            Revoke…
          </Button>
        )}
      </div>
    </>
  );
}

function Versions({ view: { versions, link } }: { view: ReportView }) {
  const token = link.state === 'open' ? (link.path.split('/')[2] ?? '') : null;
  return (
    <ul className="flex flex-col gap-1.5">
      {versions.map(({ no, hash, publishedBy, publishedAt, correction }) => (
        <li key={no} className="[overflow-wrap:anywhere]">
          {token === null ? (
            `Version ${no}`
          ) : (
            <a className="underline" href={paths.publicReport(token, no)} target="_blank" rel="noreferrer">
              Version {no}
            </a>
          )}
          , <CopyId value={hash} name={`content hash of version ${no}`} />, by {publishedBy} on{' '}
          <Instant at={publishedAt} />
          {correction === null ? null : <span className="text-ink-2">: {correction}</span>}
        </li>
      ))}
    </ul>
  );
}
