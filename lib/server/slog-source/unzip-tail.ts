import { constants, createGunzip, type Gunzip } from 'node:zlib';

/** Where a decompressor broke off: source bytes it had taken whole before, and text bytes it had given in all. */
export type BrokenAt = { readonly safe: number; readonly given: number };

/** What a second reading found: the text that the first one lost, and the source's byte that cannot be read. */
export type UnzipTail = { readonly parts: readonly Buffer[]; readonly byte: number };

/** zlib's error throws away what it had unpacked of the bytes it was given with the broken one; given alone, there is nothing to lose. */
class Feeder {
  readonly #gunzip: Gunzip = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH });
  readonly #parts: Buffer[] = [];
  #skip: number;
  #isOver = false;
  #wake = (): void => {};
  byte = 0;

  constructor(skip: number) {
    this.#skip = skip;
    this.#gunzip.on('data', (part: Buffer) => this.#keep(part));
    for (const over of ['error', 'end'] as const)
      this.#gunzip.on(over, () => {
        this.#isOver = true;
        this.#wake();
      });
  }

  /** False when no byte more can be read. */
  async feed(bytes: Uint8Array): Promise<boolean> {
    if (this.#isOver) return false;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
      this.#gunzip.write(bytes, () => resolve());
    });
    if (!this.#isOver) this.byte += bytes.length;
    return !this.#isOver;
  }

  async end(): Promise<readonly Buffer[]> {
    if (!this.#isOver)
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        this.#gunzip.end();
      });
    return this.#parts;
  }

  #keep(part: Buffer): void {
    const known = Math.min(this.#skip, part.length);
    this.#skip -= known;
    if (part.length > known) this.#parts.push(part.subarray(known));
  }
}

/**
 * Reads a broken gzip source once more, byte by byte where it broke, so that its text is all that stands before the damage, however the
 * source was cut when it was read first. Answers with the text behind what was `given`.
 */
export async function unzipTail(
  source: AsyncIterable<Uint8Array>,
  { safe, given }: BrokenAt,
): Promise<UnzipTail> {
  const feeder = new Feeder(given);
  for await (const chunk of source) {
    const whole = Math.min(chunk.length, Math.max(0, safe - feeder.byte));
    if (whole > 0 && !(await feeder.feed(chunk.subarray(0, whole)))) break;
    if (!(await feedSlowly(feeder, chunk.subarray(whole)))) break;
  }
  return { parts: await feeder.end(), byte: feeder.byte };
}

async function feedSlowly(feeder: Feeder, bytes: Uint8Array): Promise<boolean> {
  for (let i = 0; i < bytes.length; i += 1) if (!(await feeder.feed(bytes.subarray(i, i + 1)))) return false;
  return true;
}
