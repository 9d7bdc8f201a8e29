const AGAIN = 'Try again; if it stays, an admin finds what the provider said in the log of this server.';
const CONFIGURED =
  'The provider does not take this server for the one that it knows. An admin compares client id, secret and redirect address on both sides; what the provider said is in the log of this server.';
const BEGIN_AGAIN =
  'This sign-in was begun more than five minutes ago, in another browser, or is over already. Begin it again here.';

/** By the codes of OAuth 2.0 (RFC 6749, 4.1.2.1) and OpenID Connect, of GitHub, of better-auth, and our own. */
const WORDS: Readonly<Record<string, string>> = {
  'address-not-verified':
    'The provider has not checked your e-mail address. Have it checked there, then sign in again.',
  'not-invited': 'Nobody with your e-mail address was invited here. Ask an admin for an invitation.',
  banned: 'This account is banned. An admin can lift the ban.',
  account_not_linked:
    'Somebody has an account with your e-mail address and a password here already. Sign in with that password.',
  access_denied: 'The provider refused, or you stopped there. Nothing was changed.',
  server_error: `The provider had an error of its own. ${AGAIN}`,
  temporarily_unavailable: 'The provider is not available now. Try again in some minutes.',
  login_required: `The provider wanted you to sign in there first. ${AGAIN}`,
  interaction_required: `The provider wanted you to do something there first. ${AGAIN}`,
  consent_required: `The provider wanted your consent first. ${AGAIN}`,
  invalid_request: CONFIGURED,
  unauthorized_client: CONFIGURED,
  unsupported_response_type: CONFIGURED,
  invalid_scope: CONFIGURED,
  redirect_uri_mismatch: CONFIGURED,
  application_suspended: 'GitHub has suspended the application of this server. An admin asks GitHub why.',
  state_mismatch: BEGIN_AGAIN,
  state_not_found: BEGIN_AGAIN,
  no_code: `The provider sent you back without an answer. ${AGAIN}`,
  invalid_code: `The provider did not stand by its answer when this server asked for it: it was used already, or the client secret is wrong. ${AGAIN}`,
  issuer_mismatch: CONFIGURED,
  unable_to_get_user_info: `The provider did not say who you are in a way that can be trusted. ${AGAIN}`,
  email_not_found: 'The provider did not tell your e-mail address. Allow it there, then sign in again.',
};

/** Why a sign-in through a provider was refused, in words, from the code in the address; an unknown code is named. */
export const refusalWords = (code: string): string =>
  WORDS[code] ??
  `Signing in through the provider did not work (${code.slice(0, 60)}). Try again; if it stays, tell an admin this word.`;
