const MAGIC: readonly (readonly [name: string, bytes: readonly number[]])[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a PDF document', [0x25, 0x50, 0x44, 0x46]],
  ['a zip archive', [0x50, 0x4b, 0x03, 0x04]],
  ['an executable', [0x7f, 0x45, 0x4c, 0x46]],
  ['zstd-compressed', [0x28, 0xb5, 0x2f, 0xfd]],
  ['xz-compressed', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['bzip2-compressed', [0x42, 0x5a, 0x68]],
  ['an SQLite database', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
  ['UTF-16 text', [0xff, 0xfe]],
  ['UTF-16 text', [0xfe, 0xff]],
];

const startsWith = (bytes: Uint8Array, magic: readonly number[]): boolean =>
  magic.every((byte, i) => bytes[i] === byte);

/**
 * What a stream is by its first bytes, if that is certainly no slog; null when it may be one. A slog may be joined in the middle
 * of a line, so text that says nothing passes.
 */
export function whatIsThis(head: Uint8Array): string | null {
  const magic = MAGIC.find(([, bytes]) => startsWith(head, bytes));
  if (magic) return magic[0];
  const text = new TextDecoder()
    .decode(head)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (text.startsWith('[')) return 'a JSON array';
  if (/^<(!doctype|html|\?xml)/i.test(text)) return 'a web page or XML';
  if (/^\{\s*\n\s+"/.test(text)) return 'one JSON document over several lines';
  return null;
}
