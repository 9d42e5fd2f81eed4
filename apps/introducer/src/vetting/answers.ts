import { connect } from 'node:net';
import type { Address } from '@salvia/peer-store';

/** How long a peer may take to accept a connection (network 3.5), in milliseconds. */
const LIMIT_MS = 3_000;

/** Whether somebody listens at an address: a bare TCP connection, closed at once. Never rejects. */
export const answers = ({ host, port }: Address, limitMs = LIMIT_MS): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host, port, timeout: limitMs });
    const finish = (answered: boolean): void => {
      socket.destroy();
      resolve(answered);
    };
    socket.once('connect', () => finish(true));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
