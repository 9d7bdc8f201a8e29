'use client';

import { useEffect, useState } from 'react';

type Acts = Readonly<Record<string, (...args: never[]) => unknown>>;

/** A place for the newest of something, set after each drawing and read from events. */
export function latestOf<T>(first: T): { get: () => T; set: (value: T) => void } {
  let latest = first;
  return {
    get: () => latest,
    set: (value) => {
      latest = value;
    },
  };
}

/**
 * The same functions for as long as the caller is on the page, each doing what its newest version does: a row of 120 that gets
 * them is not drawn again because its list was. They may be called from events only, and from what an event opens.
 */
export function useStable<T extends Acts>(acts: T): T {
  const [latest] = useState(() => latestOf(acts));
  useEffect(() => latest.set(acts));
  const [stable] = useState(() => forwarding(acts, latest.get));
  return stable;
}

/** Every act of `first` by a function that looks up the newest one by its name. */
function forwarding<T extends Acts>(first: T, latest: () => T): T {
  const entries = Object.keys(first).map((name) => [name, (...args: never[]) => latest()[name]?.(...args)]);
  return { ...first, ...Object.fromEntries(entries) };
}
