import type { Timers } from '@salvia/network';
import { Downloader } from './downloader.ts';

/** A peer's node id in hex. */
export type PeerId = string;

/** An item in its turn, and who served it; null: it was there already. */
export interface Served<T> {
  readonly height: number;
  readonly item: T;
  readonly peer: PeerId | null;
}

/** What an answer was: wanted; one that came after it was asked of another peer and arrived; or not asked of this peer. */
export type AnswerKind = 'TAKEN' | 'LATE' | 'UNASKED';

export interface DownloadLimits {
  /** How far above the height that the consumer validated anything is asked for. */
  readonly window: number;
  /** Heights that may be asked for wait until they are so many, but half a second at most. */
  readonly group: number;
  /** Requests in flight per peer. */
  readonly perPeer: number;
  /** Milliseconds without an answer after which another peer is asked. */
  readonly timeoutMs: number;
  /**
   * Milliseconds after which what holds everything up is asked of a second peer as well, if one has nothing else to do: a
   * peer that stalls then does not cost the whole time-out.
   */
  readonly hurryMs: number;
  /** A peer that fails so often (time-outs, refusals, bad items) is asked no more. */
  readonly maxFailures: number;
}

export interface DownloadOptions<T> {
  /** The first height. */
  readonly from: number;
  /** The last one. */
  readonly to: number;
  /** Nothing above it is asked for until `allow` raises it; absent: `to`. */
  readonly allowed?: number;
  /** Sends a request; the answer comes to `answered` or `rejected`. */
  request(height: number, peer: PeerId): void;
  /** What is there already, from an earlier run: it is delivered without asking anybody. */
  stored?(height: number): T | null;
  /** A peer failed too often, and is asked no more. */
  dropped?(peer: PeerId): void;
  readonly limits?: Partial<DownloadLimits>;
  readonly timers: Timers;
  /** At least 0, below 1. */
  random(): number;
  /** Ends the download as `stop` does. */
  readonly signal?: AbortSignal;
}

/**
 * Items by height from many peers, delivered in order (sync steps 3 and 4). Each is asked of a random peer with room; who
 * does not answer in time, refuses, leaves, or served a bad item is replaced.
 */
export interface Download<T> extends AsyncIterable<Served<T>> {
  /** May be asked from now on; nothing happens if it failed too often before. */
  peerJoined(peer: PeerId): void;
  /** Is asked no more; what it was asked for goes to others. It may join again. */
  peerLeft(peer: PeerId): void;
  answered(peer: PeerId, height: number, item: T): AnswerKind;
  /** A refusal; whether it was asked for. */
  rejected(peer: PeerId, height: number): boolean;
  /**
   * The item at a height that was delivered is bad: a failure of its server. It is asked for again, of another peer if
   * there is one, and the next item delivered is that one; those above it that were delivered are delivered again.
   */
  retry(height: number): void;
  /** Everything up to this height is good: it is forgotten, and the window moves. */
  advance(height: number): void;
  /** Heights up to this one may be asked for. */
  allow(height: number): void;
  /** The next item; null after the last one, and after the end. One call at a time. */
  next(): Promise<Served<T> | null>;
  /** Nothing is asked for any more, and whoever waits gets null. No timer is left. */
  stop(): void;
  /** Since when there is nobody to ask, milliseconds since 1970; null while there is somebody. */
  readonly aloneSince: number | null;
  /** How many peers may be asked. */
  readonly peerCount: number;
  /** Requests in flight, over all peers. */
  readonly inFlight: number;
  /** Answers that nobody asked for. */
  readonly unasked: number;
}

/** Sync steps 3 and 4. */
export const DOWNLOAD_LIMITS: DownloadLimits = {
  window: 100,
  group: 8,
  perPeer: 10,
  timeoutMs: 15_000,
  hurryMs: 2000,
  maxFailures: 3,
};

export function createDownload<T>(options: DownloadOptions<T>): Download<T> {
  return new Downloader(options, { ...DOWNLOAD_LIMITS, ...options.limits });
}
