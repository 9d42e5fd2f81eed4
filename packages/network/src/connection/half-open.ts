import type { NetworkLimits } from '../limits.ts';

/**
 * Places for inbound lines that have not finished the handshake. Whoever opens lines and says nothing takes these, never
 * those of peers, and loses them after the time limit.
 */
export class HalfOpen {
  readonly #limits: Pick<NetworkLimits, 'halfOpen' | 'halfOpenPerAddress'>;
  readonly #byHost = new Map<string, number>();
  #total = 0;

  constructor(limits: Pick<NetworkLimits, 'halfOpen' | 'halfOpenPerAddress'>) {
    this.#limits = limits;
  }

  /** Takes a place. @returns what gives it back; null if there is none */
  enter(host: string): (() => void) | null {
    const same = this.#byHost.get(host) ?? 0;
    if (this.#total >= this.#limits.halfOpen || same >= this.#limits.halfOpenPerAddress) return null;
    this.#total += 1;
    this.#byHost.set(host, same + 1);
    let isTaken = true;
    return () => {
      if (isTaken) this.#leave(host);
      isTaken = false;
    };
  }

  #leave(host: string): void {
    this.#total -= 1;
    const left = (this.#byHost.get(host) ?? 0) - 1;
    if (left > 0) this.#byHost.set(host, left);
    else this.#byHost.delete(host);
  }
}
