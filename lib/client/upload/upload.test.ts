import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ReferenceDoor } from '@/lib/slog-sender/test/reference-door';
import { fingerprint } from './fingerprint';
import { recallUpload } from './remembered-uploads';
import { FIRST_SLICE, LARGEST_SLICE, nextSliceSize } from './slice-size';
import { Upload, type UploadTools, type UploadView } from './upload';

const MIB = 1024 * 1024;
let door: ReferenceDoor;
let kept: Map<string, string>;

beforeEach(async () => {
  door = await ReferenceDoor.open();
  kept = new Map();
});
afterEach(() => door.stop());

const memory = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
};

/** The page's own fetch: relative to its server. `after` lets a test step in between. */
const tools = (after = (_method: string) => {}): UploadTools => ({
  fetch: async (url, init) => {
    const response = await fetch(door.url + url, init);
    after(init.method ?? 'GET');
    return response;
  },
  memory,
  now: () => performance.now(),
  random: () => 0,
});

const content = (size: number, salt = 0) =>
  new Uint8Array(size).map((_, i) => (i * 31 + (i >> 8) + salt) & 255);
const pick = (bytes: Uint8Array<ArrayBuffer>, name = 'a.slog') =>
  new File([bytes], name, { lastModified: 1 });
const options = { title: 'a', kind: 'clone' } as const;
const onlyRun = () => {
  expect(door.runs.size).toBe(1);
  const [run] = door.runs.values();
  if (!run) throw Error('no run');
  return run;
};

describe('an upload', () => {
  it('sends the whole file and reports the way', async () => {
    const bytes = content(20 * MIB);
    const upload = new Upload(pick(bytes), options, tools());
    const seen: UploadView[] = [];
    upload.subscribe(() => seen.push(upload.view()));
    await upload.start();
    expect(Buffer.from(bytes).equals(onlyRun().bytes)).toBe(true);
    expect(onlyRun().ended).toBe(true);
    expect(upload.view()).toMatchObject({
      state: 'done',
      sent: bytes.length,
      runId: onlyRun().id,
      error: null,
    });
    expect(seen.map(({ sent }) => sent)).toEqual(seen.map(({ sent }) => sent).sort((a, b) => a - b));
    expect(seen.some(({ rate, eta }) => rate !== null && rate > 0 && eta !== null)).toBe(true);
    expect(kept.size).toBe(0);
  });

  it('pauses where it is and goes on from there', async () => {
    const bytes = content(5 * MIB);
    let patches = 0;
    const upload = new Upload(
      pick(bytes),
      options,
      tools((method) => {
        if (method === 'PATCH' && ++patches === 2) upload.pause();
      }),
    );
    await upload.start();
    expect(upload.view()).toMatchObject({ state: 'paused', rate: null });
    const held = onlyRun().bytes.length;
    expect(held).toBeGreaterThan(0);
    expect(held).toBeLessThan(bytes.length);
    await upload.start();
    expect(upload.view().state).toBe('done');
    expect(Buffer.from(bytes).equals(onlyRun().bytes)).toBe(true);
  });

  it('goes on after a reload with the same file, on the same run', async () => {
    const bytes = content(5 * MIB);
    const first = new Upload(
      pick(bytes),
      options,
      tools((method) => method === 'PATCH' && first.pause()),
    );
    await first.start();
    const held = onlyRun().bytes.length;
    const second = new Upload(pick(bytes), options, tools());
    await second.start();
    expect(second.view()).toMatchObject({ state: 'done', resumedAt: held, runId: onlyRun().id });
    expect(Buffer.from(bytes).equals(onlyRun().bytes)).toBe(true);
  });

  it('takes another file of the same name and size for another file', async () => {
    const first = new Upload(
      pick(content(2 * MIB)),
      options,
      tools((m) => m === 'PATCH' && first.pause()),
    );
    await first.start();
    await new Upload(pick(content(2 * MIB, 1)), options, tools()).start();
    expect(door.runs.size).toBe(2);
  });

  it('makes a new run when the remembered one is gone', async () => {
    const bytes = content(2 * MIB);
    const first = new Upload(
      pick(bytes),
      options,
      tools((m) => m === 'PATCH' && first.pause()),
    );
    await first.start();
    door.runs.clear();
    const second = new Upload(pick(bytes), options, tools());
    await second.start();
    expect(second.view()).toMatchObject({ state: 'done', resumedAt: null, runId: onlyRun().id });
  });

  it('waits for a dying server and goes on at its offset', async () => {
    const bytes = content(6 * MIB);
    const upload = new Upload(pick(bytes), options, tools());
    const states = new Set<string>();
    upload.subscribe(() => {
      states.add(upload.view().state);
      const [run] = door.runs.values();
      if (run && upload.view().runId && door.deaths === 0 && states.size === 1)
        for (const at of [100, 3 * MIB + 7]) door.cut({ run, at, downMs: 60 });
    });
    await upload.start();
    expect([...states]).toEqual(['sending', 'waiting', 'done']);
    expect(door.deaths).toBeGreaterThanOrEqual(2);
    expect(Buffer.from(bytes).equals(onlyRun().bytes)).toBe(true);
  });

  it('remembers its run while the server is away', async () => {
    const bytes = content(2 * MIB);
    const first = new Upload(
      pick(bytes),
      options,
      tools((m) => m === 'PATCH' && first.pause()),
    );
    await first.start();
    await door.stop();
    const second = new Upload(pick(bytes), options, tools());
    const ending = second.start();
    await vi.waitFor(() => expect(second.view().state).toBe('waiting'));
    await door.start();
    second.retryNow();
    await ending;
    expect(second.view().state).toBe('done');
    expect(Buffer.from(bytes).equals(onlyRun().bytes)).toBe(true);
  });
});

