import { ServerError } from '@/lib/server/errors';

type Headers = { get(name: string): string | null };

export type UploadHeaders = { readonly offset: number; readonly length: number | null };

function wholeNumber(headers: Headers, name: string): number | null {
  const text = headers.get(name);
  if (text === null) return null;
  if (!/^\d{1,15}$/.test(text))
    throw new ServerError('bad-input', `${name} must be a whole number, not "${text}".`);
  return Number(text);
}

/** What a PATCH says about the bytes it brings. */
export function uploadHeaders(headers: Headers): UploadHeaders {
  const type = headers.get('content-type')?.split(';')[0]?.trim();
  if (type !== 'application/offset+octet-stream')
    throw new ServerError(
      'wrong-content-type',
      `A slog is appended as application/offset+octet-stream, not as ${type ?? 'nothing'}.`,
    );
  const offset = wholeNumber(headers, 'upload-offset');
  if (offset === null) throw new ServerError('bad-input', 'Upload-Offset is missing: where the bytes begin.');
  return { offset, length: wholeNumber(headers, 'upload-length') };
}
