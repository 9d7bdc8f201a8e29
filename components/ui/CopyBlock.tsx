'use client';

import { Button } from '@/components/ui/Button';
import { useCopy } from '@/components/ui/use-copy';

/** Lines to paste elsewhere, such as a command, with a button that copies them. */
export function CopyBlock({ text, name }: { text: string; name: string }) {
  const { copy, said } = useCopy();
  return (
    <div className="relative rounded-md border border-line bg-bg">
      <pre className="overflow-x-auto whitespace-pre-wrap break-all p-2 pr-20 font-mono text-12">{text}</pre>
      <Button
        size="small"
        className="absolute right-1.5 top-1.5"
        onClick={() => copy(text)}
        aria-label={`Copy ${name}`}
      >
        {said === 'copied' ? 'Copied' : said === 'failed' ? 'Select it' : 'Copy'}
      </Button>
    </div>
  );
}
