import { exchange, makeAgent } from './exchange.js';

/** @import {Answer} from './exchange.js' */
/** @import {Spool} from './spool.js' */

const MAX_BODY = 4 * 1024 * 1024;
/** From one request to the next while the stream trickles: at most 40 a second, and an idle stream's entry goes at once. */
const PACE_MS = 25;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;
/** An outage is spoken of from this try on: about a second. */
const LONG_OUTAGE = 4;
/** Answers that a repetition would not change. */
const FINAL = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422]);

/** What a HEAD, whose answer has no body, leaves unsaid. @type {Record<number, string>} */
const WORDS = {
  401: 'VATDECK_TOKEN is not the token of this run',
  404: 'there is no such run',
  410: 'the run has ended',
};

/** @param {Answer} answer */
const refusal = ({ status, reason }) => {
  const words = reason || WORDS[status];
  return `the server answers ${status}${words ? `: ${words.replace(/\.$/, '')}` : ''}.`;
};

/**
 * @typedef {object} UplinkParts
 * @property {URL} url
 * @property {string} token
 * @property {Spool} spool
 * @property {(text: string) => void} say
 * @property {boolean} keepOpen finishing does not end the run
 */

/**
 * Sends what the spool holds, from the offset that the server acknowledges, until told to finish or refused for good.
 */
export class Uplink {
  /** @type {UplinkParts} */ #parts;
  /** @type {import('node:http').Agent} */ #agent;
  /** The server's durable offset; unknown at first and after every trouble. @type {number | undefined} */ #acked;
  #finishing = false;
  #stopped = false;
  #ended = false;
  #failures = 0;
  #wake = () => {};
  #hurry = () => {};
  /** @type {Promise<void>} */ #running;

  /** @param {UplinkParts} parts */
  constructor(parts) {
    this.#parts = parts;
    this.#agent = makeAgent(parts.url);
    this.#running = this.#run();
  }

  /** The server has every byte and knows that there are no more. */
  get isEnded() {
    return this.#ended;
  }

  /** The server has every byte. */
  get isAcknowledged() {
    return this.#ended || (this.#isUpToDate() && this.#parts.spool.isComplete);
  }

  /** The spool has grown. */
  wake() {
    this.#wake();
  }

  /** Resolves when the stream is ended at the server, or when that cannot be. */
  finish() {
    this.#finishing = true;
    this.#failures = 0;
    this.#hurry();
    return this.#running;
  }

  close() {
    this.#stopped = true;
    this.#agent.destroy();
    this.#hurry();
  }

  async #run() {
    try {
      while (!this.#isOver()) await this.#step();
    } catch (error) {
      this.#stop(`the spool cannot be read (${String(error)}).`);
    }
  }

  #isUpToDate() {
    return this.#acked === this.#parts.spool.end;
  }

  #isOver() {
    const { keepOpen } = this.#parts;
    return this.#stopped || this.#ended || (this.#finishing && keepOpen && this.isAcknowledged);
  }

  async #step() {
    const started = Date.now();
    if (this.#acked === undefined) await this.#head();
    else if (!this.#isUpToDate() || (this.#finishing && this.#parts.spool.isComplete))
      await this.#patch(this.#acked);
    else return this.#news();
    const rest = PACE_MS - (Date.now() - started);
    if (rest > 0 && !this.#finishing) await this.#pause(rest);
    return undefined;
  }

  /** Until the spool has grown, or the end has come. */
  #news() {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
      this.#hurry = this.#wake;
    });
  }

  /** @param {number} ms or until the end has come; new entries do not shorten it */
  #pause(ms) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      this.#hurry = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }

  async #head() {
    const answer = await this.#exchange('HEAD', {});
    if (FINAL.has(answer.status)) return this.#stop(refusal(answer));
    if (answer.status !== 200) return this.#retry(answer);
    await this.#adopt(answer);
    // An earlier last request arrived, its answer did not.
    if (this.#finishing && this.#isUpToDate() && answer.length === this.#acked) this.#ended = true;
    return undefined;
  }

  /** @param {number} from */
  async #patch(from) {
    const { spool, keepOpen } = this.#parts;
    const body = from === spool.end ? Buffer.alloc(0) : await spool.read(from, MAX_BODY);
    const isLast = this.#finishing && !keepOpen && spool.isComplete && from + body.length === spool.end;
    const headers = {
      'content-type': 'application/offset+octet-stream',
      'content-length': String(body.length),
      'upload-offset': String(from),
      ...(isLast && { 'upload-length': String(spool.end) }),
    };
    await this.#heed(await this.#exchange('PATCH', headers, body), from, isLast);
  }

  /**
   * @param {Answer} answer
   * @param {number} from
   * @param {boolean} isLast
   */
  async #heed(answer, from, isLast) {
    const { status, offset } = answer;
    const hasAll = isLast && offset === this.#parts.spool.end;
    if (status === 204 || (status === 409 && offset !== undefined && offset !== from)) {
      if (this.#failures >= LONG_OUTAGE) this.#parts.say(`${this.#parts.url.host} takes entries again.`);
      this.#failures = 0;
      await this.#adopt(answer);
      this.#ended = status === 204 && hasAll;
    } else if (status === 410 && hasAll) {
      this.#ended = true;
    } else if (FINAL.has(status)) {
      this.#stop(refusal(answer));
    } else {
      await this.#retry(answer);
    }
  }

  /** @param {Answer} answer with the offset to go on from */
  async #adopt(answer) {
    const { start, end } = this.#parts.spool;
    const { offset } = answer;
    if (offset === undefined) return this.#retry({ ...answer, reason: 'its answer names no Upload-Offset' });
    if (offset >= start && offset <= end) {
      this.#acked = offset;
      return this.#parts.spool.acknowledge(offset);
    }
    const why =
      offset < start
        ? `the spool begins at ${start}: bytes it had acknowledged are gone.`
        : `more than the ${end} of the spool: another sender feeds this run, or the spool was removed.`;
    return this.#stop(`the server holds ${offset} bytes, ${why} Make a new run.`);
  }

  /** @param {Answer} answer */
  async #retry({ status, reason }) {
    const { say, url } = this.#parts;
    this.#acked = undefined;
    this.#failures += 1;
    if (this.#failures === LONG_OUTAGE) {
      const why = reason || `HTTP ${status}`;
      say(`${url.host} does not take entries now (${why}); they are spooled and sent later.`);
    }
    const limit = this.#finishing ? 500 : LAST_RETRY_MS;
    const delay = Math.min(limit, FIRST_RETRY_MS * 2 ** (this.#failures - 1));
    await this.#pause(delay * (0.5 + Math.random() / 2));
  }

  /** @param {string} reason */
  #stop(reason) {
    if (this.#stopped) return;
    this.#stopped = true;
    const { say, url } = this.#parts;
    say(`sending to ${url.href} stopped: ${reason} Entries are still spooled, up to the limit.`);
  }

  /**
   * @param {'HEAD' | 'PATCH'} method
   * @param {Record<string, string>} headers
   * @param {Buffer} [body]
   */
  #exchange(method, headers, body) {
    const { url, token } = this.#parts;
    const authorized = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0', ...headers };
    return exchange({ url, agent: this.#agent, method, headers: authorized, ...(body && { body }) });
  }
}
