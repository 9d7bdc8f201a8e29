/** The page that a link opens; the secret is behind the #, so that it is in no log of a server or a proxy. */
export const linkUrl = (origin: string, secret: string): string => `${origin}/welcome#${secret}`;
