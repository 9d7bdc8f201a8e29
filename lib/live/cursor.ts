/** Where a watcher is in a run's stream; what `Last-Event-ID` carries. */
export type Cursor = { epoch: string; seq: number };

export const formatCursor = ({ epoch, seq }: Cursor): string => `${epoch}.${seq}`;

/** Reads what a browser sends back; null for anything else, so that it gets a snapshot. */
export function parseCursor(text: string | null | undefined): Cursor | null {
  const match = /^([0-9a-z]{1,40})\.(\d{1,15})$/.exec(text ?? '');
  return match?.[1] && match[2] ? { epoch: match[1], seq: Number(match[2]) } : null;
}
