import { formatBytes, formatDuration } from '@/lib/base/time';

export type Progress = {
  show: (at: { read: number; lines: number; bytes: number }) => void;
  end: () => void;
};

type Meter = { err: (text: string) => void; now: () => number; interactive: boolean; size: number | null };

const EVERY_MS = { terminal: 200, file: 2_000 };

/** One line on standard error: rewritten on a terminal, a new one every two seconds elsewhere. */
export function progressMeter({ err, now, interactive, size }: Meter): Progress {
  const start = now();
  let shownAt = start;
  let shown = false;
  const every = interactive ? EVERY_MS.terminal : EVERY_MS.file;
  return {
    show({ read, lines, bytes }) {
      const time = now();
      if (time - shownAt < every) return;
      shownAt = time;
      shown = true;
      const seconds = (time - start) / 1000;
      const rate = read / seconds;
      const share = size ? `${Math.floor((100 * read) / size)} %, ` : '';
      const eta = size && rate > 0 ? `, ${formatDuration((size - read) / rate)} left` : '';
      const text = `${share}${formatBytes(bytes)}, ${lines} lines, ${formatBytes(bytes / seconds)}/s${eta}`;
      err(interactive ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    end() {
      if (interactive && shown) err('\r\u001b[2K');
    },
  };
}