describe('an upload that cannot be', () => {
  it('says why: empty file, refusal, no server, unreadable file', async () => {
    const failed = async (file: File) => {
      const upload = new Upload(file, options, tools());
      await upload.start();
      expect(upload.view().state).toBe('failed');
      return upload.view().error;
    };
    expect(await failed(pick(content(0)))).toMatch(/empty/);
    door.refusal = { status: 422, code: 'png' };
    expect(await failed(pick(content(9)))).toMatch(/made no run: Refused: png/);
    const gone = pick(content(9));
    Object.assign(gone, {
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('NotReadableError')) }),
    });
    expect(await failed(gone)).toMatch(/changed, moved or removed/);
    await door.stop();
    expect(await failed(pick(content(9)))).toMatch(/did not answer/);
    await door.start();
  });

  it('forgets a run that refused the bytes, so that a new start makes another', async () => {
    const upload = new Upload(
      pick(content(2 * MIB)),
      options,
      tools((method) => {
        if (method === 'HEAD') door.refusal = { status: 422, code: 'png' };
      }),
    );
    await upload.start();
    expect(upload.view()).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/\(422\): Refused: png/),
    });
    expect(kept.size).toBe(0);
    door.refusal = undefined;
  });
});

describe('its parts', () => {
  it('fingerprints by name, size, date and first bytes', () => {
    const facts = { name: 'a', size: 1, lastModified: 2 };
    const head = Uint8Array.of(1, 2, 3);
    const prints = [
      fingerprint(facts, head),
      fingerprint({ ...facts, name: 'b' }, head),
      fingerprint({ ...facts, size: 2 }, head),
      fingerprint({ ...facts, lastModified: 3 }, head),
      fingerprint(facts, Uint8Array.of(1, 2, 4)),
    ];
    expect(new Set(prints).size).toBe(5);
    expect(fingerprint({ ...facts }, Uint8Array.of(1, 2, 3))).toBe(prints[0]);
  });

  it('keeps slices between their limits', () => {
    let size = FIRST_SLICE;
    for (let i = 0; i < 20; i += 1) size = nextSliceSize(size, 10);
    expect(size).toBe(LARGEST_SLICE);
    for (let i = 0; i < 20; i += 1) size = nextSliceSize(size, 10_000);
    expect(size).toBe(256 * 1024);
    expect(nextSliceSize(size, 1000)).toBe(size);
  });

  it('recalls nothing from a broken or missing memory', () => {
    for (const text of ['{', '3', 'null', '{"runId":1}'])
      expect(recallUpload({ ...memory, getItem: () => text }, 'x')).toBeNull();
    const broken = () => {
      throw Error('off');
    };
    expect(recallUpload({ ...memory, getItem: broken }, 'x')).toBeNull();
  });
});
