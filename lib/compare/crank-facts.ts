import { isRecord } from '@/lib/slog/json';

/**
 * What one crank did, as far as two honest nodes must agree: `activityhash` is a running hash of all that the kernel did; the others tell
 * where it began to differ. `syscalls` and `result` are short marks of what was written, not of its clocks.
 */
export type CrankFacts = {
  readonly crankNum: number;
  readonly activityhash: string | null;
  readonly computrons: number;
  readonly syscalls: string;
  readonly result: string;
  readonly blockHeight: number | null;
  /** Of its crank-start and its crank-finish, from 1. */
  readonly line: number;
  readonly endLine: number;
};

type Open = {
  crankNum: number;
  line: number;
  computrons: number;
  syscalls: number;
  count: number;
  result: number;
};

/** FNV-1a over UTF-16 code units: a mark that tells texts apart, of no use against people. */
function mark(hash: number, text: string): number {
  let h = hash;
  for (let i = 0; i < text.length; i += 1) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

const START = 0x811c9dc5;
/** Only these are parsed; a slog's other lines say nothing of what nodes must agree on. */
const NEEDED =
  /^\s*\{\s*"(?:type":"(?:crank-|syscall"|deliver-result|cosmic-swingset-(?:begin-block|commit-block-finish)|kernel-init-start)|time")/;

/**
 * Reads a slog line by line and gives the cranks of committed blocks in order; a block that is executed again after a crash gives its
 * cranks once, at its commit. A log without blocks gives each crank as it ends. Holds one block's cranks at most.
 */
export class CrankReader {
  #line = 0;
  #open: Open | null = null;
  #block: number | null = null;
  #held: CrankFacts[] = [];

  /** Takes the next line; what it gives are cranks that are certain now. */
  take(text: string): readonly CrankFacts[] {
    this.#line += 1;
    if (!NEEDED.test(text.slice(0, 80))) return [];
    const entry = parsed(text);
    if (entry === null || entry.replay === true) return [];
    return this.#takeEntry(entry);
  }

  #takeEntry(entry: Record<string, unknown>): readonly CrankFacts[] {
    switch (entry.type) {
      case 'kernel-init-start':
        this.#open = null;
        this.#held = [];
        this.#block = null;
        return [];
      case 'cosmic-swingset-begin-block':
        this.#block = typeof entry.blockHeight === 'number' ? entry.blockHeight : null;
        this.#held = [];
        return [];
      case 'cosmic-swingset-commit-block-finish': {
        const held = this.#held;
        this.#held = [];
        this.#block = null;
        return held;
      }
      case 'crank-start':
        this.#open = opened(entry, this.#line);
        return [];
      case 'syscall':
        if (this.#open) addSyscall(this.#open, entry);
        return [];
      case 'deliver-result':
        if (this.#open) addResult(this.#open, entry);
        return [];
      case 'crank-finish':
        return this.#finish(entry);
      default:
        return [];
    }
  }

  #finish(entry: Record<string, unknown>): readonly CrankFacts[] {
    const open = this.#open;
    this.#open = null;
    if (open === null) return [];
    const facts: CrankFacts = {
      crankNum: open.crankNum,
      activityhash: typeof entry.activityhash === 'string' ? entry.activityhash : null,
      computrons: open.computrons,
      syscalls: `${open.count} (${open.syscalls.toString(16)})`,
      result: open.result.toString(16),
      blockHeight: this.#block,
      line: open.line,
      endLine: this.#line,
    };
    if (this.#block === null) return [facts];
    this.#held.push(facts);
    return [];
  }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

const opened = ({ crankNum }: Record<string, unknown>, line: number): Open | null =>
  typeof crankNum === 'number'
    ? { crankNum, line, computrons: 0, syscalls: START, count: 0, result: START }
    : null;

function addSyscall(open: Open, { ksc }: Record<string, unknown>): void {
  open.count += 1;
  open.syscalls = mark(open.syscalls, JSON.stringify(ksc) ?? '');
}

/** `dr` is `[status, problem, usage]`; of the usage only the computrons must agree. */
function addResult(open: Open, { dr }: Record<string, unknown>): void {
  if (!Array.isArray(dr)) return;
  const [status, problem, usage]: unknown[] = dr;
  open.result = mark(open.result, JSON.stringify([status, problem]));
  if (isRecord(usage) && typeof usage.compute === 'number') open.computrons += usage.compute;
}
