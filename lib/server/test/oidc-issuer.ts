import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';

/** What the issuer knows of whoever is at its sign-in page. */
export type Claims = {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name?: string;
};

type Asked = { readonly nonce: string | null; readonly challenge: string | null; readonly redirect: string };

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return new URLSearchParams(text);
}

/** A small OpenID provider on the loopback: authorization code with PKCE, RS256 id tokens, one client; whoever comes is `who`. */
export class OidcIssuer {
  static readonly CLIENT = { id: 'vatdeck-test', secret: 'the secret of the client' };
  who: Claims = { sub: 'none', email: 'none', email_verified: false };
  /** Makes the next id token wrong in one claim. */
  forge: Record<string, unknown> = {};
  /** Sends whoever comes back with this error instead of a code. */
  refuses: { readonly error: string; readonly error_description?: string } | null = null;
  /** Takes no code for a token. */
  isForgetful = false;
  readonly #key = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly #codes = new Map<string, Asked>();
  readonly #server: Server;
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request).then(({ status, headers = {}, body }) => {
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(body === undefined ? '' : JSON.stringify(body));
      });
    });
  }

  static async open(): Promise<OidcIssuer> {
    const issuer = new OidcIssuer();
    await new Promise<void>((resolve) => issuer.#server.listen(0, '127.0.0.1', resolve));
    const address = issuer.#server.address();
    issuer.#port = typeof address === 'object' && address ? address.port : 0;
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(
    request: IncomingMessage,
  ): Promise<{ status: number; headers?: Record<string, string>; body?: unknown }> {
    const url = new URL(request.url ?? '/', this.url);
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return { status: 200, body: this.#configuration() };
      case '/jwks':
        return { status: 200, body: { keys: [this.#publicKey()] } };
      case '/authorize':
        return { status: 302, headers: { location: this.#authorize(url.searchParams) } };
      case '/token':
        return this.#token(await formOf(request), request.headers.authorization);
      case '/userinfo':
        return { status: 200, body: this.who };
      default:
        return { status: 404 };
    }
  }

  #configuration() {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      userinfo_endpoint: `${this.url}/userinfo`,
      jwks_uri: `${this.url}/jwks`,
      id_token_signing_alg_values_supported: ['RS256'],
      code_challenge_methods_supported: ['S256'],
    };
  }

  #publicKey() {
    return { ...this.#key.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' };
  }

  #authorize(query: URLSearchParams): string {
    const code = randomUUID();
    const redirect = query.get('redirect_uri') ?? '';
    const state = query.get('state') ?? '';
    if (this.refuses) return `${redirect}?${new URLSearchParams({ ...this.refuses, state })}`;
    this.#codes.set(code, { nonce: query.get('nonce'), challenge: query.get('code_challenge'), redirect });
    return `${redirect}?${new URLSearchParams({ code, state })}`;
  }

  #token(form: URLSearchParams, authorization: string | undefined) {
    const { id, secret } = OidcIssuer.CLIENT;
    const basic = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const isClient = authorization === basic || form.get('client_secret') === secret;
    const code = form.get('code') ?? '';
    const asked = this.#codes.get(code);
    this.#codes.delete(code);
    const verifier = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (
      this.isForgetful ||
      !isClient ||
      asked?.challenge !== verifier ||
      asked.redirect !== form.get('redirect_uri')
    )
      return { status: 400, body: { error: 'invalid_grant' } };
    const id_token = this.#sign(asked.nonce);
    return {
      status: 200,
      body: { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token },
    };
  }

  #sign(nonce: string | null): string {
    const now = Math.floor(Date.now() / 1000);
    const times = { iat: now, exp: now + 60 };
    const claims = { iss: this.url, aud: OidcIssuer.CLIENT.id, ...times, nonce, ...this.who, ...this.forge };
    const signed = `${base64url({ alg: 'RS256', kid: 'one', typ: 'JWT' })}.${base64url(claims)}`;
    const signature = createSign('RSA-SHA256').update(signed).sign(this.#key.privateKey, 'base64url');
    return `${signed}.${signature}`;
  }
}
