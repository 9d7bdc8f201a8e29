import type { NoteBook } from '@/lib/inventory/note-book';
import type { Kv } from '@/lib/server/inventory/store/kv';
import { fieldsAt, isDeviceRef, isFields, text } from '@/lib/server/inventory/store/stored-json';

/** What bundlecap devices stand for, and whose code a contract's vat runs. */
export type BundleCaps = {
  readonly bundleOf: (kdid: string) => string | null;
  /** The contract's own bundle; `certain` when the vat's parameters name it, not only its last import. */
  readonly contractOf: (vatID: string, book: NoteBook) => { bundleID: string; certain: boolean } | null;
};

const MOST_CAPS = 10_000;
/** `"contractBundleCap":"$1.…"` (smallcaps) or `{"@qclass":"slot","index":1}`: which slot of the parameters it is. */
const SMALLCAPS = /"contractBundleCap":"\$(\d{1,4})/;
const OLD = /"contractBundleCap":\{[^{}]*"index":(\d{1,4})/;

function namedCap(kv: Kv, vatID: string, book: NoteBook): string | null {
  const { body, slots } = fieldsAt(kv, `${vatID}.vatParameters`, book);
  if (typeof body !== 'string' || !Array.isArray(slots)) return null;
  const index = (SMALLCAPS.exec(body) ?? OLD.exec(body))?.[1];
  const slot: unknown = index === undefined ? null : slots[Number(index)];
  return isDeviceRef(slot) ? slot : null;
}

/** The bundlecap that a vat imported last: the one with the highest number. */
function lastCap(kv: Kv, vatID: string): string | null {
  const caps = kv.entries(`${vatID}.c.d-`, MOST_CAPS).flatMap(({ value }) => {
    const kdid = value();
    return isDeviceRef(kdid) ? [kdid] : [];
  });
  return caps.toSorted((a, b) => Number(b.slice(2)) - Number(a.slice(2)))[0] ?? null;
}

/** Reads bundlecaps as vatAdmin's device keeps them. */
export function bundleCaps(kv: Kv): BundleCaps {
  const device = kv.get('device.name.vatAdmin') ?? '';
  const bundleOf = (kdid: string): string | null => {
    const slot = kv.get(`${device}.c.${kdid}`);
    return slot === null ? null : text(kv.get(`${device}.vs.slot.${slot}`));
  };
  return {
    bundleOf,
    contractOf: (vatID, book) => {
      const named = namedCap(kv, vatID, book);
      const kdid = named ?? lastCap(kv, vatID);
      const bundleID = kdid === null ? null : bundleOf(kdid);
      return bundleID === null ? null : { bundleID, certain: named !== null };
    },
  };
}

/** What zoe starts new contracts with, from its baggage; null where the store does not say. */
export function readCurrentZcf(kv: Kv, zoe: string, caps: BundleCaps, book: NoteBook): string | null {
  const { slots } = fieldsAt(kv, `${zoe}.vs.vc.1.szcfBundleCap`, book);
  const vref: unknown = Array.isArray(slots) ? slots[0] : null;
  const kdid = typeof vref === 'string' ? kv.get(`${zoe}.c.${vref}`) : null;
  return isDeviceRef(kdid) ? caps.bundleOf(kdid) : null;
}

/** The vat that an adminNode of vatAdmin's is for: its state's `vatID`, a marshalled text. */
export function vatOfNode(value: string | null): string | null {
  try {
    const state: unknown = JSON.parse(value ?? '');
    const held = isFields(state) && isFields(state.vatID) ? state.vatID.body : null;
    const vatID: unknown = typeof held === 'string' ? JSON.parse(held.replace(/^#/, '')) : null;
    return typeof vatID === 'string' ? vatID : null;
  } catch {
    return null;
  }
}
