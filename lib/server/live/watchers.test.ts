import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as eventsDoor } from '@/app/api/events/route';
import { GET as cellsDoor } from '@/app/api/runs/[runId]/cells/route';
import { makeCellView } from '@/lib/live/cell-view';
import { decodeCells } from '@/lib/live/cells-bytes';
import { parseFrame } from '@/lib/live/parse-frame';
import { type RunModel, takeFrame } from '@/lib/live/run-model';
import { formatWanted } from '@/lib/live/wanted';
import type { Actor } from '@/lib/server/actor';
import { instance } from '@/lib/server/instance';
import { changePerson } from '@/lib/server/people/change-person';
import { makeToken, revokeToken } from '@/lib/server/people/tokens';
import { at, request, TestSource } from '@/lib/server/test/doors';
import { foldAtOnce, sampleLog, withoutCells } from '@/lib/server/test/logs';
import { operator, TestInstance } from '@/lib/server/test/test-instance';

let server: TestInstance;
beforeAll(async () => {
  server = await TestInstance.open();
});
afterAll(() => server.close());

const log = sampleLog('two-in-one-run');
const expected = foldAtOnce(log);

/** A browser that watches runs through the one door, and comes back by cursor whenever it was cut off. */
class Browser {
  readonly models = new Map<string, RunModel | null>();
  readonly #headers: Record<string, string>;
  #reader: ReadableStreamDefaultReader<Uint8Array> | null = null;
  #pending: ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']> | null = null;
  #rest = '';

  constructor(runIds: readonly string[], headers: Record<string, string> = {}) {
    for (const runId of runIds) this.models.set(runId, null);
    this.#headers = headers;
  }

  async connect(): Promise<void> {
    const query = new URLSearchParams();
    for (const [runId, model] of this.models)
      query.append('run', formatWanted({ runId, cursor: model?.cursor ?? null }));
    const answer = await eventsDoor(request(`/api/events?${query}`, { headers: this.#headers }), at({}));
    this.#reader = answer.body?.getReader() ?? null;
    this.#rest = '';
    this.#pending = null;
  }

  async sleep(): Promise<void> {
    await this.#reader?.cancel().catch(() => {});
    this.#reader = null;
  }

  /** Reads for so long (ms), or until `holds`; true when the stream ended. */
  async read(ms: number, holds = (): boolean => false): Promise<boolean> {
    const until = Date.now() + ms;
    while (!holds() && Date.now() < until) {
      if (!this.#reader) await this.connect();
      // What is under way when the time is over comes with the next reading.
      this.#pending ??= this.#reader?.read() ?? null;
      const part = await Promise.race([this.#pending, sleep(until - Date.now())]);
      if (!part) break;
      this.#pending = null;
      if (part.done) {
        this.#reader = null;
        return true;
      }
      this.#take(Buffer.from(part.value).toString('utf8'));
    }
    return false;
  }

  #take(text: string): void {
    const events = (this.#rest + text).split('\n\n');
    this.#rest = events.pop() ?? '';
    for (const event of events) {
      const frame = parseFrame(/^data: (.*)$/m.exec(event)?.[1]);
      if (frame) this.models.set(frame.runId, takeFrame(this.models.get(frame.runId) ?? null, frame));
    }
  }
}

const isOver = (browser: Browser, runId: string) => (): boolean =>
  (browser.models.get(runId)?.facts.endedAt ?? null) !== null;

/** What the timeline of a watcher draws: asked cells joined with those that its stream brought. */
async function drawn(model: RunModel | null | undefined, runId: string) {
  const query = `from=0&to=1e12&px=500&before=${model?.tail.since ?? 0}`;
  const answer = await cellsDoor(request(`/api/runs/${runId}/cells?${query}`), at({ runId }));
  const set = decodeCells(new Uint8Array(await answer.arrayBuffer()));
  return model && makeCellView()(set, model.tail, () => true);
}

describe('who watched from the start, who came late and who slept', () => {
  it('know the same and draw the same, however often the server died', async () => {
    const [source, other] = [await TestSource.create(), await TestSource.create()];
    const runs = [source.runId, other.runId];
    const [early, sleeper] = [new Browser(runs), new Browser(runs)];
    let random = 11;
    const next = (below: number): number => {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      return random % below;
    };
    for (let round = 0; round < 12; round += 1) {
      const from = await source.offset();
      const sent = source.append(from, log.subarray(from, from + next(log.length / 8)));
      await Promise.all([early.read(40), next(2) === 0 ? sleeper.read(30) : sleeper.sleep()]);
      await sent;
      if (next(3) === 0) await server.crash();
    }
    const late = new Browser([source.runId]);
    await late.read(50);
    const from = await source.offset();
    await source.append(from, log.subarray(from), { 'upload-length': String(log.length) });
    const after = new Browser([source.runId]);
    const all = [early, sleeper, late, after];
    await Promise.all(all.map((browser) => browser.read(15_000, isOver(browser, source.runId))));
    const models = all.map((browser) => browser.models.get(source.runId));
    const cells = await Promise.all(models.map((model) => drawn(model, source.runId)));
    for (const model of models) expect(model?.analysis).toEqual(withoutCells(expected));
    for (const one of cells) expect(one).toEqual(cells[0]);
    const total = expected.runs.flatMap((run) => run.cells).length;
    expect([...(cells[0]?.values() ?? [])].flat()).toHaveLength(total);
    expect(early.models.get(other.runId)?.facts.state).toBe('waiting');
    await Promise.all(all.map((browser) => browser.sleep()));
    expect((await instance()).streams.size).toBe(0);
  });
});

async function person(name: string): Promise<Actor> {
  const { prisma } = (await instance()).database;
  const row = { name, nameKey: name, email: `${name}@deck.example`, roles: ['planner'] };
  const { id } = await prisma.person.create({ data: row });
  return { kind: 'person', id, name, roles: ['planner'] };
}

describe('an open stream', () => {
  it('ends when its token is revoked or its person banned, and nobody else’s does', async () => {
    const { runId } = await TestSource.create();
    const watch = async (who: Actor) => {
      const token = await makeToken(who, { label: 'x', roles: ['planner'], days: 1 });
      const browser = new Browser([runId], { authorization: `Bearer ${token.secret}` });
      await browser.read(500, () => browser.models.get(runId) !== null);
      return { token, browser };
    };
    const [ann, bob] = [await person('annika'), await person('bobby')];
    const [revoked, kept, banned] = [await watch(ann), await watch(ann), await watch(bob)];
    const { streams } = await instance();
    expect(streams.size).toBe(3);
    await streams.recheck();
    expect(streams.size).toBe(3);
    await revokeToken(ann, revoked.token.id);
    await changePerson(operator, bob.id, { ban: { reason: 'left' } });
    await streams.recheck();
    expect(streams.size).toBe(1);
    expect(await Promise.all([revoked, banned].map(({ browser }) => browser.read(500)))).toEqual([
      true,
      true,
    ]);
    expect(await kept.browser.read(100)).toBe(false);
    await kept.browser.sleep();
    expect(streams.size).toBe(0);
  });
});
