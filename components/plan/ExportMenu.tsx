'use client';

import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/Button';
import { buttonClass } from '@/components/ui/button-class';
import { CopyBlock } from '@/components/ui/CopyBlock';
import { Dialog } from '@/components/ui/Dialog';
import { Menu, MenuItem } from '@/components/ui/Menu';
import { Notice } from '@/components/ui/Notice';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { errorWords } from '@/lib/client/door';
import { useWritten } from '@/lib/client/use-formats';
import { WRITE_FORMATS, type WriteFormat } from '@/lib/plan/formats/format';
import type { PlanView } from '@/lib/plan/plan-view';

/** The plan in every notation that others read, to copy or to download. */
export function ExportMenu({ view, why }: { view: PlanView; why: string | null }) {
  const [format, setFormat] = useState<WriteFormat | null>(null);
  const trigger = <Button why={why}>Export</Button>;
  return (
    <>
      {why ? (
        trigger
      ) : (
        <Menu label="Export" trigger={trigger}>
          {WRITE_FORMATS.map((one) => (
            <MenuItem key={one.format} onSelect={() => setFormat(one.format)}>
              {one.title}…
            </MenuItem>
          ))}
        </Menu>
      )}
      {format && <ExportDialog view={view} format={format} onClose={() => setFormat(null)} />}
    </>
  );
}

type Props = { view: PlanView; format: WriteFormat; onClose: () => void };

/** A file of text as a link that downloads it; the browser makes it, nothing is fetched again. */
const hrefOf = (text: string): string => `data:text/plain;charset=utf-8,${encodeURIComponent(text)}`;

function ExportDialog({ view, format, onClose }: Props) {
  const written = useWritten(view.id, view.digest, format);
  const title = WRITE_FORMATS.find((one) => one.format === format)?.title ?? format;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={`“${view.title}”, revision ${view.revisionNo}, digest ${view.digest.slice(0, 10)}`}
      className="w-[min(52rem,calc(100vw-1.5rem))]"
    >
      {written.isPending && <SkeletonRows rows={4} label="Writing the plan" />}
      {written.error && (
        <Notice look="failed" alert>
          It could not be written. {errorWords(written.error).where}
        </Notice>
      )}
      {written.data?.notes.map(({ where, message }, at) => (
        <Notice key={at} look="attention" className="border-t-0">
          {where}: {message}
        </Notice>
      ))}
      {written.data?.files.map(({ name, text }) => (
        <section key={name} aria-label={name} className="pb-3 pt-1">
          <p className="flex items-center gap-2 pb-1 text-12 text-ink-2">
            <span className="font-mono">{name}</span>
            <a href={hrefOf(text)} download={name} className={buttonClass({ size: 'small', look: 'quiet' })}>
              <Download size={13} aria-hidden /> Download {name}
            </a>
          </p>
          <CopyBlock text={text} name={name} />
        </section>
      ))}
    </Dialog>
  );
}
