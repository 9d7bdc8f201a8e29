// Exports a chain's store as a node does, into a new folder: `node src/export-store.js FOLDER EXPORT [operational|replay|archival|debug]`.
// The files are those of agoric-sdk's cosmic-swingset/src/export-kernel-db.js with --include-export-data.
import '@endo/init';
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { makeSwingStoreExporter } from '@agoric/swing-store';

const [, , dataDir = '', exportDir = '', mode = 'operational'] = process.argv;
const artifactMode = /** @type {'operational' | 'replay' | 'archival' | 'debug'} */ (mode);

mkdirSync(exportDir);
const exporter = makeSwingStoreExporter(dataDir, { artifactMode });
const data = 'export-data.jsonl';

/** @yields {string} */
async function* lines() {
  for await (const entry of exporter.getExportData()) yield `${JSON.stringify(entry)}\n`;
}
await pipeline(Readable.from(lines()), createWriteStream(path.join(exportDir, data)));

const artifacts = [];
for await (const name of exporter.getArtifactNames()) {
  await pipeline(Readable.from(exporter.getArtifact(name)), createWriteStream(path.join(exportDir, name)));
  artifacts.push([name, name]);
}
const blockHeight = Number(exporter.getHostKV('host.height')) || 0;
const manifest = { blockHeight, artifactMode, data, artifacts };
writeFileSync(path.join(exportDir, 'export-manifest.json'), JSON.stringify(manifest, null, 2));
await exporter.close();
