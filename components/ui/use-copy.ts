'use client';

import { useCallback, useEffect, useState } from 'react';

/** Copies text and says for two seconds that it did; `failed` where the browser refuses (no secure context). */
export function useCopy(): { copy: (text: string) => void; said: 'copied' | 'failed' | null } {
  const [said, setSaid] = useState<'copied' | 'failed' | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = window.setTimeout(() => setSaid(null), 2000);
    return () => window.clearTimeout(timer);
  }, [said]);
  const copy = useCallback((text: string) => {
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => setSaid('copied'),
      () => setSaid('failed'),
    );
  }, []);
  return { copy, said };
}
