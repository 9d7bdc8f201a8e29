import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { KernelState } from '@/lib/live/kernel-state';
import type { Env } from '@/lib/server/env';
import { type BuiltInChain, builtInChainSchema } from '@/lib/server/rehearsal/built-in-chain';
import { Child, type ChildEnd, cleanEnv } from '@/lib/server/rehearsal/child';

type KernelEnv = Pick<Env, 'root' | 'prepareKernel' | 'kernelCache'>;

const OFF: KernelState = {
  state: 'failed',
  reason: 'The preparation of the kernel is switched off (VATDECK_PREPARE=off).',
  remedy: 'Press “Prepare” to do it now, or start without VATDECK_PREPARE.',
  log: [],
};

const progressSchema = z.object({
  step: z.string(),
  done: z.number().default(0),
  total: z.number().default(0),
  detail: z.string().default(''),
  chain: builtInChainSchema.optional(),
});

const packagesSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      optional: z.boolean().optional(),
      link: z.boolean().optional(),
    }),
  ),
});

function readPackages(file: string) {
  return packagesSchema.parse(JSON.parse(readFileSync(/*turbopackIgnore: true*/ file, 'utf8'))).packages;
}

/** npm writes its own lock beside the packages; when it names what ours names, they are installed. */
export function isInstalled(folder: string): boolean {
  const hidden = path.join(/*turbopackIgnore: true*/ folder, 'node_modules/.package-lock.json');
  if (!existsSync(/*turbopackIgnore: true*/ hidden)) return false;
  const have = readPackages(hidden);
  const wanted = readPackages(path.join(/*turbopackIgnore: true*/ folder, 'package-lock.json'));
  return Object.entries(wanted).every(
    ([name, entry]) => name === '' || entry.optional || entry.link || have[name]?.version === entry.version,
  );
}

const REMEDIES: readonly (readonly [sign: RegExp, remedy: string])[] = [
  [
    /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN|network/i,
    'The npm registry was not reached. Check the connection, then try again.',
  ],
  [
    /node-gyp|g\+\+|make: |python|prebuild/i,
    'The kernel’s store is compiled here: install a C++ compiler, make and Python 3 (Debian: build-essential python3), then try again.',
  ],
  [/ENOSPC/, 'The disk is full. Make room, then try again.'],
  [/ENOENT.*npm|spawn npm/, 'npm was not found on the PATH of the server. Start it with npm start.'],
];

const remedyFor = (lines: readonly string[]): string =>
  REMEDIES.find(([sign]) => lines.some((line) => sign.test(line)))?.[1] ??
  'The last lines below say why. Repair that, then try again; everything else works meanwhile.';

/** Sees to it that the rehearsal's kernel is installed and bundled, in the background, and says how far that is. */
export class Kernel {
  readonly #env: KernelEnv;
  readonly #folder: string;
  #state: KernelState = OFF;
  #chain: BuiltInChain | null = null;
  #child: Child | null = null;
  #working: Promise<void> | null = null;
  #stopped = false;

  constructor(env: KernelEnv) {
    this.#env = env;
    this.#folder = path.join(/*turbopackIgnore: true*/ env.root, 'lib/rehearsal');
  }

  get state(): KernelState {
    return this.#state;
  }

  /** What the chain of a prepared kernel has; null until then. */
  get chain(): BuiltInChain | null {
    return this.#chain;
  }

  /** The first preparation, unless it is switched off. */
  start(): void {
    if (this.#env.prepareKernel) void this.prepare();
  }

  /** Prepares, or joins the preparation under way; quick when everything is there. Never rejects: see `state`. */
  prepare(): Promise<void> {
    this.#working ??= this.#prepare().finally(() => {
      this.#working = null;
    });
    return this.#working;
  }

  stop(): void {
    this.#stopped = true;
    this.#child?.kill();
  }

  async #prepare(): Promise<void> {
    if (this.#stopped || this.#state.state === 'ready') return;
    const startedAt = Date.now();
    this.#show(startedAt, { step: 'looking', done: 0, total: 1, detail: '' });
    try {
      const failed = (await this.#install(startedAt)) ?? (await this.#bundle(startedAt));
      this.#state = failed ?? { state: 'ready', seconds: (Date.now() - startedAt) / 1000 };
    } catch (error) {
      this.#state = failure('The kernel could not be prepared', [
        error instanceof Error ? error.message : String(error),
      ]);
    }
  }

  async #install(startedAt: number): Promise<KernelState | null> {
    if (isInstalled(this.#folder)) return null;
    const show = (detail: string): void =>
      this.#show(startedAt, { step: 'installing the kernel (about a minute)', done: 0, total: 1, detail });
    show('npm ci');
    const end = await this.#run('npm', ['ci', '--no-audit', '--no-fund'], show);
    return end.code === 0 ? null : failure('Installing the kernel failed', end.lines);
  }

  async #bundle(startedAt: number): Promise<KernelState | null> {
    const end = await this.#run(process.execPath, ['src/prepare.js'], (line) => {
      const progress = progressSchema.safeParse(parseLine(line));
      if (!progress.success) return;
      const { chain, ...shown } = progress.data;
      this.#chain = chain ?? this.#chain;
      this.#show(startedAt, shown);
    });
    return end.code === 0 ? null : failure('Bundling the kernel failed', end.lines);
  }

  async #run(command: string, args: readonly string[], onLine: (line: string) => void): Promise<ChildEnd> {
    const env = cleanEnv({ VATDECK_CACHE: this.#env.kernelCache });
    this.#child = new Child({ command, args, cwd: this.#folder, env, onLine });
    const end = await this.#child.ended;
    this.#child = null;
    return end;
  }

  #show(startedAt: number, progress: Omit<z.infer<typeof progressSchema>, 'chain'>): void {
    this.#state = { state: 'preparing', startedAt, ...progress };
  }
}

function failure(what: string, lines: readonly string[]): KernelState {
  const last = lines.findLast((line) => line.trim() !== '') ?? 'it said nothing';
  return { state: 'failed', reason: `${what}: ${last}`, remedy: remedyFor(lines), log: [...lines] };
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
