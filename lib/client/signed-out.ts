'use client';

import { useSyncExternalStore } from 'react';

/** How often whoever was signed out must be asked to sign in; 0: somebody is signed in. */
let asked = 0;
const listeners = new Set<() => void>();

function set(next: number): void {
  if (asked === next) return;
  asked = next;
  for (const listener of listeners) listener();
}

/** A door said that nobody is signed in here any more. `acting`: to somebody who wanted to do something, so they are asked again. */
export const saySignedOut = (acting: boolean): void => set(acting || asked === 0 ? asked + 1 : asked);
/** Somebody signed in again. */
export const saySignedIn = (): void => set(0);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

/** 0 while somebody is signed in; else a number that grows whenever they must be asked again. */
export const useSignedOut = (): number =>
  useSyncExternalStore(
    subscribe,
    () => asked,
    () => 0,
  );
