import { formatBytes, formatDuration } from '@/lib/base/time';
import { sampleRate, startRate, type TransferRate, timeLeft } from '@/lib/live/transfer-rate';
import type { Terminal } from './terminal';

/** One line about a transfer: `312 MB of 1.0 GB · 31 % · 84.2 MB/s · 8.10 s left`. */
export function progressLine(rate: TransferRate, total: number | null): string {
  const left = timeLeft(rate, total);
  const parts = [
    total === null ? formatBytes(rate.bytes) : `${formatBytes(rate.bytes)} of ${formatBytes(total)}`,
    total !== null && total > 0 ? `${Math.floor((100 * rate.bytes) / total)} %` : null,
    rate.rate === null ? null : `${formatBytes(rate.rate)}/s`,
    left === null || left === 0 ? null : `${formatDuration(left)} left`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}

export type Progress = {
  /** So many bytes are at the server for good. */
  at(bytes: number, total: number | null): void;
  /** Something to say that stays on the screen. */
  note(text: string): void;
  finish(): void;
};

/** Progress on stderr: one line that is written over on a terminal, a line every 5 s elsewhere. */
export function makeProgress({ err, rewrites }: Terminal, clock: () => number): Progress {
  const every = rewrites ? 100 : 5_000;
  let rate: TransferRate | null = null;
  let line = '';
  let shownAt = clock();
  let shown = '';

  const show = (): void => {
    if (line === shown) return;
    err(rewrites ? `\r\u001b[2K${line}` : `${line}\n`);
    shown = line;
    shownAt = clock();
  };

  return {
    at(bytes, total) {
      const now = clock();
      rate = rate === null ? startRate(now, bytes) : sampleRate(rate, now, bytes);
      line = progressLine(rate, total);
      if (now - shownAt >= every) show();
    },
    note(text) {
      err(`${rewrites && shown !== '' ? '\r\u001b[2K' : ''}${text}\n`);
      shown = '';
    },
    finish() {
      show();
      if (rewrites && shown !== '') err('\n');
    },
  };
}
