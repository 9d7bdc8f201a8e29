/** What `vatdeck` can do. A verb is loaded when it is called, so that one does not pay for the others. */
type Verb = { says: string; load: () => Promise<{ run: (argv: readonly string[]) => Promise<number> }> };

export const VERBS: Readonly<Record<string, Verb>> = {
  analyze: {
    says: 'what one slog says happened: upgrades, terminations, findings',
    load: () => import('@/lib/cli/analyze'),
  },
  send: { says: 'send a slog to a Vatdeck server, resumable', load: () => import('@/lib/cli/send') },
  tail: { says: 'follow a growing slog and send it as it grows', load: () => import('@/lib/cli/tail') },
  lines: {
    says: 'lines of a slog by number, quick in a file of any size',
    load: () => import('@/lib/cli/lines'),
  },
  plan: {
    says: 'check, import, export, compare and approve plans',
    load: () => import('@/lib/cli/plan'),
  },
  inventory: {
    says: 'which vats a swing-store has, what may be upgraded, and whom it hurts',
    load: () => import('@/lib/cli/inventory'),
  },
  report: {
    says: 'make, publish, take back and verify reports for validators',
    load: () => import('@/lib/cli/report'),
  },
  check: {
    says: 'whether a slog is what its plan asked for: a gate for CI',
    load: () => import('@/lib/cli/check'),
  },
  compare: {
    says: 'what differs between runs, or between two nodes of one chain',
    load: () => import('@/lib/cli/compare'),
  },
  'admin-link': {
    says: 'a link that makes an admin, for who is locked out',
    load: () => import('@/lib/cli/admin-link'),
  },
};

export const HELP = `vatdeck, vat upgrades of an Agoric chain from its slog

Usage: vatdeck VERB …          vatdeck VERB --help says more

${Object.entries(VERBS)
  .map(([name, { says }]) => `  ${name.padEnd(12)}${says}`)
  .join('\n')}

Exit codes of analyze and check
  0  no blocker
  1  wrong usage or unreadable input
  2  blockers found
  3  an upgrade was rolled back or a vat was lost
  4  the log ends before what it started (truncated, still running)
  With several, the first of 3, 4, 2 wins.
`;
