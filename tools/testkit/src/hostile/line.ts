import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import type { TlsIdentity } from '@salvia/network';
import type { Stage } from './scenario.ts';

/** Ends of lines that attacks left open. */
const open = new Set<Socket>();

/** Ends every line that hostile peers of this process still hold. */
export function hangUp(): void {
  for (const line of open) line.destroy();
  open.clear();
}

/** Watches a line: its errors are nobody's, and whoever forgets to end it has it ended by `hangUp`. */
export function keepLine<Line extends Socket>(line: Line): Line {
  open.add(line);
  return line.on('error', () => undefined).once('close', () => open.delete(line));
}

const begun = (line: Socket, event: string): Promise<void> =>
  new Promise((resolve) => {
    line.once(event, () => resolve());
    line.once('close', () => resolve());
  });

/** Opens a TCP line to the victim and says nothing; resolves when it is open, or was refused. */
export async function openLine({ victim, address }: Stage): Promise<Socket> {
  const line = keepLine(connectPlain({ host: '127.0.0.1', port: victim.port, localAddress: address }));
  await begun(line, 'connect');
  return line;
}

/** Opens a line and shakes the hands of TLS only. */
export async function openSecureLine(stage: Stage, { key, certificate }: TlsIdentity): Promise<Socket> {
  const below = await openLine(stage);
  const line = keepLine(connectSecure({ socket: below, key, cert: certificate, rejectUnauthorized: false }));
  await begun(line, 'secureConnect');
  return line;
}

/** Resolves when the other side has ended a line. */
export const lineEnded = (line: Socket): Promise<void> =>
  line.destroyed ? Promise.resolve() : new Promise((resolve) => line.once('close', () => resolve()));
