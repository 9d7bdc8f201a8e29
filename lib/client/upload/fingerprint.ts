/** How much of a file is looked at to know it again. */
export const HEAD_BYTES = 64 * 1024;

export type FileFacts = { readonly name: string; readonly size: number; readonly lastModified: number };

/**
 * The same text for the same file picked again: name, size, date and first bytes. Not a digest; crypto.subtle is
 * missing on pages that come over plain HTTP from another machine.
 */
export function fingerprint({ name, size, lastModified }: FileFacts, head: Uint8Array): string {
  const facts = new TextEncoder().encode(`${name}\n${size}\n${lastModified}\n`);
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (const bytes of [facts, head]) {
    for (const byte of bytes) {
      a = Math.imul(a ^ byte, 0x01000193);
      b = Math.imul(b ^ byte, 0x85ebca6b) ^ (b >>> 13);
    }
  }
  return [a, b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
}
