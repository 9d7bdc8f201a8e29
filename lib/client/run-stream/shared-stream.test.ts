import { describe, expect, it } from 'vitest';
import { SILENCE, type Source } from '@/lib/client/run-stream/run-stream';
import { type Channel, type Locks, SharedStream } from '@/lib/client/run-stream/shared-stream';
import { formatCursor } from '@/lib/live/cursor';

type Claim = {
  owner: number;
  held: () => Promise<void>;
  reject: (error: Error) => void;
  resolve: () => void;
};
type Listener = (event: { data?: unknown; lastEventId?: string }) => void;

/** A browser: locks that die with their tab, a channel between tabs, and the streams that are open. */
function browser() {
  const holders = new Map<string, Claim>();
  const queues = new Map<string, Claim[]>();
  const channels = new Map<number, Channel>();
  const sources: { url: string; tab: number; listeners: Map<string, Listener> }[] = [];
  let clock = 0;
  /** Tabs whose locks are asked for later than what they say is heard. */
  const slow = new Set<number>();
  const grant = (name: string): void => {
    const next = holders.has(name) ? undefined : queues.get(name)?.shift();
    if (!next) return;
    holders.set(name, next);
    void next.held().then(() => {
      next.resolve();
      if (holders.get(name) !== next) return;
      holders.delete(name);
      grant(name);
    });
  };
  const locksOf = (owner: number): Locks => ({
    request: async (name, { steal }, held) => {
      for (let i = 0; slow.has(owner) && i < 20; i += 1) await Promise.resolve();
      return new Promise<void>((resolve, reject) => {
        const queue = queues.get(name) ?? [];
        queues.set(name, queue);
        const claim = { owner, held, resolve, reject };
        if (steal) {
          const robbed = holders.get(name);
          holders.delete(name);
          queue.unshift(claim);
          robbed?.reject(new Error('stolen'));
        } else queue.push(claim);
        grant(name);
      });
    },
  });
  const open = (tab: number) => {
    const channel: Channel = {
      onmessage: null,
      postMessage: (message) => {
        for (const [other, to] of channels)
          if (other !== tab)
            queueMicrotask(() => to.onmessage?.({ data: structuredClone(message) } as MessageEvent));
      },
    };
    channels.set(tab, channel);
    return new SharedStream({
      tab: `t${tab}`,
      url: '/api/events',
      locks: locksOf(tab),
      channel,
      open: (url): Source => {
        const source = { url, tab, listeners: new Map<string, Listener>() };
        sources.push(source);
        return {
          addEventListener: (type, listener) => source.listeners.set(type, listener),
          close: () => sources.splice(sources.indexOf(source), sources.includes(source) ? 1 : 0),
        };
      },
      later: (work) => {
        let wanted = true;
        queueMicrotask(() => wanted && work());
        return () => {
          wanted = false;
        };
      },
      now: () => clock,
    });
  };
  const kill = (tab: number): void => {
    channels.delete(tab);
    for (const source of sources.filter((one) => one.tab === tab)) sources.splice(sources.indexOf(source), 1);
    for (const [name, queue] of queues)
      queues.set(
        name,
        queue.filter(({ owner }) => owner !== tab),
      );
    for (const [name, { owner }] of Array.from(holders)) if (owner === tab) holders.delete(name);
    for (const name of queues.keys()) grant(name);
  };
  const send = (runId: string, seq: number): void => {
    const data = JSON.stringify({ kind: 'delta', runId, epoch: 'e', seq });
    for (const { listeners } of Array.from(sources))
      listeners.get('message')?.({ data, lastEventId: formatCursor({ epoch: 'e', seq }) });
  };
  return { open, kill, send, sources, slow, pass: (ms: number) => (clock += ms) };
}

const settle = async (): Promise<void> => {
  for (let i = 0; i < 50; i += 1) await Promise.resolve();
};

const urls = (sources: { url: string }[]): string[] => sources.map(({ url }) => decodeURIComponent(url));

describe('one stream of several tabs', () => {
  it('is one however many tabs there are, and brings each tab its own run', async () => {
    const all = browser();
    const heard: string[][] = [];
    for (let tab = 0; tab < 7; tab += 1) {
      const mine: string[] = [];
      heard.push(mine);
      all
        .open(tab)
        .open(`r${tab}`, null)
        .addEventListener('message', ({ data }) => mine.push(String(data)));
      await settle();
    }
    expect(all.sources).toHaveLength(1);
    for (let tab = 0; tab < 7; tab += 1) all.send(`r${tab}`, tab);
    await settle();
    expect(heard.map((mine) => mine.map((text) => JSON.parse(text).runId))).toEqual(
      Array.from({ length: 7 }, (_, tab) => [`r${tab}`]),
    );
  });

  it('goes on by cursor in the next tab when the one that held it dies, without the dead one’s run', async () => {
    const all = browser();
    const first = all.open(1);
    first.open('a', null);
    const second = all.open(2);
    const heard: unknown[] = [];
    await settle();
    second.open('b', null).addEventListener('message', ({ data }) => heard.push(data));
    await settle();
    all.send('a', 4);
    all.send('b', 9);
    await settle();
    all.kill(1);
    await settle();
    expect(urls(all.sources)).toEqual(['/api/events?run=b~e.9']);
    all.send('b', 10);
    expect(heard).toHaveLength(2);
    expect(second.isLeading).toBe(true);
  });

  it('drops the run of a follower that dies, and closes when nobody watches', async () => {
    const all = browser();
    const source = all.open(1).open('a', null);
    all.open(2).open('b', null);
    await settle();
    expect(urls(all.sources)).toEqual(['/api/events?run=a&run=b']);
    all.kill(2);
    await settle();
    expect(urls(all.sources)).toEqual(['/api/events?run=a']);
    source.close();
    await settle();
    expect(all.sources).toHaveLength(0);
  });

  it('does not take a tab for gone whose lock is not held yet when the leader hears of it', async () => {
    const all = browser();
    all.open(1).open('a', null);
    await settle();
    all.slow.add(2);
    all.open(2).open('b', null);
    await settle();
    await settle();
    expect(urls(all.sources)).toEqual(['/api/events?run=a&run=b']);
  });

  it('is taken over by a tab that is looked at when the holder was put to sleep', async () => {
    const all = browser();
    const sleeper = all.open(1);
    sleeper.open('a', null);
    await settle();
    const awake = all.open(2);
    const source = awake.open('b', null);
    await settle();
    all.pass(SILENCE + 1);
    source.close();
    awake.open('b', null);
    await settle();
    expect([sleeper.isLeading, awake.isLeading, all.sources.length]).toEqual([false, true, 1]);
    expect(all.sources[0]?.tab).toBe(2);
  });
});
