'use client';

import { useEffect } from 'react';
import type { RunLook } from '@/lib/live/run-look';

type Look = RunLook['look'];

const SIGN: Record<Look, string> = {
  waiting: '○',
  running: '●',
  done: '✓',
  attention: '▲',
  failed: '✕',
  unknown: '◌',
};

const SHAPE: Record<Look, string> = {
  waiting: '<circle cx="8" cy="8" r="5.5" fill="none" stroke="C" stroke-width="2.5"/>',
  running: '<circle cx="8" cy="8" r="7" fill="C"/>',
  done: '<circle cx="8" cy="8" r="7.5" fill="C"/><path d="M4.5 8.5 7 11l4.5-5.5" fill="none" stroke="#fff" stroke-width="2"/>',
  attention: '<path d="M8 1 15.5 15H.5Z" fill="C"/><path d="M8 6v4M8 12v1" stroke="#fff" stroke-width="2"/>',
  failed:
    '<circle cx="8" cy="8" r="7.5" fill="C"/><path d="m5 5 6 6m0-6-6 6" stroke="#fff" stroke-width="2"/>',
  unknown: '<circle cx="8" cy="8" r="6" fill="none" stroke="C" stroke-width="2" stroke-dasharray="3 2"/>',
};

/** An icon cannot read the page's tokens, so the state's colour is copied into it. */
function iconOf(look: Look): string {
  const token = look === 'unknown' ? 'waiting' : look;
  const colour = getComputedStyle(document.documentElement).getPropertyValue(`--color-${token}`).trim();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">${SHAPE[look].replaceAll('C"', `${colour}"`)}</svg>`;
  return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** The browser's tab carries the run's state: as a sign before the title and as its icon. */
export function useTabState(look: Look, word: string, title: string): void {
  useEffect(() => {
    const before = document.title;
    document.title = `${SIGN[look]} ${word} · ${title} · Vatdeck`;
    return () => {
      document.title = before;
    };
  }, [look, word, title]);
  useEffect(() => {
    const icon = document.createElement('link');
    icon.rel = 'icon';
    icon.type = 'image/svg+xml';
    icon.href = iconOf(look);
    document.head.append(icon);
    return () => icon.remove();
  }, [look]);
}
