import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';

/** Which peer is asked for a transaction next. */
export interface TransactionRequest {
  readonly transactionId: Uint8Array;
  readonly nodeId: Uint8Array;
}

export interface TransactionRequestLimits {
  /** Transactions asked for at the same time, in all and of one peer. */
  readonly total: number;
  readonly perPeer: number;
  /** Peers remembered that have one transaction, besides the one that is asked. */
  readonly announcers: number;
  readonly timeoutMs: number;
  /** Transactions that a peer may send because it was asked for all it has, and for how long. */
  readonly allAtOnce: number;
  readonly allAtOnceMs: number;
}

export const transactionRequestLimits: TransactionRequestLimits = {
  total: 10_000,
  perPeer: 2000,
  announcers: 8,
  timeoutMs: 10_000,
  allAtOnce: 3000,
  allAtOnceMs: 120_000,
};

/**
 * Which transactions were asked for, and of whom (network 3.1.6): one peer at a time; after a refusal or a time-out the
 * next of those that announced it. What nobody asked for is not taken.
 */
export interface TransactionRequests {
  /** A peer has a transaction. @returns whether to ask this peer now; else another is asked, or there is no room */
  announced(transactionId: Uint8Array, nodeId: Uint8Array, nowMs: number): boolean;
  /** A peer is asked for all transactions that it has and we have not. */
  askedForAll(nodeId: Uint8Array, nowMs: number): void;
  /** A peer sends a transaction, which ends the request for it. @returns whether it was asked to */
  arrived(transactionId: Uint8Array, nodeId: Uint8Array, nowMs: number): boolean;
  refused(transactionId: Uint8Array, nodeId: Uint8Array): void;
  /** Hands overdue requests to peers that announced the transaction too; drops those that nobody is left for. */
  reassign(nowMs: number): TransactionRequest[];
  readonly size: number;
}

interface Pending {
  asked: string;
  readonly before: Set<string>;
  readonly next: string[];
  deadline: number;
}

export function createTransactionRequests(
  limits: TransactionRequestLimits = transactionRequestLimits,
): TransactionRequests {
  const pending = new Map<string, Pending>();
  const askedOf = new Map<string, number>();
  const allowances = new Map<string, { left: number; until: number }>();
  const count = (peer: string, change: 1 | -1) => {
    const now = (askedOf.get(peer) ?? 0) + change;
    if (now > 0) askedOf.set(peer, now);
    else askedOf.delete(peer);
  };
  const drop = (key: string, entry: Pending) => {
    pending.delete(key);
    count(entry.asked, -1);
  };
  const hasRoom = (peer: string) => pending.size < limits.total && (askedOf.get(peer) ?? 0) < limits.perPeer;

  function remember(entry: Pending, peer: string): void {
    const known = entry.asked === peer || entry.before.has(peer) || entry.next.includes(peer);
    if (!known && entry.next.length < limits.announcers) entry.next.push(peer);
  }

  function passOn(key: string, entry: Pending, nowMs: number): TransactionRequest[] {
    const peer = entry.next.shift();
    if (peer === undefined) {
      drop(key, entry);
      return [];
    }
    count(entry.asked, -1);
    count(peer, 1);
    entry.before.add(entry.asked);
    entry.asked = peer;
    entry.deadline = nowMs + limits.timeoutMs;
    return [{ transactionId: hexToBytes(key), nodeId: hexToBytes(peer) }];
  }

  /** Uses up one of the transactions that a peer may send unnamed. */
  function allowed(peer: string, nowMs: number): boolean {
    const allowance = allowances.get(peer);
    if (allowance === undefined || allowance.until < nowMs || allowance.left === 0) return false;
    allowance.left -= 1;
    return true;
  }

  return {
    announced(transactionId, nodeId, nowMs) {
      const [key, peer] = [bytesToHex(transactionId), bytesToHex(nodeId)];
      const entry = pending.get(key);
      if (entry !== undefined) remember(entry, peer);
      if (entry !== undefined || !hasRoom(peer)) return false;
      pending.set(key, { asked: peer, before: new Set(), next: [], deadline: nowMs + limits.timeoutMs });
      count(peer, 1);
      return true;
    },
    askedForAll(nodeId, nowMs) {
      for (const [peer, { until }] of allowances) if (until < nowMs) allowances.delete(peer);
      allowances.set(bytesToHex(nodeId), { left: limits.allAtOnce, until: nowMs + limits.allAtOnceMs });
    },
    arrived(transactionId, nodeId, nowMs) {
      const [key, peer] = [bytesToHex(transactionId), bytesToHex(nodeId)];
      const entry = pending.get(key);
      const named = entry !== undefined && (entry.asked === peer || entry.before.has(peer));
      if (!named && !allowed(peer, nowMs)) return false;
      if (entry !== undefined) drop(key, entry);
      return true;
    },
    refused(transactionId, nodeId) {
      const entry = pending.get(bytesToHex(transactionId));
      if (entry?.asked === bytesToHex(nodeId)) entry.deadline = 0;
    },
    reassign: (nowMs) =>
      [...pending].flatMap(([key, entry]) => (entry.deadline > nowMs ? [] : passOn(key, entry, nowMs))),
    get size() {
      return pending.size;
    },
  };
}
