// For programs that start a server of their own: its first admin, made by the link that the start prints.

/** Whoever they are, the server is gone when they end. */
export const ADMIN = {
  name: 'operator-of-tests',
  email: 'operator@deck.example',
  password: 'a password of tests',
};

/** The link that a starting server prints while nobody is admin. */
export const LINK = /http:\/\/\S+\/welcome#(vdl_[\w-]+)/;

/**
 * Resolves to the secret of the link when the server has printed it; keeps reading, so that the server never waits for its output.
 * @param {import('node:stream').Readable | null} stdout
 * @returns {Promise<string>}
 */
export function printedSecret(stdout) {
  return new Promise((resolve) => {
    let said = '';
    stdout?.on('data', (chunk) => {
      said = (said + chunk).slice(-10_000);
      const secret = LINK.exec(said)?.[1];
      if (secret !== undefined) resolve(secret);
    });
  });
}

/**
 * Makes the first admin, who may also plan and approve as an admin may everything; resolves to the cookie of their session.
 * @param {string} url where the server is
 * @param {string} token the secret of the link
 * @returns {Promise<string>}
 */
export async function becomeAdmin(url, token) {
  const response = await fetch(`${url}/api/welcome`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ token, ...ADMIN }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (!response.ok || cookie === undefined)
    throw new Error(`The first admin was not made: ${response.status} ${await response.text()}`);
  return cookie;
}
