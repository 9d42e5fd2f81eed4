import type { Socket } from 'node:net';
import type { NetworkLimits } from '../limits.ts';

/**
 * Places for sockets that have not finished the handshake. Whoever opens sockets and says nothing takes these, never
 * those of peers, and loses them after the time limit.
 */
export class HalfOpen {
  readonly #limits: Pick<NetworkLimits, 'halfOpen' | 'halfOpenPerAddress'>;
  readonly #hosts = new Map<Socket, string>();

  constructor(limits: Pick<NetworkLimits, 'halfOpen' | 'halfOpenPerAddress'>) {
    this.#limits = limits;
  }

  /** Takes a place until the socket closes or `leave`; false if there is none. */
  enter(socket: Socket, host: string): boolean {
    const same = [...this.#hosts.values()].filter((other) => other === host).length;
    if (this.#hosts.size >= this.#limits.halfOpen || same >= this.#limits.halfOpenPerAddress) return false;
    this.#hosts.set(socket, host);
    socket.once('close', () => this.leave(socket));
    return true;
  }

  leave(socket: Socket): void {
    this.#hosts.delete(socket);
  }

  has(socket: Socket): boolean {
    return this.#hosts.has(socket);
  }

  /** Ends all of them, for the end of the server. */
  destroy(): void {
    for (const socket of this.#hosts.keys()) socket.destroy();
  }
}
