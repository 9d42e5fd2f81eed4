import type { SyncTarget, ValidatedHeader } from '@salvia/blockchain';
import {
  type ErrorName,
  type FullBlock,
  type HeaderBlock,
  headerHash,
  type Peer,
  ProtocolError,
} from '@salvia/protocol';
import type { Claimed } from './asked.ts';
import { createBlockPhase } from './block-phase.ts';
import type { SyncRun } from './context.ts';
import type { Download, PeerId } from './download.ts';
import type { FetchedHashList } from './hash-list.ts';
import { createHeaderPhase, headerLead } from './header-phase.ts';
import { peerId } from './net.ts';
import type { PathEnd } from './path-end.ts';

/** A list of header hashes that is being followed, as its phases see it. */
export interface Path {
  readonly run: SyncRun;
  /** Heights of the first and the last header and block that the chain lacks. */
  readonly from: number;
  readonly to: number;
  hashAt(height: number): Uint8Array;
  /** Ends both phases. */
  readonly signal: AbortSignal;
  /** A peer failed too often. */
  dropped(peer: PeerId): void;
  /** An item that this peer served is bad (null: it was stored); it is asked for again elsewhere. */
  blameServer(peer: PeerId | null, error: ErrorName, height: number): void;
  /** @param heavier whether the header's chain is heavier than ours, so that our tips are stale */
  headerValidated(height: number, validated: ValidatedHeader, heavier: boolean): void;
  blockAdded(height: number): void;
}

interface Refusal {
  readonly height: number;
  readonly headerHash: Uint8Array;
}

/** The following of one list: what is heard of peers meanwhile comes here. Each says whether it was asked for. */
export interface Walk {
  /** Ends with the run, whatever happens. */
  follow(): Promise<PathEnd>;
  heardHeader(peer: Peer, headerBlock: HeaderBlock): boolean;
  heardHeaderRefusal(peer: Peer, refusal: Refusal): boolean;
  heardBlock(peer: Peer, block: FullBlock): boolean;
  heardBlockRefusal(peer: Peer, refusal: Refusal): boolean;
  joined(peer: Peer): void;
  left(peer: Peer): void;
}

/** With nobody to ask for that long a sync stops (sync.md, blame). */
const aloneMs = 30_000;
const lookEveryMs = 1000;

export interface WalkOptions {
  readonly run: SyncRun;
  readonly target: SyncTarget;
  readonly list: FetchedHashList;
  /** The chain of validated headers is heavier than ours: our tips are stale. */
  readonly outweighed: () => void;
}

