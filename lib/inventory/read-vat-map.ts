import {
  allFrom,
  byVatNumber,
  emptyInventory,
  type Inventory,
  type InventoryVat,
  unknownVat,
} from '@/lib/inventory/inventory';
import {
  countOrNull,
  fieldsOf,
  MOST_VATS,
  type Reading,
  textOrNull,
  vatId,
} from '@/lib/inventory/read-facts';
import { flag, orNull, record, refuse } from '@/lib/plan/read-fields';

const VAT_FIELDS = [
  'name',
  'critical',
  'incarnation',
  'endPos',
  'source',
  'type',
  'lockdownBundleID',
  'supervisorBundleID',
  'contractBundleID',
];

function readVat(vatID: string, value: unknown, reading: Reading): InventoryVat {
  const where = `vats.${vatId(vatID, 'vats: each key')}`;
  const fields = fieldsOf(value, where, VAT_FIELDS, reading);
  const text = (field: string) => textOrNull(fields[field], `${where}.${field}`, reading);
  const endPos = countOrNull(fields.endPos, `${where}.endPos`);
  const vat = {
    ...unknownVat(vatID),
    name: text('name'),
    critical: orNull(fields.critical, `${where}.critical`, flag),
    worker: text('type'),
    incarnation: countOrNull(fields.incarnation, `${where}.incarnation`),
    bundleID: text('source'),
    contractBundleID: text('contractBundleID'),
    lockdownBundleID: text('lockdownBundleID'),
    supervisorBundleID: text('supervisorBundleID'),
    transcript: endPos === null ? null : { startPos: null, endPos },
  };
  return { ...vat, from: allFrom(vat, 'vat-map') };
}

/** The output of the SDK's `vat-map-from-swingstore.js --as-json`: what vats run, and nothing of who hangs on whom. Throws `Unfit`. */
export function readVatMap(value: unknown, reading: Reading): Inventory {
  const { label, currentZCF, vats } = fieldsOf(value, '', ['label', 'currentZCF', 'vats'], reading);
  const entries = Object.entries(record(vats, 'vats'));
  if (entries.length > MOST_VATS)
    refuse('vats', `has ${entries.length} entries; at most ${MOST_VATS} are taken.`);
  return {
    ...emptyInventory(textOrNull(label, 'label', reading) ?? reading.file.name),
    currentZcf: textOrNull(currentZCF, 'currentZCF', reading),
    vats: entries.map(([vatID, vat]) => readVat(vatID, vat, reading)).toSorted(byVatNumber),
    sources: [{ ...reading.file, kind: 'vat-map' }],
    notes: reading.book.all(),
  };
}
