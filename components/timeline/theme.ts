import type { Look } from '@/lib/timeline/marks';

/** The tokens of app/globals.css as the canvas needs them: read again whenever the theme changes. */
export type TimelineTheme = {
  readonly bg: string;
  readonly surface: string;
  readonly line: string;
  readonly lineStrong: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly accent: string;
  readonly accentSoft: string;
  readonly looks: Record<Look, string>;
  readonly vats: readonly string[];
  readonly sans: string;
  readonly mono: string;
};

export const VAT_TONES = 12;

/** Reads the tokens in force for `element`. */
export function readTheme(element: Element): TimelineTheme {
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(`--color-${name}`).trim() || '#888888';
  const waiting = colour('waiting');
  return {
    bg: colour('bg'),
    surface: colour('surface'),
    line: colour('line'),
    lineStrong: colour('line-strong'),
    ink: colour('ink'),
    ink2: colour('ink-2'),
    ink3: colour('ink-3'),
    accent: colour('accent'),
    accentSoft: colour('accent-soft'),
    looks: {
      waiting,
      running: colour('running'),
      done: colour('done'),
      attention: colour('attention'),
      failed: colour('failed'),
      unknown: waiting,
    },
    vats: Array.from({ length: VAT_TONES }, (_, i) => colour(`vat-${i + 1}`)),
    sans: style.fontFamily || 'sans-serif',
    mono: style.getPropertyValue('--font-geist-mono').trim() || 'monospace',
  };
}

/** Calls `changed` when the page goes light or dark, by the reader's switch or the system's; returns how to stop. */
export function watchTheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  const media = window.matchMedia('(prefers-color-scheme: dark)');
  media.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', changed);
  };
}
