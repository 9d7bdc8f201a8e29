'use client';

import { useRef, useState } from 'react';
import type { ReportActs } from '@/lib/client/use-reports';
import type { ReportDraft, ReportView } from '@/lib/report/report-view';

/** The draft being written: what is shown is what was typed last, saved one after the other. */
export type DraftBeingWritten = {
  readonly draft: ReportDraft;
  /** Typed and not saved: a save was refused. */
  readonly unsaved: boolean;
  readonly change: (draft: ReportDraft) => void;
  /** Saves what was typed on top of what others saved meanwhile. */
  readonly insist: () => void;
  /** Gives up what was typed. */
  readonly giveUp: () => void;
};

/** One save is on its way at a time; what is typed meanwhile becomes the next. Nothing that was typed is dropped when a save is refused. */
export function useReportDraft(view: ReportView, acts: ReportActs): DraftBeingWritten {
  const [typed, setTyped] = useState<ReportDraft | null>(null);
  const [unsaved, setUnsaved] = useState(false);
  const queue = useRef<{ next: ReportDraft | null; busy: boolean }>({ next: null, busy: false });
  const drain = async (from: number): Promise<void> => {
    queue.current.busy = true;
    let draftNo = from;
    let refused = false;
    while (queue.current.next !== null && !refused) {
      const draft = queue.current.next;
      queue.current.next = null;
      const saved = await acts.save(draft, draftNo);
      refused = saved === null;
      draftNo = saved?.draftNo ?? draftNo;
    }
    queue.current = { next: null, busy: false };
    setUnsaved(refused);
    if (!refused) setTyped(null);
  };
  const change = (draft: ReportDraft): void => {
    setTyped(draft);
    queue.current.next = draft;
    if (!queue.current.busy) void drain(view.draftNo);
  };
  const giveUp = (): void => {
    setTyped(null);
    setUnsaved(false);
    acts.forget();
  };
  return { draft: typed ?? view.draft, unsaved, change, insist: () => typed && change(typed), giveUp };
}
