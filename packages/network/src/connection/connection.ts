import type { Address } from '@salvia/peer-store';
import { type NodeTypeName, nodeTypeName, type Peer } from '@salvia/protocol';
import { sameBytes } from '@salvia/streamable';
import type { Link } from './link.ts';

/** What is shown of one connection. Times in milliseconds since 1970, sizes in bytes. */
export interface ConnectionInfo {
  readonly nodeId: Uint8Array;
  readonly type: NodeTypeName;
  readonly host: string;
  /** Where the peer says it listens; 0 if it does not. */
  readonly port: number;
  readonly outbound: boolean;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly connectedAt: number;
  /** 0 before the first message. */
  readonly lastMessageAt: number;
  /** Milliseconds from a ping to its pong; null before the first. */
  readonly roundTripMs: number | null;
  /** Milliseconds by which the peer's clock is ahead of ours; null if it did not tell. */
  readonly clockOffsetMs: number | null;
}

/** A peer that has told who it is, and the link to it. */
export class Connection {
  readonly peer: Peer;
  readonly link: Link;
  /** The address that was dialled; null for inbound connections. */
  readonly dialled: Address | null;
  roundTripMs: number | null = null;
  /** Whether its errors were dealt with, so that its end is not charged again. */
  charged = false;
  #clock: { readonly theirs: number; readonly ours: number } | null = null;
  #ping: { readonly nonce: Uint8Array; readonly sentAt: number } | null = null;

  constructor(peer: Peer, link: Link, dialled: Address | null) {
    this.peer = peer;
    this.link = link;
    this.dialled = dialled;
  }

  pinged(nonce: Uint8Array, now: number): void {
    this.#ping = { nonce, sentAt: now };
  }

  /** Only the answer to the latest ping tells anything; any other is ignored. */
  ponged(nonce: Uint8Array, now: number): void {
    if (this.#ping === null || !sameBytes(this.#ping.nonce, nonce)) return;
    this.roundTripMs = now - this.#ping.sentAt;
    this.#ping = null;
  }

  /** The peer's clock, as one of its pings tells it. Half a round trip ago it was that late there. */
  toldTime(theirs: number, now: number): void {
    this.#clock = { theirs, ours: now };
  }

  get #clockOffsetMs(): number | null {
    if (this.#clock === null) return null;
    const { theirs, ours } = this.#clock;
    return Math.round(theirs + (this.roundTripMs ?? 0) / 2 - ours);
  }

  info(): ConnectionInfo {
    const { nodeId, nodeType, host, port, outbound } = this.peer;
    return {
      nodeId,
      type: nodeTypeName(nodeType),
      host,
      port,
      outbound,
      bytesIn: this.link.bytesIn,
      bytesOut: this.link.bytesOut,
      connectedAt: this.link.openedAt,
      lastMessageAt: this.link.lastFrameAt,
      roundTripMs: this.roundTripMs,
      clockOffsetMs: this.#clockOffsetMs,
    };
  }
}
