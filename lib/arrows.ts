/**
 * Who may import whom, as data; `arrows.test.ts` fails the build when an arrow is missing here.
 * A room is the longest prefix of a file's path below. There is no exceptions list: if a rule hurts, change the table and say why.
 */
export type Room = {
  /** Rooms this one may import; its own files always. `*` is every room but `app`. */
  readonly rooms: readonly string[];
  /** Packages this one may import, by name; `*` is any, `node:` is Node's own. Type-only imports count. */
  readonly packages: readonly string[];
  /** Rules only: no clock, no random, no environment. */
  readonly pure?: true;
};

const pure = (...rooms: string[]): Room => ({ rooms, packages: [], pure: true });

const PURE = [
  'lib/base',
  'lib/slog',
  'lib/upgrade',
  'lib/people',
  'lib/plan',
  'lib/plan/formats',
  'lib/approval',
  'lib/inventory',
  'lib/reconcile',
  'lib/triage',
  'lib/compare',
  'lib/report',
  'lib/timeline',
  'lib/live',
  'lib/url',
] as const;
const REACT = ['react', 'react-dom', '@tanstack/react-query', '@tanstack/react-virtual', 'sonner'];
const UI = [
  ...REACT,
  'radix-ui',
  'class-variance-authority',
  'clsx',
  'tailwind-merge',
  'lucide-react',
  'cmdk',
  'next',
];

const seen: Room = {
  rooms: [...PURE, 'lib/client', 'components/ui', 'components/charts'],
  packages: UI,
};

export const ARROWS: Readonly<Record<string, Room>> = {
  'lib/base': pure(),
  'lib/slog': pure('lib/base'),
  'lib/upgrade': pure('lib/base', 'lib/slog'),
  'lib/people': pure('lib/base'),
  'lib/plan': pure('lib/base', 'lib/people'),
  'lib/plan/formats': { ...pure('lib/base', 'lib/people', 'lib/plan'), packages: ['yaml'] },
  'lib/approval': pure('lib/base', 'lib/people', 'lib/plan'),
  'lib/inventory': pure('lib/base', 'lib/upgrade', 'lib/plan', 'lib/plan/formats'),
  'lib/reconcile': pure('lib/base', 'lib/upgrade', 'lib/plan'),
  'lib/triage': pure('lib/base', 'lib/upgrade'),
  'lib/compare': pure('lib/base', 'lib/slog', 'lib/upgrade', 'lib/report'),
  'lib/report': pure('lib/base', 'lib/upgrade', 'lib/plan', 'lib/reconcile'),
  'lib/timeline': pure('lib/base', 'lib/upgrade', 'lib/reconcile'),
  'lib/live': pure('lib/base', 'lib/upgrade'),
  'lib/url': pure('lib/base'),
  'lib/client': { rooms: PURE, packages: REACT },
  'lib/server': {
    rooms: [...PURE, 'lib/generated'],
    packages: [
      'node:',
      '@prisma/client',
      '@prisma/adapter-pg',
      'pg',
      '@electric-sql/pglite',
      'zod',
      'better-auth',
    ],
  },
  'lib/cli': { rooms: [...PURE, 'lib/server'], packages: ['node:'] },
  'lib/slog-sender': { rooms: [], packages: ['node:'] },
  'lib/dev': {
    rooms: [
      'lib/base',
      'lib/server',
      'lib/slog',
      'lib/upgrade',
      'lib/live',
      'lib/plan',
      'lib/timeline',
      'components/timeline',
    ],
    packages: ['*'],
  },
  'components/ui': { rooms: ['lib/base'], packages: UI },
  'components/charts': { rooms: ['lib/base', 'components/ui'], packages: [...UI, 'recharts'] },
  // The sign-in form stands on its page and in the shell's dialog for whoever was signed out while working.
  'components/shell': { ...seen, rooms: [...seen.rooms, 'components/people'] },
  'components/people': seen,
  'components/plan': seen,
  'components/approval': seen,
  'components/audit': seen,
  'components/report': seen,
  'components/compare': seen,
  'components/inventory': seen,
  'components/run-list': seen,
  'components/timeline': seen,
  'components/reconcile': seen,
  'components/run': seen,
  app: { rooms: ['*'], packages: ['*'] },
};

/** Names that a pure room must be given instead of taking. */
export const IMPURE_NAMES =
  /\b(Date\.now|new Date\(\)|performance\.|Math\.random|process\.(?:env|argv|hrtime|nextTick|exit|std|memoryUsage|on)\b|globalThis|crypto\.|setTimeout|setInterval|fetch\()/;
