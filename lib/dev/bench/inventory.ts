// `npm run bench -- inventory`: a store of 2 GB and more, or an export of it (`export`), is inventoried: time, rate, keys, memory, and how
// much longer that takes than reading as many pages of the same file one by one. `grow-store.ts` made both.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { formatBytes } from '@/lib/base/time';
import { readInventoryFile } from '@/lib/server/inventory/read-file';

const PLACES = { store: 'grown/swingstore.sqlite', export: 'grown-export' } as const;
const what = process.argv[2] === 'export' ? 'export' : 'store';
const file = path.join('lib/generated/bench', PLACES[what]);
const PAGE = 4096;

/** Seconds that plain reads of so many bytes take, page by page from the whole of a file. */
function plainSeconds(name: string, bytes: number): number {
  const fd = openSync(name, 'r');
  const [page, pages] = [Buffer.alloc(PAGE), Math.floor(fstatSync(fd).size / PAGE)];
  const reads = Math.floor(bytes / PAGE);
  const start = performance.now();
  for (let i = 0; i < reads; i += 1) readSync(fd, page, 0, PAGE, Math.floor((i * pages) / reads) * PAGE);
  closeSync(fd);
  return (performance.now() - start) / 1000;
}

const start = performance.now();
let [shown, keys, bytes] = [0, 0, 0];
const inventory = await readInventoryFile(
  { file, name: what, label: what, takenAt: null, sha256: null },
  {
    now: Date.now,
    deadline: Number.POSITIVE_INFINITY,
    onProgress: (progress) => {
      shown += 1;
      ({ keys, bytes } = progress);
    },
    unpacked: `${file}.unpacked`,
    mostBytes: Number.POSITIVE_INFINITY,
  },
);
const seconds = (performance.now() - start) / 1000;
const memory = process.resourceUsage().maxRSS * 1024;
const plain = plainSeconds(what === 'store' ? file : path.join(file, 'export-data.jsonl'), bytes);
console.log(
  [
    `${what.padEnd(10)} ${formatBytes(inventory.sources[0]?.bytes ?? 0)}, ${inventory.vats.length} vats, ${inventory.terminated.length} terminated`,
    `time       ${seconds.toFixed(1)} s, told ${shown} times how far it is`,
    `read       ${formatBytes(bytes)}, ${(bytes / seconds / 1e6).toFixed(0)} MB/s`,
    `keys       ${keys}, ${Math.round(keys / seconds / 1000)} thousand a second`,
    `ratio      ${(seconds / plain).toFixed(1)} × plain reads of as many pages (${plain.toFixed(2)} s)`,
    `peak RSS   ${formatBytes(memory)}`,
  ].join('\n'),
);
