import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Cursor } from '@/lib/live/cursor';
import type { RunFacts } from '@/lib/live/frame';
import { Channel } from '@/lib/server/live/channel';
import type { EventStream } from '@/lib/server/live/event-stream';
import { Streams } from '@/lib/server/live/streams';

const facts: RunFacts = {
  state: 'streaming',
  reason: null,
  receivedBytes: 0,
  foldedBytes: 0,
  expectedBytes: null,
  lastByteAt: null,
  endedAt: null,
  watchers: 0,
};

/** A channel whose document is the list of everything published. */
function makeChannel() {
  const streams = new Streams();
  const document: string[] = [];
  let asked = 0;
  const channel: Channel = new Channel({
    runId: 'r',
    epoch: 'e',
    facts: () => facts,
    now: () => 5,
    askSnapshot: () => {
      asked += 1;
      setImmediate(() => channel.deliver(Buffer.from(JSON.stringify(document))));
    },
  });
  const publish = (value: string): void => {
    document.push(value);
    channel.publish(Buffer.from(JSON.stringify(value)));
  };
  const attach = (cursor: Cursor | null): EventStream => {
    const stream = streams.open({ key: 'k', isAllowed: async () => true });
    channel.attach(stream, cursor);
    return stream;
  };
  return { channel, streams, document, publish, attach, asked: () => asked };
}

/** Reads a watcher's frames until there is nothing more for a while. */
async function drain(watcher: EventStream) {
  const reader = watcher.body.getReader();
  let text = '';
  for (;;) {
    const part = await Promise.race([reader.read(), sleep(60)]);
    if (!part || part.done) break;
    text += Buffer.from(part.value).toString('utf8');
  }
  reader.releaseLock();
  return [...text.matchAll(/^id: (.*)\ndata: (.*)$/gm)].map((match) => ({
    id: match[1],
    ...JSON.parse(match[2] ?? ''),
  }));
}

const big = (n: number): string => `${n} ${'x'.repeat(100_000)}`;

describe('a channel', () => {
  it('gives a slow watcher no more than a snapshot of what it left out, in order', async () => {
    const { channel, publish, document, attach } = makeChannel();
    const slow = attach(null);
    await sleep(10);
    for (let n = 0; n < 100; n += 1) publish(big(n));
    const frames = await drain(slow);
    expect(frames[0]).toMatchObject({ kind: 'snapshot', seq: 0 });
    expect(frames.at(-1)).toMatchObject({ kind: 'snapshot', seq: 100, overview: document });
    // About a mebibyte of deltas waited for it; the other ninety were left out.
    expect(frames.length).toBeLessThan(16);
    channel.close();
  });

  it('writes the same bytes to all, numbered without a hole', async () => {
    const { channel, publish, attach } = makeChannel();
    const watchers = [attach(null), attach(null)];
    await sleep(10);
    for (let n = 1; n <= 5; n += 1) publish(String(n));
    const [one, two] = await Promise.all(watchers.map(drain));
    expect(one).toEqual(two);
    expect(one?.map(({ id }) => id)).toEqual(['e.0', 'e.1', 'e.2', 'e.3', 'e.4', 'e.5']);
    channel.close();
  });

  it('goes on for a cursor in its memory, and begins anew for one that fell out, ran ahead or is another epoch’s', async () => {
    const { channel, publish, attach } = makeChannel();
    for (let n = 1; n <= 100; n += 1) publish(big(n));
    const kinds = async (epoch: string, seq: number) =>
      (await drain(attach({ epoch, seq }))).map(({ kind }) => kind);
    expect(await kinds('e', 98)).toEqual(['delta', 'delta']);
    expect(await kinds('e', 100)).toEqual([]);
    expect(await kinds('e', 5)).toEqual(['snapshot']);
    expect(await kinds('e', 101)).toEqual(['snapshot']);
    expect(await kinds('f', 98)).toEqual(['snapshot']);
    channel.close();
  });

  it('asks once for all who come, sends all away when its document begins anew, and ends when the server does', async () => {
    const { channel, streams, publish, attach } = makeChannel();
    const watcher = attach(null);
    await sleep(10);
    publish('a');
    channel.restart('g');
    await sleep(10);
    publish('b');
    expect((await drain(watcher)).map(({ id, kind }) => `${id} ${kind}`)).toEqual([
      'e.0 snapshot',
      'e.1 delta',
      'g.0 snapshot',
      'g.1 delta',
    ]);
    expect(streams.size).toBe(1);
    streams.closeAll();
    expect(streams.size).toBe(0);
    expect((await watcher.body.getReader().read()).done).toBe(true);
    channel.close();
  });
});
