// `npm run bench -- inventory`: a store of 2 GB and more, which `grow-store.ts` made, is inventoried: time, rate, keys, memory.
import { statSync } from 'node:fs';
import { formatBytes } from '@/lib/base/time';
import { readStore } from '@/lib/server/inventory/store/read-store';

const FILE = 'lib/generated/bench/grown.sqlite';

const start = performance.now();
let [shown, keys, bytes] = [0, 0, 0];
const inventory = readStore(
  { file: FILE, name: 'grown.sqlite', label: 'grown', takenAt: null, sha256: null },
  {
    now: Date.now,
    deadline: Number.POSITIVE_INFINITY,
    onProgress: (progress) => {
      shown += 1;
      ({ keys, bytes } = progress);
    },
  },
);
const seconds = (performance.now() - start) / 1000;
console.log(
  [
    `store      ${formatBytes(statSync(FILE).size)}, ${inventory.vats.length} vats`,
    `time       ${seconds.toFixed(1)} s, told ${shown} times how far it is`,
    `read       ${formatBytes(bytes)}, ${(bytes / seconds / 1e6).toFixed(0)} MB/s`,
    `keys       ${keys}, ${Math.round(keys / seconds / 1000)} thousand a second`,
    `peak RSS   ${formatBytes(process.resourceUsage().maxRSS * 1024)}`,
  ].join('\n'),
);
