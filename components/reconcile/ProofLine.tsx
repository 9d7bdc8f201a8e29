'use client';

/** The line that proves a claim; a dash where the log has none. */
export function ProofLine({ line, onOpenLine }: { line: number | null; onOpenLine: (line: number) => void }) {
  if (line === null) return <span className="text-ink-3">–</span>;
  return (
    <button
      type="button"
      aria-label={`Open line ${line}`}
      className="rounded-sm font-mono text-12 text-accent underline-offset-2 hover:underline tnum"
      onClick={() => onOpenLine(line)}
    >
      {line.toLocaleString('en')}
    </button>
  );
}
