import type { RunFacts } from '@/lib/live/frame';
import { isOpen, type RunLook, runLook } from '@/lib/live/run-look';
import type { TransferRate } from '@/lib/live/transfer-rate';
import type { Analysis } from '@/lib/upgrade/analysis';

/** What the head of a run's page says. Rates are per second, null while unknown; `elapsed` is seconds of log time. */
export type RunHead = RunLook & {
  readonly open: boolean;
  readonly notice: (RunLook & { says: string }) | null;
  readonly elapsed: number | null;
  readonly blockHeight: number | null;
  readonly linesPerSecond: number | null;
  readonly bytesPerSecond: number | null;
  readonly receivedBytes: number;
  readonly expectedBytes: number | null;
};

type Reading = {
  readonly facts: RunFacts;
  readonly analysis: Analysis;
  readonly lines: TransferRate | null;
  readonly bytes: TransferRate | null;
  /** The server's clock, ms. */
  readonly now: number;
  /** The page's connection to the server: `lost` shows what is on the page as old. */
  readonly link: 'connecting' | 'live' | 'lost' | 'ended';
};

/** A rate that was not renewed for this long (ms) is none. */
const RATE_FADES = 3_000;
/** The log's clock may run this far behind the server's (seconds) before it is worth a word; above the second it is an old log. */
const BEHIND_FROM = 5;
const BEHIND_UNTIL = 3_600;

const ended = (head: RunLook['word'], reason: string | null): string =>
  reason ? `${head}: ${reason}` : head;

function word(facts: RunFacts, look: RunLook, now: number): string {
  if (look.word !== 'stalled' || facts.lastByteAt === null)
    return facts.state === 'failed' ? ended(look.word, facts.reason) : look.word;
  return `stalled ${Math.floor((now - facts.lastByteAt) / 1000)} s`;
}

function notice({ facts, analysis, link, now }: Reading): RunHead['notice'] {
  if (link === 'lost')
    return {
      look: 'attention',
      word: 'no answer',
      says: 'The server does not answer; this is the picture before it fell silent. The page reconnects by itself.',
    };
  if (facts.state === 'incomplete')
    return {
      look: 'unknown',
      word: 'ended',
      says: facts.reason ?? 'The log ends before what it started.',
    };
  if (facts.state === 'waiting')
    return { look: 'waiting', word: 'no bytes yet', says: 'The run waits for the first line of its slog.' };
  const behind = analysis.source.lastTime === null ? 0 : now / 1000 - analysis.source.lastTime;
  if (facts.state === 'streaming' && behind > BEHIND_FROM && behind < BEHIND_UNTIL)
    return {
      look: 'waiting',
      word: `log is ${Math.round(behind)} s behind`,
      says: 'What is shown is the log, not the clock on the wall.',
    };
  return null;
}

const perSecond = (rate: TransferRate | null, now: number, open: boolean): number | null => {
  if (!rate || !open) return null;
  return now - rate.at > RATE_FADES ? 0 : rate.rate;
};

/** What the page cannot know is not shown as if it were: a silent server's open run is stale, whatever it was. */
function lookOf({ facts, analysis, now, link }: Reading, open: boolean): RunLook {
  if (open && link === 'lost') return { look: 'attention', word: 'stale' };
  return runLook({ ...facts, blockers: analysis.summary.blockers }, now);
}

/** Puts together what the head of a run's page says at the server's clock `now`. */
export function runHead(reading: Reading): RunHead {
  const { facts, analysis, now } = reading;
  const { firstTime, lastTime } = analysis.source;
  const open = isOpen(facts);
  const look = lookOf(reading, open);
  return {
    look: look.look,
    word: word(facts, look, now),
    open,
    notice: notice(reading),
    elapsed: firstTime === null || lastTime === null ? null : lastTime - firstTime,
    blockHeight: analysis.blocks.at(-1)?.blockHeight ?? null,
    linesPerSecond: perSecond(reading.lines, now, open),
    bytesPerSecond: perSecond(reading.bytes, now, open),
    receivedBytes: facts.receivedBytes,
    expectedBytes: facts.expectedBytes,
  };
}
