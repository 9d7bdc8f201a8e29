'use client';

/** A line number that opens the raw line; `–` where the log shows none. */
export function LineLink({
  line,
  onOpen,
}: {
  line: number | null | undefined;
  onOpen: (line: number) => void;
}) {
  if (line === null || line === undefined) return <span className="text-ink-3">–</span>;
  return (
    <button
      type="button"
      aria-label={`Open line ${line}`}
      onClick={(event) => {
        event.stopPropagation();
        onOpen(line);
      }}
      className="rounded-sm font-mono text-12 text-accent underline-offset-2 hover:underline tnum"
    >
      {line.toLocaleString('en')}
    </button>
  );
}
