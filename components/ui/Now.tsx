'use client';

import { createContext, type ReactNode, use, useEffect, useState } from 'react';

const NowContext = createContext(0);

/** Ticks once a second for everything relative on the page; starts at the server's clock so that both draw the same. */
export function NowProvider({ start, children }: { start: number; children: ReactNode }) {
  const [now, setNow] = useState(start);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const timer = window.setInterval(tick, 1000);
    return () => window.clearInterval(timer);
  }, []);
  return <NowContext value={now}>{children}</NowContext>;
}

/** The reader's clock in ms, at most a second old. */
export const useNow = (): number => use(NowContext);
