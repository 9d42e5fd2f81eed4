import type { Socket } from 'node:net';

/** Passes everything on in both directions; where one ends or breaks, so does the other. */
export function join(one: Socket, other: Socket): void {
  one.pipe(other);
  other.pipe(one);
  one.once('close', () => other.destroy()).on('error', () => other.destroy());
  other.once('close', () => one.destroy()).on('error', () => one.destroy());
}
