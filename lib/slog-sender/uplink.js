import { exchange, makeAgent } from './exchange.js';

/** @import {Answer} from './exchange.js' */
/** @import {Spool} from './spool.js' */

const MAX_BODY = 4 * 1024 * 1024;
/** From one request to the next while the stream trickles: at most 40 a second, and an idle stream's entry goes at once. */
const PACE_MS = 25;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 10_000;
/** Answers that a repetition would not change. */
const FINAL = new Set([400, 401, 403, 404, 405, 410, 413, 415, 422]);

/** What a HEAD, whose answer has no body, leaves unsaid. @type {Record<number, string>} */
const WORDS = {
  401: 'VATDECK_TOKEN is not the token of this run',
  404: 'there is no such run',
  410: 'the run has ended',
};

/** @typedef {ReturnType<typeof makeUplink>} Uplink */

/**
 * Sends what the spool holds, from the offset that the server acknowledges, until told to finish or refused for good.
 *
 * @param {{ url: URL, token: string, spool: Spool, say: (text: string) => void, keepOpen: boolean }} parts
 */
export const makeUplink = ({ url, token, spool, say, keepOpen }) => {
  const agent = makeAgent(url);
  /** The server's durable offset; unknown at first and after every trouble. @type {number | undefined} */
  let acked;
  let finishing = false;
  let stopped = false;
  /** The server has every byte and knows that there are no more. */
  let ended = false;
  let failures = 0;
  let wake = () => {};
  let hurry = () => {};

  /** Until the spool has grown, or the end has come. */
  const news = () =>
    new Promise((resolve) => {
      wake = () => resolve(undefined);
      hurry = wake;
    });

  /** @param {number} ms or until the end has come; new entries do not shorten it */
  const pause = (ms) =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      hurry = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });

  /** @param {string} reason */
  const stop = (reason) => {
    if (stopped) return;
    stopped = true;
    say(`sending to ${url.href} stopped: ${reason} Entries are still spooled, up to the limit.`);
  };

  const isOver = () =>
    stopped || ended || (finishing && keepOpen && acked === spool.end() && spool.isComplete());

  /**
   * @param {number | undefined} offset
   * @param {string} reason
   */
  const adopt = (offset, reason) => {
    if (offset === undefined) return retry(reason);
    if (offset < spool.start()) {
      const lost = `the server holds ${offset} bytes, the spool begins at ${spool.start()}: bytes it had acknowledged are gone.`;
      return stop(`${lost} Make a new run.`);
    }
    if (offset > spool.end()) {
      const more = `the server holds ${offset} bytes, more than the ${spool.end()} of the spool: another sender feeds this run, or the spool was removed.`;
      return stop(`${more} Make a new run.`);
    }
    acked = offset;
    spool.acknowledge(offset);
  };

  /** @param {string} reason */
  const retry = async (reason) => {
    acked = undefined;
    failures += 1;
    if (failures === 4)
      say(`${url.host} does not take entries now (${reason}); they are spooled and sent later.`);
    const limit = finishing ? 500 : LAST_RETRY_MS;
    const delay = Math.min(limit, FIRST_RETRY_MS * 2 ** (failures - 1));
    await pause(delay * (0.5 + Math.random() / 2));
  };

  const succeed = () => {
    if (failures >= 4) say(`${url.host} takes entries again.`);
    failures = 0;
  };

  const head = async () => {
    const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
    const answer = await exchange({ url, agent, method: 'HEAD', headers });
    if (answer.status === 200) {
      await adopt(answer.offset, 'its answer names no Upload-Offset');
      // An earlier last request arrived, its answer did not.
      if (finishing && acked === spool.end() && answer.length === acked) ended = true;
      return;
    }
    if (FINAL.has(answer.status)) return stop(refusal(answer));
    await retry(answer.reason || `HTTP ${answer.status}`);
  };

  /** @param {Answer} answer */
  const refusal = ({ status, reason }) => {
    const words = reason || WORDS[status];
    return `the server answers ${status}${words ? `: ${words.replace(/\.$/, '')}` : ''}.`;
  };

  /** @param {number} from */
  const patch = async (from) => {
    const body = from === spool.end() ? Buffer.alloc(0) : await spool.read(from, MAX_BODY);
    const last = finishing && !keepOpen && spool.isComplete() && from + body.length === spool.end();
    const headers = {
      authorization: `Bearer ${token}`,
      'tus-resumable': '1.0.0',
      'content-type': 'application/offset+octet-stream',
      'content-length': String(body.length),
      'upload-offset': String(from),
      ...(last && { 'upload-length': String(spool.end()) }),
    };
    const answer = await exchange({ url, agent, method: 'PATCH', headers, body });
    await heed(answer, from, last);
  };

  /**
   * @param {Answer} answer
   * @param {number} from
   * @param {boolean} last
   */
  const heed = async (answer, from, last) => {
    const { status, offset, reason } = answer;
    if (status === 204 || (status === 409 && offset !== undefined && offset !== from)) {
      succeed();
      await adopt(offset, 'its answer names no Upload-Offset');
      if (status === 204 && last && acked === spool.end()) ended = true;
    } else if (status === 410 && last && offset === spool.end()) {
      ended = true;
    } else if (FINAL.has(status)) {
      stop(refusal(answer));
    } else {
      await retry(reason || `HTTP ${status}`);
    }
  };

  const step = async () => {
    const started = Date.now();
    if (acked === undefined) await head();
    else if (acked === spool.end() && !(finishing && spool.isComplete())) return news();
    else await patch(acked);
    const rest = PACE_MS - (Date.now() - started);
    if (rest > 0 && !finishing) await pause(rest);
    return undefined;
  };

  const run = async () => {
    try {
      while (!isOver()) await step();
    } catch (error) {
      stop(`the spool cannot be read (${String(error)}).`);
    }
  };
  const running = run();

  return {
    wake: () => wake(),

    /** Resolves when the stream is ended at the server, or when that cannot be. */
    finish: () => {
      finishing = true;
      failures = 0;
      hurry();
      return running;
    },

    isEnded: () => ended,

    /** True when the server has every byte. */
    isAcknowledged: () => ended || (acked === spool.end() && spool.isComplete()),

    close: () => {
      stopped = true;
      agent.destroy();
      hurry();
    },
  };
};
