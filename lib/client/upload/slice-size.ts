const SMALLEST = 256 * 1024;
export const LARGEST_SLICE = 8 * 1024 * 1024;
export const FIRST_SLICE = 1024 * 1024;

/** The next slice's bytes after one of `size` took `ms`: about half a second to two each, so that progress moves. */
export function nextSliceSize(size: number, ms: number): number {
  if (ms < 500) return Math.min(LARGEST_SLICE, size * 2);
  if (ms > 2_000) return Math.max(SMALLEST, Math.floor(size / 2));
  return size;
}
