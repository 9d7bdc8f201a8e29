import { damaged, StoreFault } from '@/lib/server/inventory/sqlite/fault';
import type { CurrentSnapshot, CurrentSpan, Snapshots } from '@/lib/server/inventory/store/store';
import { isFields, isVatId, whole } from '@/lib/server/inventory/store/stored-json';

const SNAPSHOT = /^snapshot\.(v\d{1,15})\.(\d{1,15}|current)$/;
const SPAN = /^transcript\.(v\d{1,15})\.current$/;
const MOST_VATS = 100_000;

function spanOf(text: string | null, key: string): CurrentSpan {
  let value: unknown = null;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    // Said below.
  }
  const { startPos, endPos, incarnation } = isFields(value) ? value : {};
  const [start, end] = [whole(startPos), whole(endPos)];
  if (start === null || end === null) throw damaged(`the record ${key} is no span of a transcript`);
  return { startPos: start, endPos: end, incarnation: whole(incarnation) };
}

/** The records of an export that stand beside the kernel's keys: current spans, snapshots, hashes of older ones. */
export class Records {
  readonly spans = new Map<string, CurrentSpan>();
  readonly #positions = new Map<string, number>();
  readonly #counts = new Map<string, number>();

  add(key: string, value: () => string | null): void {
    const [, spanOfVat] = SPAN.exec(key) ?? [];
    if (spanOfVat !== undefined) this.spans.set(spanOfVat, spanOf(value(), key));
    const [, vatID, pos] = SNAPSHOT.exec(key) ?? [];
    if (isVatId(vatID)) this.#addSnapshot(vatID, pos ?? '', value);
    if (this.spans.size > MOST_VATS || this.#counts.size > MOST_VATS)
      throw new StoreFault('Its records name more vats than any chain has.');
  }

  #addSnapshot(vatID: string, pos: string, value: () => string | null): void {
    if (pos !== 'current') {
      this.#counts.set(vatID, (this.#counts.get(vatID) ?? 0) + 1);
      return;
    }
    const current = whole(/\.(\d{1,15})$/.exec(value() ?? '')?.[1]);
    if (current !== null) this.#positions.set(vatID, current);
  }

  /** `bytesOf`: how large an artifact is, by its name; of a snapshot that is its size unpacked. */
  snapshots(bytesOf: (artifact: string) => number | null): Snapshots {
    const current = new Map<string, CurrentSnapshot>();
    for (const [vatID, pos] of this.#positions)
      current.set(vatID, { pos, uncompressed: bytesOf(`snapshot.${vatID}.${pos}`), compressed: null });
    return { current, counts: this.#counts };
  }
}
