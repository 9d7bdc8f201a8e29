import { Duplex } from 'node:stream';

const TERMINATE = 0x58;

/** A socket as the `pg` client wants it, whose other end is a function: one message in, the server's reply out. */
export class EmbeddedWire extends Duplex {
  readonly #send: (message: Uint8Array) => Promise<Uint8Array>;

  constructor(send: (message: Uint8Array) => Promise<Uint8Array>) {
    super();
    this.#send = send;
  }

  connect(): this {
    process.nextTick(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error) => void): void {
    this.#forward(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: (error?: Error) => void): void {
    this.#forward(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  #forward(message: Buffer, done: (error?: Error) => void): void {
    if (message[0] === TERMINATE) {
      done();
      this.push(null);
      return;
    }
    this.#send(new Uint8Array(message)).then((out) => {
      if (out.length > 0) this.push(Buffer.from(out));
      done();
    }, done);
  }
}
