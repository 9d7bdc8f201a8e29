/** Where to go after signing in: a path of ours, never another host's; home when it is anything else. */
export function nextPath(asked: string | null | undefined): string {
  if (!asked?.startsWith('/') || /^\/[/\\]/.test(asked) || /[\s\\]/.test(asked)) return '/';
  return /^\/(sign-in|welcome|api)\b/.test(asked) ? '/' : asked;
}
