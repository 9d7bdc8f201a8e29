const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Text of a line; bytes that are not UTF-8 become U+FFFD, as every JSON reader does. */
export const decode = (bytes: Uint8Array, start: number, end: number): string =>
  decoder.decode(bytes.subarray(start, end));
