import { createElement, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { Timeline } from '@/components/timeline/Timeline';
import { benchAnalysis, benchLater } from '@/lib/dev/bench/timeline-run';
import { makeCellIndex } from '@/lib/timeline/cell-index';
import { timelineModel } from '@/lib/timeline/lanes';
import type { Analysis } from '@/lib/upgrade/analysis';

/**
 * Runs in the browser: the product's own timeline over a run of 100,000 bars, moved once per frame, with or without
 * news arriving. What it answers is read by timeline.ts.
 */
const RUNS = 5_000;
/** A batch of the stream: 1,000 entries, as 20,000 entries/s make every 50 ms. */
const BATCH_MS = 50;
const RUNS_PER_BATCH = 6;
const NOTHING_FOLDED = new Set<never>();

const index = makeCellIndex();
const nothing = (): void => undefined;
let grow: (change: (before: Analysis) => Analysis) => void = nothing;

function Page() {
  const [analysis, setAnalysis] = useState(() => benchAnalysis(RUNS));
  useEffect(() => {
    grow = setAnalysis;
  }, []);
  return createElement(Timeline, {
    analysis,
    model: timelineModel(analysis, [], index(analysis.runs), true),
    selected: null,
    range: null,
    brush: null,
    filter: '',
    folded: NOTHING_FOLDED,
    foldIdle: true,
    utcOffset: 0,
    onSelect: nothing,
    onFold: nothing,
    onView: nothing,
    onBrush: nothing,
  });
}

/** Counts what a frame asks of the canvas; every bar, sign, tick and letter is one of these. */
function countCalls(): () => number {
  let calls = 0;
  const canvas = CanvasRenderingContext2D.prototype;
  for (const name of ['fillRect', 'strokeRect', 'fill', 'stroke', 'fillText', 'strokeText'] as const) {
    const own: unknown = Reflect.get(canvas, name);
    if (typeof own !== 'function') continue;
    Reflect.set(canvas, name, function counted(this: unknown, ...args: unknown[]) {
      calls += 1;
      Reflect.apply(own, this, args);
    });
  }
  return () => {
    const since = calls;
    calls = 0;
    return since;
  };
}

const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));

/** After the frame that was just drawn has been given to the screen. */
const painted = (): Promise<void> =>
  new Promise((resolve) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => resolve(), { once: true });
      port1.start();
      port2.postMessage(null);
    });
  });

function wheel(how: WheelEventInit): void {
  const area = document.querySelector('[role=application]');
  const box = area?.getBoundingClientRect();
  const at = { clientX: (box?.left ?? 0) + 700, clientY: (box?.top ?? 0) + 300 };
  area?.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...at, ...how }));
}

/** In, along, out again: the whole run, and every zoom between it and a few seconds. */
const movement = (i: number): WheelEventInit => {
  const phase = i % 240;
  if (phase < 80) return { ctrlKey: true, deltaY: -24 };
  if (phase < 160) return { deltaX: phase % 2 === 0 ? 40 : 25 };
  return { ctrlKey: true, deltaY: 24 };
};

const takeCalls = countCalls();
createRoot(document.querySelector('main') ?? document.body).render(createElement(Page));

/** Moves once per frame for `frames` frames: how long each took (ms) and what it drew. */
async function frames(count: number): Promise<{ ms: number[]; calls: number[] }> {
  const ms: number[] = [];
  const calls: number[] = [];
  let before = await nextFrame();
  takeCalls();
  for (let i = 0; i < count; i += 1) {
    wheel(movement(i));
    const now = await nextFrame();
    ms.push(now - before);
    calls.push(takeCalls());
    before = now;
  }
  return { ms, calls };
}

/** From an input until its frame is on the screen (ms), `count` times. */
async function inputs(count: number): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < count; i += 1) {
    await new Promise((resolve) => setTimeout(resolve, 7 + (i % 5) * 9));
    const start = performance.now();
    wheel(movement(i * 3));
    await painted();
    took.push(performance.now() - start);
  }
  return took;
}

/** News arrives while `work` goes on. */
async function whileFed<T>(work: () => Promise<T>): Promise<T> {
  const timer = setInterval(() => grow((before) => benchLater(before, RUNS_PER_BATCH)), BATCH_MS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}

Object.assign(globalThis, {
  benchTimeline: {
    still: () => frames(480),
    fed: () => whileFed(() => frames(480)),
    inputsFed: () => whileFed(() => inputs(120)),
  },
});
