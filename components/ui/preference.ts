'use client';

import { useSyncExternalStore } from 'react';

export type Preference<T extends string> = {
  readonly key: string;
  readonly get: () => T;
  readonly first: T;
  readonly subscribe: (listener: () => void) => () => void;
  readonly set: (value: T) => void;
};

/** Storage may be refused (private windows, policies); then a preference lives as long as the page. */
function read(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    return;
  }
}

/** A choice of this reader on this machine, the same in every tab; the first of `values` until they choose. */
export function preference<T extends string>(key: string, values: readonly [T, ...T[]]): Preference<T> {
  const listeners = new Set<() => void>();
  let chosen: T | undefined;
  const known = (value: string | null): T | undefined => values.find((candidate) => candidate === value);
  const current = (): T => {
    chosen ??= known(read(key));
    return chosen ?? values[0];
  };
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key) return;
    chosen = known(event.newValue);
    tell();
  };
  const subscribe = (listener: () => void) => {
    if (listeners.size === 0) window.addEventListener('storage', onStorage);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) window.removeEventListener('storage', onStorage);
    };
  };
  return {
    key,
    get: current,
    first: values[0],
    subscribe,
    set: (value) => {
      chosen = value;
      write(key, value);
      tell();
    },
  };
}

/** The choice as it is now. A hook by name: the React compiler takes `preference.use()` for a plain call and moves it. */
export const usePreference = <T extends string>({ subscribe, get, first }: Preference<T>): T =>
  useSyncExternalStore(subscribe, get, () => first);
