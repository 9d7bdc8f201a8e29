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
  readonly inVat: (by: 1 | -1) => void;
  readonly enter: () => void;
  readonly chooseView: () => void;
  readonly filter: () => void;
  readonly copyMoment: () => void;
  readonly close: () => void;
  readonly toggleIdle: () => void;
};

type Entry = readonly [shortcut: ShortcutName | null, title: string, run: (verbs: RunVerbs) => void];

const ZOOM = 1.25;
const PAN = 0.15;
/** With Shift a key does this many times as much. */
const FAR = 4;

const ENTRIES: readonly Entry[] = [
  ['zoom-in', 'Zoom in', ({ timeline }) => timeline.current?.zoom(ZOOM)],
  ['zoom-out', 'Zoom out', ({ timeline }) => timeline.current?.zoom(1 / ZOOM)],
  ['pan-left', 'Earlier', ({ timeline }) => timeline.current?.panPart(-PAN)],
  ['pan-right', 'Later', ({ timeline }) => timeline.current?.panPart(PAN)],
  ['zoom-in-far', 'Zoom in far', ({ timeline }) => timeline.current?.zoom(ZOOM ** FAR)],
  ['zoom-out-far', 'Zoom out far', ({ timeline }) => timeline.current?.zoom(ZOOM ** -FAR)],
  ['pan-left-far', 'Much earlier', ({ timeline }) => timeline.current?.panPart(-PAN * FAR)],
  ['pan-right-far', 'Much later', ({ timeline }) => timeline.current?.panPart(PAN * FAR)],
  ['fit', 'Fit the range or the selection', ({ fit }) => fit()],
  ['whole', 'Show the whole run', ({ timeline }) => timeline.current?.whole()],
  ['choose-view', 'Choose what is in view as the range', ({ chooseView }) => chooseView()],
  ['range-back', 'The range before', ({ timeline }) => timeline.current?.travel('back')],
  ['range-forward', 'The range after', ({ timeline }) => timeline.current?.travel('forward')],
  ['follow', 'Follow the log, or stop following', ({ timeline }) => timeline.current?.toggleFollow()],
  ['next-finding', 'Next finding', ({ finding }) => finding(1)],
  ['previous-finding', 'Finding before', ({ finding }) => finding(-1)],
  ['next-row', 'Next row', ({ timeline }) => timeline.current?.step(1)],
  ['previous-row', 'Row before', ({ timeline }) => timeline.current?.step(-1)],
  ['next-in-vat', 'Next in the same vat', ({ inVat }) => inVat(1)],
  ['previous-in-vat', 'Before it in the same vat', ({ inVat }) => inVat(-1)],
  ['open-line', 'Zoom to the range, or open the raw line', ({ enter }) => enter()],
  ['close-detail', 'Clear the range, close the line or the detail', ({ close }) => close()],
  ['filter', 'Filter the rows of the timeline', ({ filter }) => filter()],
  ['copy-link', 'Copy a link to this moment', ({ copyMoment }) => copyMoment()],
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
