'use client';

import { type RefObject, useEffect, useRef, useState } from 'react';
import { Gestures } from '@/components/timeline/gestures';
import { TimelineView, type ViewChange, type ViewInput } from '@/components/timeline/timeline-view';
import type { Interval } from '@/lib/base/interval';
import type { Hit } from '@/lib/timeline/hit-test';

/** What lies under the pointer and where, px of the timeline; null while nothing is pointed at. */
export type Pointed = { readonly hit: Hit; readonly x: number; readonly y: number };

type Options = {
  readonly input: ViewInput;
  readonly range: Interval | null;
  readonly onChange: (change: ViewChange) => void;
  readonly onHit: (hit: Hit) => void;
  readonly onDoubleHit: (hit: Hit) => void;
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

type Listener = {
  readonly point: (pointed: Pointed | null) => void;
  readonly hit: (hit: Hit) => void;
  readonly doubleHit: (hit: Hit) => void;
};

/** Wires pointers, wheel and scrolling to the view; returns how to undo it. */
function listen(area: HTMLElement, view: TimelineView, told: Listener): () => void {
  const gestures = new Gestures(view);
  const undo = new AbortController();
  const { signal } = undo;
  const place = ({ clientX, clientY }: MouseEvent) => {
    const box = area.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  const pointAt = (event: PointerEvent): void => {
    const at = place(event);
    view.point(event.pointerType === 'touch' ? null : at);
    const hit = event.pointerType === 'touch' || gestures.dragging ? null : view.hit(at);
    told.point(hit ? { hit, ...at } : null);
  };
  area.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button === 0) gestures.press(event.pointerId, place(event));
    },
    { signal },
  );
  area.addEventListener(
    'pointermove',
    (event) => {
      const was = gestures.dragging;
      gestures.move(event.pointerId, place(event));
      if (gestures.dragging && !was) area.setPointerCapture(event.pointerId);
      pointAt(event);
    },
    { signal },
  );
  const lift = (event: PointerEvent): void => {
    const click = gestures.release(event.pointerId);
    const hit = click && event.type === 'pointerup' ? view.hit(place(event)) : null;
    if (hit) told.hit(hit);
  };
  area.addEventListener('pointerup', lift, { signal });
  area.addEventListener('pointercancel', lift, { signal });
  const leave = (): void => {
    view.point(null);
    told.point(null);
  };
  area.addEventListener('pointerleave', leave, { signal });
  const double = (event: MouseEvent): void => {
    const hit = view.hit(place(event));
    if (hit) told.doubleHit(hit);
  };
  area.addEventListener('dblclick', double, { signal });
  const wheel = (event: WheelEvent): void => {
    if (gestures.wheel(event, place(event).x)) event.preventDefault();
  };
  area.addEventListener('wheel', wheel, { signal, passive: false });
  area.addEventListener('scroll', () => view.scrolled(area.scrollTop), { signal, passive: true });
  return () => undo.abort();
}