/** Follows a list of header hashes: steps 3 to 5, which overlap. */
export function createWalk({ run, target, list, outweighed }: WalkOptions): Walk {
  const { chain, net, progress, timers, log } = run;
  const ending = new AbortController();
  const known = new Map<PeerId, Peer>();
  const done = { headers: list.forkHeight, blocks: list.forkHeight };
  const refusedBy = new Set<PeerId>();
  const blamed = new Set<PeerId>();
  let end: PathEnd | null = null;

  function conclude(how: PathEnd): void {
    end ??= how;
    ending.abort();
  }

  const storedHash = (height: number): Uint8Array => {
    const hash = chain.sync.hash(height);
    if (hash === undefined) throw new RangeError(`the list has no header hash at height ${height}`);
    return hash;
  };
  /** Of heights that are worked on: each is asked for half a dozen times. */
  const hashes = new Map<number, Uint8Array>();
  const hashAt = (height: number): Uint8Array => {
    const hash = hashes.get(height) ?? storedHash(height);
    if (height > done.blocks) hashes.set(height, hash);
    return hash;
  };

  /** What the chain has beyond the fork, as blocks of no tip, is not fetched again. */
  function firstUnknown(): number {
    let height = list.forkHeight + 1;
    while (height <= target.height && chain.hasHeader(storedHash(height))) height += 1;
    return height;
  }

  const path: Path = {
    run,
    from: firstUnknown(),
    to: target.height,
    hashAt,
    signal: ending.signal,
    dropped(peer) {
      headers.download.peerLeft(peer);
      blocks.download.peerLeft(peer);
      log.info({ nodeId: peer, host: known.get(peer)?.host }, 'a peer failed too often in this sync');
    },
    blameServer: (peer, error, height) => blame(peer, error, height),
    headerValidated(height, validated, heavier) {
      done.headers = height;
      blocks.allow(height, validated);
      progress.headersTo(height);
      if (heavier) outweighed();
    },
    blockAdded(height) {
      done.blocks = height;
      hashes.delete(height);
      headers.download.allow(height + headerLead);
      progress.blocksTo(height);
    },
  };
  const headers = createHeaderPhase(path, chain.branch(path.from > 0 ? hashAt(path.from - 1) : list.forkHash));
  const blocks = createBlockPhase(path);

  function blame(id: PeerId | null, error: ErrorName, height: number): void {
    if (id === null || blamed.has(id)) return;
    const peer = known.get(id);
    // Once is enough, though more of what it served may still come to its turn.
    blamed.add(id);
    if (peer) net.blame(peer, new ProtocolError(error, { height, during: 'sync' }));
  }

  /** Takes an answer or refusal to where it is waited for. */
  function hear<T>(
    { download }: { readonly download: Download<T> },
    peer: Peer,
    claimed: Claimed,
    take: (height: number) => boolean,
  ): boolean {
    if (claimed.kind === 'UNWANTED') return false;
    if (claimed.kind === 'WANTED') return take(claimed.height);
    download.rejected(peerId(peer), claimed.height);
    blame(peerId(peer), 'INVALID_PROTOCOL_MESSAGE', claimed.height);
    return true;
  }

  function refused<T>({ download }: { readonly download: Download<T> }, peer: Peer, height: number): boolean {
    refusedBy.add(peerId(peer));
    return download.rejected(peerId(peer), height);
  }

  /** Looks whether there is anybody left to ask, and if not, whether that is somebody's fault. */
  function look(): void {
    progress.peers(blocks.download.peerCount);
    const { download, height } = next();
    const { aloneSince } = download;
    if (aloneSince === null || end !== null) return;
    if (refusedBy.size > 0 && net.peers().length > 0) conclude(withheld(height));
    else if (timers.now() - aloneSince >= aloneMs) conclude('NO_PEERS');
  }

  /** What everything waits for. */
  function next(): { readonly download: Download<unknown>; readonly height: number } {
    const isHeader = done.headers === done.blocks && done.headers < target.height;
    return isHeader
      ? { download: headers.download, height: done.headers + 1 }
      : { download: blocks.download, height: done.blocks + 1 };
  }

  /** Some say that they do not have what whoever gave the list must have, and that one does not give it either. */
  function withheld(height: number): PathEnd {
    const { server } = list;
    if (server === null || !net.peers().some((peer) => peerId(peer) === server)) return 'SERVER_LEFT';
    return { headerHash: hashAt(height), height, error: 'BLOCK_WITHHELD', check: null, lasting: false };
  }

  async function work(): Promise<void> {
    for (const peer of net.peers()) joined(peer);
    const validating = headers.validate().then((fault) => fault && conclude(fault));
    const adding = blocks.add().then((fault) => conclude(fault ?? 'REACHED'));
    // Whichever breaks down ends the other one.
    const both = [validating, adding].map((task) => task.finally(() => end === null || ending.abort()));
    await Promise.all(both.map((task) => task.catch((error: unknown) => fail(error))));
  }

  let failure: { readonly error: unknown } | null = null;
  function fail(error: unknown): void {
    failure ??= { error };
    conclude('STOPPED');
  }

  function joined(peer: Peer): void {
    known.set(peerId(peer), peer);
    blamed.delete(peerId(peer));
    headers.download.peerJoined(peerId(peer));
    blocks.download.peerJoined(peerId(peer));
  }

  return {
    async follow() {
      if (path.from > path.to) return 'REACHED';
      const stop = (): void => conclude('STOPPED');
      run.signal.addEventListener('abort', stop);
      const stopLooking = timers.every(lookEveryMs, look);
      try {
        if (run.signal.aborted) stop();
        await work();
      } finally {
        stopLooking();
        run.signal.removeEventListener('abort', stop);
        run.askedBlocks.retire();
        run.askedHeaders.retire();
      }
      if (failure !== null && !run.signal.aborted) throw failure.error;
      return end ?? 'STOPPED';
    },
    heardHeader(peer, headerBlock) {
      const { header } = headerBlock;
      const claimed = run.askedHeaders.take(peerId(peer), header.data.height, headerHash(header));
      return hear(headers, peer, claimed, (height) => headers.answered(peerId(peer), height, headerBlock));
    },
    heardHeaderRefusal(peer, { height, headerHash: hash }) {
      const claimed = run.askedHeaders.take(peerId(peer), height, hash);
      return hear(headers, peer, claimed, (at) => refused(headers, peer, at));
    },
    heardBlock(peer, block) {
      const { header } = block;
      const claimed = run.askedBlocks.take(peerId(peer), header.data.height, headerHash(header));
      return hear(blocks, peer, claimed, (height) => blocks.answered(peerId(peer), height, block));
    },
    heardBlockRefusal(peer, { height, headerHash: hash }) {
      const claimed = run.askedBlocks.take(peerId(peer), height, hash);
      return hear(blocks, peer, claimed, (at) => refused(blocks, peer, at));
    },
    joined,
    left(peer) {
      headers.download.peerLeft(peerId(peer));
      blocks.download.peerLeft(peerId(peer));
    },
  };
}
