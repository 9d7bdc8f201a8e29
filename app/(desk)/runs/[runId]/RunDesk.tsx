'use client';

import { type CSSProperties, useRef } from 'react';
import { toast } from 'sonner';
import { Announcer } from '@/app/(desk)/runs/[runId]/Announcer';
import { BoardPanel } from '@/app/(desk)/runs/[runId]/BoardPanel';
import { hasAside, RunAside } from '@/app/(desk)/runs/[runId]/RunAside';
import { RunTimeline } from '@/app/(desk)/runs/[runId]/RunTimeline';
import { UnderTimeline } from '@/app/(desk)/runs/[runId]/UnderTimeline';
import { useRunActions } from '@/app/(desk)/runs/[runId]/use-run-actions';
import { useRunModel } from '@/app/(desk)/runs/[runId]/use-run-model';
import { useSelection } from '@/app/(desk)/runs/[runId]/use-selection';
import { useTabState } from '@/app/(desk)/runs/[runId]/use-tab-state';
import { useUtcOffset } from '@/app/(desk)/runs/[runId]/use-utc-offset';
import { useViewInLink } from '@/app/(desk)/runs/[runId]/use-view-in-link';
import { useAsideWidth } from '@/components/run/AsideSplitter';
import { RunHeader } from '@/components/run/RunHeader';
import { RunPlanButton } from '@/components/run-list/RunPlanButton';
import type { TimelineHandle } from '@/components/timeline/Timeline';
import { cn } from '@/components/ui/cn';
import { errorWords } from '@/lib/client/door';
import { useStopRehearsal } from '@/lib/client/use-runs';
import type { RunRow } from '@/lib/live/run-row';
import type { Plan } from '@/lib/plan/plan';
import type { Foresight } from '@/lib/reconcile/foresight';
import type { PlannedStep } from '@/lib/timeline/board';
import { formatRunView, type RunView } from '@/lib/url/view-state';

type Props = {
  readonly row: RunRow;
  readonly plan: Plan | null;
  /** What the plan's inventory foretells; null where it names none. */
  readonly foresight: Foresight | null;
  readonly steps: readonly PlannedStep[];
  readonly initialView: RunView;
};

function copyLink(view: RunView): void {
  const { origin, pathname } = window.location;
  const written =
    navigator.clipboard?.writeText(`${origin}${pathname}${formatRunView(view)}`) ??
    Promise.reject(new Error('no clipboard'));
  written.then(
    () => toast('Link copied'),
    () => toast('The browser refuses to copy here. Copy the address bar instead.'),
  );
}

/** The width goes to the grid by a property of its own: React types know only the standard ones. */
const asideStyle = (rem: number): CSSProperties & Record<'--aside', string> => ({ '--aside': `${rem}rem` });

/** The page of one run: where people stand while vats are upgraded. */
export function RunDesk({ row, plan, foresight, steps, initialView }: Props) {
  const timeline = useRef<TimelineHandle>(null);
  const filterField = useRef<HTMLInputElement>(null);
  const [view, change] = useViewInLink(initialView, ({ range }) => timeline.current?.goTo(range));
  const page = useRunModel(row, steps, view.range);
  const { analysis, head, model, pending } = page;
  const utcOffset = useUtcOffset(analysis);
  const asideWidth = useAsideWidth();
  const stop = useStopRehearsal();
  const verbs = useSelection({ view, change, analysis, timeline });
  const { selection } = view;
  const live = head.open;
  // Whoever opens the link sees what is seen now, however far the log has come by then.
  const moment = (): RunView => ({ ...view, range: timeline.current?.inView() ?? view.range });
  useTabState(head.look, head.word.replace(/ \d+ s$/, ''), row.title);
  useRunActions({
    timeline,
    fit: () => (view.brush ? timeline.current?.fitRange(view.brush) : timeline.current?.fit(selection)),
    finding: verbs.finding,
    inVat: verbs.inVat,
    enter: verbs.enter,
    chooseView: () => change({ brush: timeline.current?.inView() ?? null }),
    close: verbs.close,
    filter: () => filterField.current?.focus(),
    copyMoment: () => copyLink(moment()),
    toggleIdle: () => change({ foldIdle: !view.foldIdle }),
  });
  const stopRehearsal = (): void =>
    stop.mutate(row.id, { onError: (error) => toast(errorWords(error).where) });
  return (
    <div className="px-4 pb-16" aria-busy={pending}>
      <Announcer analysis={analysis} open={live} word={head.word} />
      <RunHeader
        row={row}
        head={head}
        analysis={analysis}
        board={model.board}
        onCopyLink={() => copyLink(moment())}
        onOpenLine={verbs.openLine}
        onStop={live && row.scenario !== null ? stopRehearsal : undefined}
        planAction={<RunPlanButton row={row} />}
      />
      <div
        className={cn('grid gap-x-6 gap-y-5', hasAside(view) && 'xl:grid-cols-[minmax(0,1fr)_var(--aside)]')}
        style={asideStyle(asideWidth)}
      >
        <div className="flex min-w-0 flex-col gap-5">
          <BoardPanel
            board={model.board}
            analysis={analysis}
            selected={selection}
            pending={pending}
            onSelect={verbs.selectRow}
          />
          <RunTimeline
            {...{ analysis, model, view, change, pending, utcOffset }}
            ref={timeline}
            filterRef={filterField}
            onSelect={verbs.select}
          />
        </div>
        <RunAside
          runId={row.id}
          {...{ view, change, verbs, analysis, live }}
          isWhole={page.isWhole}
          board={model.board}
          work={model.cells}
          onZoom={verbs.enter}
        />
        <div className="flex min-w-0 flex-col gap-5">
          <UnderTimeline runId={row.id} {...{ plan, foresight, page, view, utcOffset, verbs }} />
        </div>
      </div>
    </div>
  );
}
