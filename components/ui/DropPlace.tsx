'use client';

import { type DragEvent, type ReactNode, type RefObject, useState } from 'react';
import { Button, type ButtonProps } from '@/components/ui/Button';
import { cn } from '@/components/ui/cn';

type Props = {
  /** What the button says. */
  verb: string;
  look?: ButtonProps['look'];
  /** The name of the choice, for those who hear it: "Slog file". */
  label: string;
  /** Why no file is taken now; null when one is. */
  why: string | null;
  /** The hidden choice of a file; whoever holds it may open it by another way. */
  input: RefObject<HTMLInputElement | null>;
  onFile: (file: File) => void;
  /** What may be dropped, and what is chosen with it. */
  children: ReactNode;
};

/** A place where one file is dropped, or chosen by the button in it. */
export function DropPlace({ verb, look, label, why, input, onFile, children }: Props) {
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !why) onFile(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    // A drop is a second way to what the button beside it does.
    <div
      role="presentation"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn(
        'flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-dashed border-line-strong px-3 py-2 text-13 text-ink-2',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <Button look={look} why={why} onClick={() => input.current?.click()}>
        {verb}
      </Button>
      {children}
      <input
        ref={input}
        type="file"
        tabIndex={-1}
        aria-label={label}
        className="sr-only"
        onChange={({ target }) => take(target.files)}
      />
    </div>
  );
}
