import { StateIcon } from '@/components/ui/StateMark';

const STATES = [
  ['waiting', 'queued, waiting'],
  ['running', 'running'],
  ['done', 'upgraded'],
  ['attention', 'lost, no effect'],
  ['failed', 'rolled back'],
  ['unknown', 'unknown end'],
] as const;

const sign = 'size-3 shrink-0';

/** What the signs on the timeline mean. */
export const Legend = () => (
  <ul aria-label="Signs" className="flex flex-wrap gap-x-4 gap-y-1 py-1.5 text-12 text-ink-3">
    {STATES.map(([look, word]) => (
      <li key={look} className="inline-flex items-center gap-1.5">
        <StateIcon look={look} className={sign} />
        {word}
      </li>
    ))}
    <li className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 12 12" aria-hidden className={sign}>
        <circle cx="6" cy="6" r="4" className="fill-done" />
      </svg>
      subscriber came back
    </li>
    <li className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 12 12" aria-hidden className={sign}>
        <path d="M1.5 2.5h9L6 10Z" className="fill-attention" />
      </svg>
      gave up
    </li>
    <li className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 12 12" aria-hidden className={sign}>
        <path d="M2 2h8v8H2Z" className="fill-failed" />
      </svg>
      terminated
    </li>
    <li className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 12 12" aria-hidden className={sign}>
        <path d="M6 1 11 6 6 11 1 6Z" className="fill-failed" />
      </svg>
      finding
    </li>
  </ul>
);
