import type { Socket } from 'node:net';
import type { ErrorName } from '@salvia/protocol';
import type { Timers } from '../../timers.ts';
import type { ListenRequest } from '../transport.ts';
import { remoteHost } from './frame-socket.ts';

type Rules = Pick<ListenRequest, 'admit' | 'refused' | 'openingTimeoutMs'>;

interface Waiting {
  readonly line: Socket;
  readonly leave: () => void;
}

/** The other end of a line: the same for a TLS socket and for the one below it. */
const endOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** Lines that are open and carry no frames yet. Whoever stays here too long is thrown out. */
export class Lobby {
  readonly #rules: Rules;
  readonly #timers: Timers;
  readonly #waiting = new Map<string, Waiting>();

  constructor(rules: Rules, timers: Timers) {
    this.#rules = rules;
    this.#timers = timers;
  }

  /** Nothing was read from the line yet. */
  enter(line: Socket): void {
    const host = remoteHost(line);
    const refuse = (code: ErrorName, reason: string | null = null): void => {
      this.#rules.refused(host, code, reason);
      line.destroy();
    };
    line.on('error', () => line.destroy());
    const place = this.#rules.admit(host);
    if (typeof place === 'string') return refuse(place);
    const end = endOf(line);
    const stop = this.#timers.after(this.#rules.openingTimeoutMs, () => refuse('HANDSHAKE_TIMEOUT'));
    const leave = (): void => {
      if (this.#waiting.get(end)?.line !== line) return;
      this.#waiting.delete(end);
      stop();
      place();
    };
    this.#waiting.set(end, { line, leave });
    line.once('close', leave);
  }

  /** It carries frames from now on. */
  leave(line: Socket): void {
    this.#waiting.get(endOf(line))?.leave();
  }

  /** Ends all of them. */
  clear(): void {
    for (const { line } of this.#waiting.values()) line.destroy();
  }
}
