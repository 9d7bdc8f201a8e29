'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ShortcutName } from '@/lib/client/shortcuts';

/** Something the reader can do now. The command menu lists it, its shortcut runs it, `why` says why it cannot be done. */
export type Action = {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly shortcut?: ShortcutName;
  readonly why?: string | null;
  readonly run: () => void;
};

const NONE: readonly Action[] = [];
const offers = new Map<object, readonly Action[]>();
const listeners = new Set<() => void>();
let all: readonly Action[] = NONE;

function offer(by: object, actions: readonly Action[] | null): void {
  if (actions) offers.set(by, actions);
  else offers.delete(by);
  all = [...offers.values()].flat();
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** What can be done now, from everything on the page. */
export const currentActions = (): readonly Action[] => all;

export const useCurrentActions = (): readonly Action[] =>
  useSyncExternalStore(subscribe, currentActions, () => NONE);

/** Offers actions while the caller is on the page. */
export function useActions(actions: readonly Action[]): void {
  const [by] = useState(() => ({}));
  useEffect(() => offer(by, actions), [by, actions]);
  useEffect(() => () => offer(by, null), [by]);
}
