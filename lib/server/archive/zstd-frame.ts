const MAGIC = 0xfd2fb528;

/**
 * Length of the zstd frame at the head of `bytes`, found by walking its block headers (RFC 8878, 3.1.1);
 * null if it is torn or none. Node tells no frame borders itself.
 */
export function zstdFrameLength(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 6 || view.getUint32(0, true) !== MAGIC) return null;
  const descriptor = view.getUint8(4);
  let at = 5 + headerFieldsLength(descriptor);
  for (;;) {
    if (at + 3 > view.byteLength) return null;
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
    const repeatsOneByte = ((header >> 1) & 3) === 1;
    at += 3 + (repeatsOneByte ? 1 : header >> 3);
    if (header & 1) break;
  }
  const end = at + ((descriptor >> 2) & 1 ? 4 : 0);
  return end <= view.byteLength ? end : null;
}

/** Bytes of window descriptor, dictionary id and content size, as the descriptor's flags say. */
function headerFieldsLength(descriptor: number): number {
  const singleSegment = (descriptor >> 5) & 1;
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0;
  const size = [singleSegment, 2, 4, 8][descriptor >> 6] ?? 0;
  return (singleSegment ? 0 : 1) + dictionary + size;
}
