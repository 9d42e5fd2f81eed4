import type { DownloadLimits, PeerId } from './download.ts';

/** A request that is in flight, or overdue. */
interface Request {
  readonly askedAt: number;
  overdue: boolean;
}

interface Entry {
  readonly requests: Map<number, Request>;
  /** In flight, so without those that are overdue. */
  inFlight: number;
  usable: boolean;
}

/** Who may be asked, who was asked for what, and who failed how often. */
export class DownloadPeers {
  readonly #limits: Pick<DownloadLimits, 'perPeer' | 'maxFailures' | 'timeoutMs'>;
  readonly #entries = new Map<PeerId, Entry>();
  /** Outlives the connection: nobody comes back as new. */
  readonly #failures = new Map<PeerId, number>();

  constructor(limits: Pick<DownloadLimits, 'perPeer' | 'maxFailures' | 'timeoutMs'>) {
    this.#limits = limits;
  }

  get usable(): PeerId[] {
    return [...this.#entries].filter(([, { usable }]) => usable).map(([peer]) => peer);
  }

  get inFlight(): number {
    return [...this.#entries.values()].reduce((sum, { inFlight }) => sum + inFlight, 0);
  }

  /** @returns whether it may be asked */
  join(peer: PeerId): boolean {
    if ((this.#failures.get(peer) ?? 0) >= this.#limits.maxFailures) return false;
    if (!this.#entries.has(peer)) this.#entries.set(peer, { requests: new Map(), inFlight: 0, usable: true });
    return true;
  }

  /** @returns the heights that were in flight */
  leave(peer: PeerId): number[] {
    const open = this.#open(peer);
    this.#entries.delete(peer);
    return open;
  }

  hasRoom(peer: PeerId): boolean {
    const entry = this.#entries.get(peer);
    return entry?.usable === true && entry.inFlight < this.#limits.perPeer;
  }

  ask(peer: PeerId, height: number, now: number): void {
    const entry = this.#entries.get(peer);
    if (entry === undefined) return;
    if (entry.requests.get(height)?.overdue !== false) entry.inFlight++;
    entry.requests.set(height, { askedAt: now, overdue: false });
  }

  /** An answer, and whether it came in time; null if it was not asked for, or was answered before. */
  settle(peer: PeerId, height: number): 'IN_TIME' | 'OVERDUE' | null {
    const entry = this.#entries.get(peer);
    const request = entry?.requests.get(height);
    if (entry === undefined || request === undefined) return null;
    entry.requests.delete(height);
    if (request.overdue) return 'OVERDUE';
    entry.inFlight--;
    return 'IN_TIME';
  }

  /** Milliseconds since a request that is in flight; null if it is not. */
  waiting(peer: PeerId, height: number, now: number): number | null {
    const request = this.#entries.get(peer)?.requests.get(height);
    return request === undefined || request.overdue ? null : now - request.askedAt;
  }

  /** Marks what took too long; an answer may still come. */
  expire(now: number): { readonly peer: PeerId; readonly height: number }[] {
    const expired: { peer: PeerId; height: number }[] = [];
    for (const [peer, entry] of this.#entries)
      for (const [height, request] of entry.requests) {
        if (request.overdue || now - request.askedAt < this.#limits.timeoutMs) continue;
        request.overdue = true;
        entry.inFlight--;
        expired.push({ peer, height });
      }
    return expired;
  }

  /** Counts a failure. @returns what was in flight, if it was one too many; null otherwise */
  fail(peer: PeerId): number[] | null {
    const failures = (this.#failures.get(peer) ?? 0) + 1;
    this.#failures.set(peer, failures);
    const entry = this.#entries.get(peer);
    if (failures < this.#limits.maxFailures || entry === undefined || !entry.usable) return null;
    const open = this.#open(peer);
    entry.usable = false;
    entry.inFlight = 0;
    for (const request of entry.requests.values()) request.overdue = true;
    return open;
  }

  #open(peer: PeerId): number[] {
    const requests = this.#entries.get(peer)?.requests ?? new Map<number, Request>();
    return [...requests].filter(([, { overdue }]) => !overdue).map(([height]) => height);
  }
}
