import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Ahead, startAhead } from '@/lib/server/slog-source/ahead/ahead';
import { Opening } from '@/lib/server/slog-source/opening';
import type { SlogWish } from '@/lib/server/slog-source/slog-wish';
import { digestOfFile, FoldDigest, hashHere } from '@/lib/server/slog-source/text-digest';
import { fastestSkimmer } from '@/lib/slog/skim/fastest';
import { ROOM } from '@/lib/slog/skim/skimmer';
import { strictly } from '@/lib/slog/skim/strictly';
import { endOfInput, type Fold, foldFilled, roomOf, startFold } from '@/lib/upgrade/fold';

/** A smaller file is hashed sooner than a thread has started. */
const HASHED_APART = 32 * 1024 * 1024;
/** Pieces between two turns of the event loop: about ten milliseconds. */
const TURN = 64;

type Parts = {
  readonly fold: Fold;
  readonly ahead: Ahead | null;
  readonly wish: SlogWish;
};

type File = { readonly fd: number; readonly size: number };

/** Reads the file's next piece into the fold's room; answers with its length, less than a room only where the file is over. */
function readPiece({ fd, size }: File, room: Uint8Array, at: number): number {
  const wanted = Math.min(ROOM, Math.max(0, size - at));
  let length = 0;
  while (length < wanted) {
    const read = readSync(fd, room, length, wanted - length, at + length);
    if (read === 0) break;
    length += read;
  }
  return length;
}

async function foldPieces(file: File, { fold, ahead, wish }: Parts): Promise<void> {
  const opening = new Opening(fold, wish.judge);
  for (let piece = 0; ; piece += 1) {
    const isRead = ahead?.take(piece) ?? false;
    const room = roomOf(fold);
    const length = isRead ? ROOM : readPiece(file, room, piece * ROOM);
    if (!opening.take(room.subarray(0, length))) foldFilled(fold, room, length);
    if (length < ROOM) break;
    if (piece % TURN > 0) continue;
    wish.onProgress?.((piece + 1) * ROOM, fold);
    await nextTurn();
  }
  opening.end();
}

/** Folds a file whose text is what lies in it, ended. Its pieces are read where the scanner reads them. */
export async function foldPlainFile(path: string, handle: FileHandle, wish: SlogWish): Promise<Fold> {
  const { size } = await handle.stat();
  const strict = wish.strict ?? false;
  const apart = wish.digest && size >= HASHED_APART ? new FoldDigest(digestOfFile(path, size)) : null;
  const ahead = startAhead(
    { file: path, size, strict },
    { wished: wish.ahead, others: apart && !strict ? 2 : 1 },
  );
  const scanner = ahead?.skimmer ?? fastestSkimmer();
  const fold = startFold(wish.digest ? (apart ?? hashHere()) : null, strict ? strictly(scanner) : scanner);
  try {
    await foldPieces({ fd: handle.fd, size }, { fold, ahead, wish });
    await apart?.finish();
  } finally {
    await apart?.digest.close();
    await ahead?.close();
  }
  endOfInput(fold);
  return fold;
}
