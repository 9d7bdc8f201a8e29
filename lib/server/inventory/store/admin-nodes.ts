import type { NoteBook } from '@/lib/inventory/note-book';
import { vatOfNode } from '@/lib/server/inventory/store/bundle-caps';
import type { Kv } from '@/lib/server/inventory/store/kv';
import { isFields, isVatId } from '@/lib/server/inventory/store/stored-json';

const MOST_KINDS = 10_000;
const MOST_NODES = 100_000;

function isAdminNode(value: string | null): boolean {
  try {
    const descriptor: unknown = JSON.parse(value ?? '');
    return isFields(descriptor) && descriptor.tag === 'adminNode';
  } catch {
    return false;
  }
}

/** Where vatAdmin keeps its durable adminNodes: `o+d13/` for the kind 13. */
function kindOf(kv: Kv, vatAdmin: string): string | null {
  const found = kv
    .entries(`${vatAdmin}.vs.vom.dkind.`, MOST_KINDS)
    .find(({ key, value }) => key.endsWith('.descriptor') && isAdminNode(value()));
  return /\.dkind\.(\d+)\.descriptor$/.exec(found?.key ?? '')?.[1] ?? null;
}

/** The kernel's name of each vat's adminNode, whose importers can have it upgraded; null when this store does not tell. */
export function readAdminNodes(
  kv: Kv,
  book: NoteBook,
): { vatAdmin: string; nodes: Map<string, string> } | null {
  const vatAdmin = kv.get('vat.name.vatAdmin');
  const kind = isVatId(vatAdmin) ? kindOf(kv, vatAdmin) : null;
  if (!isVatId(vatAdmin) || kind === null) {
    book.add('vatAdmin', 'The kind of its adminNodes was not found, so who can upgrade a vat is not known.');
    return null;
  }
  const prefix = `${vatAdmin}.vs.vom.`;
  const nodes = new Map<string, string>();
  for (const { key, value } of kv.entries(`${prefix}o+d${kind}/`, MOST_NODES)) {
    const vatID = vatOfNode(value());
    const kref = kv.get(`${vatAdmin}.c.${key.slice(prefix.length)}`);
    if (isVatId(vatID) && kref !== null) nodes.set(vatID, kref);
  }
  return { vatAdmin, nodes };
}
