/** Whether the built-in rehearsal can run yet. `step` and `detail` are words for people. */
export type KernelState =
  | { state: 'preparing'; step: string; done: number; total: number; startedAt: number; detail: string }
  | { state: 'ready'; seconds: number }
  | { state: 'failed'; reason: string; remedy: string; log: string[] };

/** What `GET /api/status` answers. */
export type Status = {
  now: number;
  kernel: KernelState;
  database: 'embedded' | 'server';
  /** What happened to the embedded database since the server started, in words. */
  databaseTrouble: string | null;
  dataDir: string;
  openStreams: number;
};
