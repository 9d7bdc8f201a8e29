import type { UploadFault } from './exit-code';

export type Extent = {
  readonly size: number;
  /** True when there will be no more. */
  readonly isWhole: boolean;
  /** Why nothing more can come although the stream is not whole: to be said once all of it is sent. */
  readonly over?: UploadFault;
};

/** Bytes to send that can be read again from any offset, so that a broken upload can go on. */
export type Source = {
  readonly name: string;
  /** How much there is now. Throws an UploadFault when what was sent is no longer what is there. */
  extent(): Promise<Extent>;
  /** At least one byte from `offset`, when the extent reaches beyond it. */
  read(offset: number, max: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
};
