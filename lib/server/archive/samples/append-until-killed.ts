import { readFile } from 'node:fs/promises';
import { openArchive } from '@/lib/server/archive/open-archive';
import { drawNumbers } from '@/lib/server/archive/samples/draw-text';

/**
 * The victim of the kill test: `append-until-killed.ts DIR TEXT SEED` appends the text's rest in chunks of drawn size,
 * flushes now and then, and prints each position that it was told is durable.
 */
const [dir = '', textFile = '', seed = '0'] = process.argv.slice(2);
const draw = drawNumbers(Number(seed));
const text = await readFile(textFile);
const archive = await openArchive(dir);
console.log(archive.position());
for (let at = archive.position(); at < text.length; ) {
  const chunk = text.subarray(at, at + 1 + Math.floor(draw() * 400_000));
  await archive.append(chunk);
  at += chunk.length;
  if (draw() < 0.5) console.log(await archive.flush());
}
console.log(await archive.finish());
await archive.close();
