'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { listen, type Pointed } from '@/components/timeline/listen';
import { TimelineView, type ViewChange, type ViewInput } from '@/components/timeline/timeline-view';
import type { Interval } from '@/lib/base/interval';
import type { Hit } from '@/lib/timeline/hit-test';

type Options = {
  readonly input: ViewInput;
  readonly range: Interval | null;
  readonly onChange: (change: ViewChange) => void;
  readonly onHit: (hit: Hit) => void;
  readonly onDoubleHit: (hit: Hit) => void;
  readonly onBrush: (range: Interval) => void;
};

type Parts = {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly view: RefObject<TimelineView | null>;
  readonly pointed: Pointed | null;
};

/** Sets up the drawing, the gestures and the observers of one timeline for as long as it is on the page. */
export function useTimelineView(options: Options): Parts {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const view = useRef<TimelineView>(null);
  const latest = useRef(options);
  const [pointed, setPointed] = useState<Pointed | null>(null);

  useEffect(() => {
    latest.current = options;
    view.current?.update(options.input);
  });

  useEffect(() => {
    const surface = canvas.current;
    const area = scroller.current;
    if (!surface || !area) return undefined;
    const { input, range } = latest.current;
    const made = new TimelineView(surface, input, {
      range,
      onChange: (change) => latest.current.onChange(change),
    });
    view.current = made;
    const observer = new ResizeObserver(() => made.resize(area.clientWidth, area.clientHeight));
    observer.observe(area);
    const stop = listen(area, made, {
      point: setPointed,
      hit: (hit) => latest.current.onHit(hit),
      doubleHit: (hit) => latest.current.onDoubleHit(hit),
      brush: (chosen) => latest.current.onBrush(chosen),
    });
    return () => {
      stop();
      observer.disconnect();
      made.destroy();
      view.current = null;
    };
  }, []);

  return { canvas, scroller, view, pointed };
}
