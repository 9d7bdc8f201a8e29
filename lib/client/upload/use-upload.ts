import { useEffect, useSyncExternalStore } from 'react';
import { Upload, type UploadOptions, type UploadView } from './upload';

/** The page's upload. Outside React, so that it goes on while the user looks at other pages. */
let current: Upload | null = null;
const listeners = new Set<() => void>();
let unsubscribe = () => {};

const notify = (): void => {
  for (const listener of listeners) listener();
};

function begin(upload: Upload | null): void {
  unsubscribe();
  current?.pause();
  current = upload;
  unsubscribe = upload?.subscribe(notify) ?? (() => {});
  notify();
  void upload?.start();
}

const tools = () => ({
  fetch: (url: string, init: RequestInit) => window.fetch(url, init),
  memory: window.localStorage,
  now: () => performance.now(),
  random: Math.random,
});

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const read = (): UploadView | null => current?.view() ?? null;
const readOnServer = (): null => null;

export type UploadActions = {
  /** Sends a file; one that was begun before, in this browser, goes on where the server has it. */
  readonly send: (file: File, options?: Partial<UploadOptions>) => void;
  readonly pause: () => void;
  /** Goes on after a pause or a failure; while it waits for the server, tries at once. */
  readonly resume: () => void;
  /** Takes a finished, failed or paused upload off the screen; a running one is paused first. */
  readonly dismiss: () => void;
};

const actions: UploadActions = {
  send: (file, options = {}) =>
    begin(new Upload(file, { title: file.name, kind: 'clone', ...options }, tools())),
  pause: () => current?.pause(),
  resume: () => {
    current?.retryNow();
    void current?.start();
  },
  dismiss: () => begin(null),
};

/** The upload of this page, if there is one, and what can be done with it. */
export function useUpload(): UploadActions & { readonly upload: UploadView | null } {
  const upload = useSyncExternalStore(subscribe, read, readOnServer);
  useEffect(() => {
    const retry = () => current?.retryNow();
    window.addEventListener('online', retry);
    return () => window.removeEventListener('online', retry);
  }, []);
  return { ...actions, upload };
}
