import { open, symlink } from 'node:fs/promises';
import path from 'node:path';
import { BLOCK_BYTES, BlockCutter } from '@/lib/server/archive/block-cutter';
import { type BlockRecord, endOf } from '@/lib/server/archive/block-record';
import { codecNamed } from '@/lib/server/archive/codec';
import { describeBlock } from '@/lib/server/archive/describe-block';
import { replaceIndex } from '@/lib/server/archive/index-file';

/** Makes `dir` an archive whose text file is a link to a plain file: an index alone, one pass, no copy of the text. */
export async function indexPlainFile(file: string, dir: string): Promise<void> {
  const blocks: BlockRecord[] = [];
  const add = (text: Buffer) => blocks.push(describeBlock(text, endOf(blocks.at(-1)), text.length));
  const cutter = new BlockCutter();
  for await (const chunk of chunksOf(file)) for (const text of cutter.push(chunk)) add(text);
  const rest = cutter.takePending();
  if (rest) add(rest);
  const codec = codecNamed('stored');
  await symlink(path.resolve(file), path.join(dir, codec.fileName));
  const index = await replaceIndex(dir, codec.name, blocks);
  await index.close();
}

/** The file's bytes through one buffer that is used again and again. */
async function* chunksOf(file: string): AsyncGenerator<Buffer> {
  const handle = await open(file, 'r');
  const buffer = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  try {
    for (;;) {
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
