const WORDS: Readonly<Record<string, string>> = {
  'address-not-verified':
    'The provider has not checked your e-mail address. Have it checked there, then sign in again.',
  'not-invited': 'Nobody with your e-mail address was invited here. Ask an admin for an invitation.',
  banned: 'This account is banned. An admin can lift the ban.',
  account_not_linked:
    'Somebody has an account with your e-mail address and a password here already. Sign in with that password.',
  access_denied: 'The provider refused, or you stopped there. Nothing was changed.',
};

/** Why a sign-in through a provider was refused, in words, from the code in the address; an unknown code is named. */
export const refusalWords = (code: string): string =>
  WORDS[code] ??
  `Signing in through the provider did not work (${code.slice(0, 60)}). Try again; if it stays, tell an admin this word.`;
