/** The data of an export: the kernel's keys in order of their bytes, then further records, as an exporter writes them. */
export function exportData(
  keys: Readonly<Record<string, string>>,
  records: readonly (readonly [string, string])[] = [],
): string {
  const sorted = Object.entries(keys)
    .filter(([key]) => !key.startsWith('host.'))
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([key, value]) => [`kv.${key}`, value] as const);
  return [...sorted, ...records].map((pair) => `${JSON.stringify(pair)}\n`).join('');
}

type Drawn = { readonly name: string; readonly content: Buffer | string; readonly type?: string };

function head({ name, type = '0' }: Drawn, bytes: number): Buffer {
  const block = Buffer.alloc(512);
  block.write(name.slice(0, 100), 0);
  block.write('0000644\0', 100);
  block.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124);
  block.write('        ', 148);
  block.write(type, 156);
  block.write('ustar\u000000', 257);
  const sum = block.reduce((all, byte) => all + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

/** An archive of these entries, each with a head that is as its name and type say. */
export function tarOf(entries: readonly Drawn[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content);
    const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
    return [head(entry, content.length), content, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}

export const manifestOf = (change: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    blockHeight: 12,
    artifactMode: 'debug',
    data: 'export-data.jsonl',
    artifacts: [],
    ...change,
  });
