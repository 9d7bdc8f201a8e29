import { DoorError, offline, refusal } from '@/lib/client/door';

type Options = { readonly signal: AbortSignal; readonly onProgress: (sent: number) => void };

const cancelled = () =>
  new DoorError({ status: 0, code: 'cancelled', message: 'The upload was cancelled; nothing was kept.' });

/** Sends a file as the body of one request and answers its JSON; `fetch` tells nobody how much of a body has left. */
export function sendFile<T>(path: string, file: File, { signal, onProgress }: Options): Promise<T> {
  const request = new XMLHttpRequest();
  return new Promise<T>((resolve, reject) => {
    request.open('POST', path);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('error', () => reject(offline()));
    request.addEventListener('abort', () => reject(cancelled()));
    request.addEventListener('load', () => {
      const { status, statusText, responseText } = request;
      // Only answers with a body that may have one can be made by hand.
      const response = new Response(responseText, { status: Math.max(200, status), statusText });
      if (response.ok) resolve(response.json());
      else void refusal(response).then(reject);
    });
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
