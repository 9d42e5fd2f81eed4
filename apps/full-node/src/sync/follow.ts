import { hexToBytes } from '@noble/hashes/utils.js';
import type { SyncTarget } from '@salvia/blockchain';
import { Delivery, type ErrorContext, type ErrorName, NodeType, out, type Peer, ProtocolError } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { SyncRun } from './context.ts';
import type { PeerId } from './download.ts';
import { type FetchedHashList, fetchHashList } from './hash-list.ts';
import { peerId } from './net.ts';
import { createWalk, type Walk } from './path.ts';
import type { PathEnd, PathFault } from './path-end.ts';
import { createQuestions, type Questions } from './questions.ts';
import { storing } from './storing.ts';

/** FALSE: no peer gives a list of header hashes to it that leads there. */
export type TargetEnd = 'REACHED' | 'STOPPED' | 'NO_PEERS' | 'FALSE' | 'NO_HASHES';

/** The following of one target: what is heard of peers meanwhile goes to the member that is there. */
export interface Pursuit {
  readonly questions: Questions;
  /** While a list is followed. */
  readonly walk: Walk | null;
  follow(): Promise<TargetEnd>;
}

/**
 * Follows a claimed tip: gets the list of header hashes from one peer that claims it and follows that; whoever gave a list
 * that turns out false answers for it, and the next one that claims the tip is asked (steps 2 to 5).
 * @param outweighed called when validated headers are heavier than our tips
 */
export function pursue(run: SyncRun, target: SyncTarget, outweighed: () => void): Pursuit {
  const { chain, net, progress, timers, signal, claims, announcements, blacklist, log } = run;
  const questions = createQuestions({
    send: (peer, { name, body }) =>
      net.send([out(name, NodeType.FULL_NODE, Delivery.SPECIFIC, body, hexToBytes(peer))]),
    timers,
    signal,
  });
  const known = new Map<PeerId, Peer>();
  const liars = new Set<PeerId>();
  let walk: Walk | null = null;

  /** Those that claim the target and are connected; of a target of an earlier run nobody may be left who says so. */
  function claimants(): Peer[] {
    for (const peer of net.peers()) known.set(peerId(peer), peer);
    const { headerHash } = target;
    const claiming = new Set([...claims.peersOf(headerHash), ...announcements.peersOf(headerHash)].map(peerId));
    const all = net.peers().filter((peer) => !liars.has(peerId(peer)));
    const wanted = all.filter((peer) => claiming.has(peerId(peer)));
    return claiming.size === 0 ? all : wanted;
  }

  function blame(id: PeerId, error: ErrorName, details: ErrorContext): void {
    const peer = known.get(id);
    if (peer) net.blame(peer, new ProtocolError(error, { ...details, during: 'sync' }));
  }

  const getList = () =>
    storing(run, () =>
      fetchHashList({
        chain,
        target,
        announcers: () => claimants().map(peerId),
        questions,
        blame: (peer, error, details) => {
          liars.add(peer);
          blame(peer, error, details);
        },
        timers,
        signal,
      }),
    );

  /** A list with a header that is known to be bad need not be followed. */
  function knownFault({ forkHeight }: FetchedHashList): PathFault | null {
    const bad = blacklist.all().find(({ height, headerHash, lasting }) => {
      const listed = lasting && height > forkHeight && height <= target.height ? chain.sync.hash(height) : undefined;
      return listed !== undefined && sameBytes(listed, headerHash);
    });
    return bad === undefined ? null : { ...bad, check: null };
  }

  async function walkAlong(list: FetchedHashList): Promise<PathEnd> {
    const fault = knownFault(list);
    if (fault !== null) return fault;
    progress.forkAt(list.forkHeight);
    progress.enter('headers');
    walk = createWalk({ run, target, list, outweighed });
    try {
      return await walk.follow();
    } finally {
      walk = null;
    }
  }

  /** The list is false, or leads nowhere now: it goes, and so does the good name of whoever gave it. */
  async function drop(list: FetchedHashList, fault: PathFault | null): Promise<void> {
    const { server } = list;
    if (server !== null) liars.add(server);
    if (fault !== null) {
      const { error, height, check } = fault;
      log.warn({ code: error, height, check, nodeId: server }, 'the claimed chain is not what it was said to be');
      progress.failed(error, `the claimed chain fails at height ${height}${check === null ? '' : ` (${check})`}`);
      if (server !== null) blame(server, error, { height, check });
      if (fault.lasting) blacklist.add(fault);
    }
    await storing(run, () => chain.sync.addHashes(list.forkHeight + 1, []));
  }

  return {
    questions,
    get walk() {
      return walk;
    },
    async follow() {
      for (;;) {
        progress.enter('hashes');
        const list = await getList();
        if (signal.aborted) return 'STOPPED';
        if (list === null) return liars.size > 0 ? 'FALSE' : 'NO_HASHES';
        const end = await walkAlong(list);
        if (end === 'REACHED' || end === 'STOPPED' || end === 'NO_PEERS') return end;
        await drop(list, end === 'SERVER_LEFT' ? null : end);
      }
    },
  };
}
