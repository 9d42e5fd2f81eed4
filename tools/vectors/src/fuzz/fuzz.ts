import { bytesToHex } from '@noble/hashes/utils.js';
import { NodeType } from '@salvia/protocol';
import { reachableBytes } from './memory.ts';
import { type Corpus, type Mutant, mutantAt } from './mutate.ts';
import { randomFor } from './random.ts';
import { senderFor, type Target } from './target.ts';

export interface FuzzOptions {
  readonly seed: number;
  /** Number of the first frame. */
  readonly first: number;
  readonly frames: number;
  /** A frame that holds up the event loop for longer, each time that it is fed, is a finding. */
  readonly hangMs: number;
  readonly progress: (done: Progress) => void;
  /** Gets the whole frame of each finding. */
  readonly found: (index: number, frame: Uint8Array) => void;
}

export interface Progress {
  readonly frames: number;
  readonly framesPerSecond: number;
}

/** A frame that did what none may do. `frame`: its first 64 bytes in hexadecimal; seed and index make it again. */
export interface Finding {
  readonly kind: 'crash' | 'hang';
  readonly seed: number;
  readonly index: number;
  readonly mutations: readonly string[];
  readonly name: string;
  readonly detail: string;
  readonly frame: string;
}

export interface FuzzResult {
  readonly frames: number;
  readonly framesPerSecond: number;
  /** How many frames came to which end: an error code, 'decoded', 'handled'. */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
  /** Of one frame, in milliseconds, the quickest of its turns. */
  readonly slowestMs: number;
  /** The same of frames for other roles, which are decoded only: what a wallet asks for may be a list of a whole chain. */
  readonly slowestElsewhereMs: number;
  /** Reachable bytes at the end beyond those after the first tenth, when all that is bounded is full. */
  readonly growthBytes: number;
}

const REPORT_EVERY = 50_000;
const SHOWN_BYTES = 64;
/** A slow frame is fed again: the machine may have had other things to do. */
const SECOND_LOOKS = 3;

interface Moment {
  readonly loop: ReturnType<typeof performance.eventLoopUtilization>;
  readonly processor: NodeJS.CpuUsage;
}

const moment = (): Moment => ({ loop: performance.eventLoopUtilization(), processor: process.cpuUsage() });

/**
 * Milliseconds for which the event loop was busy since then: neither waiting for other threads counts, nor, on a machine
 * that has other things to do, waiting for a processor.
 */
function busyMsSince({ loop, processor }: Moment): number {
  const { user, system } = process.cpuUsage(processor);
  return Math.min(performance.eventLoopUtilization(loop).active, (user + system) / 1000);
}

/** The longest time for which a piece of work let nothing else have its turn. */
async function longestTurnMs(work: () => Promise<unknown>): Promise<number> {
  let [longest, last, isDone] = [0, moment(), false];
  const turn = (): void => {
    longest = Math.max(longest, busyMsSince(last));
    last = moment();
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isDone = true;
  turn();
  return longest;
}

/** Feeds mutated frames to a node, one after the other. Never throws for what a frame does. */
export async function fuzz(corpus: Corpus, target: Target, options: FuzzOptions): Promise<FuzzResult> {
  const { seed, first, frames, hangMs, progress, found } = options;
  const outcomes: Record<string, number> = {};
  const findings: Finding[] = [];
  const started = performance.now();
  const rate = (done: number): number => Math.round(done / ((performance.now() - started) / 1000));
  let slowestMs = 0;
  let slowestElsewhereMs = 0;
  let settledBytes = 0;

  const report = (kind: Finding['kind'], index: number, { frame, ...mutant }: Mutant, detail: string): void => {
    findings.push({ kind, seed, index, ...mutant, detail, frame: bytesToHex(frame.subarray(0, SHOWN_BYTES)) });
    found(index, frame);
  };

  async function once(index: number, mutant: Mutant): Promise<void> {
    const sender = senderFor(mutant.name, randomFor(seed ^ 0x5eed, index));
    const feed = (): Promise<string> => target.feed(mutant.frame, sender);
    try {
      const begun = moment();
      const outcome = await feed();
      let ms = busyMsSince(begun);
      for (let look = 0; ms > hangMs && look < SECOND_LOOKS; look++) ms = Math.min(ms, await longestTurnMs(feed));
      outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      if (sender.to !== NodeType.FULL_NODE) {
        slowestElsewhereMs = Math.max(slowestElsewhereMs, ms);
        return;
      }
      slowestMs = Math.max(slowestMs, ms);
      if (ms > hangMs) report('hang', index, mutant, `${Math.round(ms)} ms, ${mutant.frame.length} bytes`);
    } catch (error) {
      report('crash', index, mutant, error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  for (let done = 0; done < frames; done++) {
    if (done === Math.floor(frames / 10)) settledBytes = reachableBytes();
    const index = first + done;
    await once(index, mutantAt(corpus, seed, index));
    if ((done + 1) % REPORT_EVERY !== 0) continue;
    progress({ frames: done + 1, framesPerSecond: rate(done + 1) });
    // Frames that nothing waits for would keep timers and threads from their turn.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const growthBytes = reachableBytes() - settledBytes;
  return { frames, framesPerSecond: rate(frames), outcomes, findings, slowestMs, slowestElsewhereMs, growthBytes };
}
