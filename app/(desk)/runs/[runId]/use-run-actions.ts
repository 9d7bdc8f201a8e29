'use client';

import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { TimelineHandle } from '@/components/timeline/Timeline';
import { type Action, useActions } from '@/lib/client/actions';
import type { ShortcutName } from '@/lib/client/shortcuts';

/** What the keys and the command menu of a run's page call; `finding` goes to the next (1) or the one before (-1). */
export type RunVerbs = {
  readonly timeline: RefObject<TimelineHandle | null>;
  readonly fit: () => void;
  readonly finding: (by: 1 | -1) => void;
  readonly openLine: () => void;
  readonly close: () => void;
  readonly toggleIdle: () => void;
};

type Entry = readonly [shortcut: ShortcutName | null, title: string, run: (verbs: RunVerbs) => void];

const ZOOM = 1.25;
const PAN = 0.15;

const ENTRIES: readonly Entry[] = [
  ['zoom-in', 'Zoom in', ({ timeline }) => timeline.current?.zoom(ZOOM)],
  ['zoom-out', 'Zoom out', ({ timeline }) => timeline.current?.zoom(1 / ZOOM)],
  ['pan-left', 'Earlier', ({ timeline }) => timeline.current?.panPart(-PAN)],
  ['pan-right', 'Later', ({ timeline }) => timeline.current?.panPart(PAN)],
  ['fit', 'Fit the selection', ({ fit }) => fit()],
  ['whole', 'Show the whole run', ({ timeline }) => timeline.current?.whole()],
  ['follow', 'Follow the log, or stop following', ({ timeline }) => timeline.current?.toggleFollow()],
  ['next-finding', 'Next finding', ({ finding }) => finding(1)],
  ['previous-finding', 'Finding before', ({ finding }) => finding(-1)],
  ['next-row', 'Next row', ({ timeline }) => timeline.current?.step(1)],
  ['previous-row', 'Row before', ({ timeline }) => timeline.current?.step(-1)],
  ['open-line', 'Open the raw line of the selection', ({ openLine }) => openLine()],
  ['close-detail', 'Close the line or the detail', ({ close }) => close()],
  [null, 'Fold or show idle time', ({ toggleIdle }) => toggleIdle()],
];

/** Offers the timeline's actions to the keys and the command menu while the page is there. */
export function useRunActions(verbs: RunVerbs): void {
  const latest = useRef(verbs);
  useEffect(() => {
    latest.current = verbs;
  });
  const actions = useMemo(
    () =>
      ENTRIES.map(
        ([shortcut, title, run]): Action => ({
          id: `timeline-${shortcut ?? 'idle'}`,
          title,
          group: 'Timeline',
          ...(shortcut ? { shortcut } : {}),
          run: () => run(latest.current),
        }),
      ),
    [],
  );
  useActions(actions);
}
