import http from 'node:http';
import https from 'node:https';

const CONNECT_MS = 5_000;
const SILENCE_MS = 30_000;
const MAX_ANSWER = 64 * 1024;

/**
 * @typedef {object} Answer
 * @property {number} status 0: no answer came
 * @property {number | undefined} offset the bytes the server holds for good
 * @property {number | undefined} length where the stream ends, if the server knows
 * @property {string} reason what the server, or the network, said
 */

/** @param {URL} url */
export const makeAgent = (url) =>
  url.protocol === 'https:'
    ? new https.Agent({ keepAlive: true, maxSockets: 1 })
    : new http.Agent({ keepAlive: true, maxSockets: 1 });

/** @param {string | string[] | undefined} header */
const wholeNumber = (header) =>
  typeof header === 'string' && /^\d{1,15}$/.test(header) ? Number(header) : undefined;

/** @param {string} text */
const reasonOf = (text) => {
  try {
    const { error } = JSON.parse(text);
    return [error.message, error.hint].filter(Boolean).join(' ');
  } catch {
    return text.slice(0, 200);
  }
};

/**
 * Nothing about the connection may keep the process alive, and a connect that hangs is given up.
 *
 * @param {http.ClientRequest} request
 */
const loosen = (request) => {
  request.on('socket', (socket) => {
    socket.unref();
    if (!socket.connecting) return;
    const timer = setTimeout(
      () => request.destroy(Error(`no connection within ${CONNECT_MS} ms`)),
      CONNECT_MS,
    );
    timer.unref();
    socket.once('connect', () => clearTimeout(timer));
    socket.once('close', () => clearTimeout(timer));
  });
  request.setTimeout(SILENCE_MS, () => request.destroy(Error(`no answer within ${SILENCE_MS} ms`)));
};

/**
 * One request and its whole answer. Never rejects.
 *
 * @param {{ url: URL, agent: http.Agent, method: 'HEAD' | 'PATCH', headers: Record<string, string>, body?: Buffer }} what
 * @returns {Promise<Answer>}
 */
export const exchange = ({ url, agent, method, headers, body }) =>
  new Promise((resolve) => {
    /** @param {NodeJS.ErrnoException} error */
    const fail = (error) =>
      resolve({ status: 0, offset: undefined, length: undefined, reason: error.code || error.message });
    const client = url.protocol === 'https:' ? https : http;
    const request = client.request(url, { method, headers, agent });
    loosen(request);
    request.on('error', fail);
    request.on('response', (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => {
        if (text.length < MAX_ANSWER) text += chunk;
      });
      response.on('error', fail);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          offset: wholeNumber(response.headers['upload-offset']),
          length: wholeNumber(response.headers['upload-length']),
          reason: reasonOf(text),
        }),
      );
    });
    request.end(body);
  });
