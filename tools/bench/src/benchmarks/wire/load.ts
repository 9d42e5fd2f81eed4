import { concatBytes } from '@noble/hashes/utils.js';
import type { Child } from './child.ts';

/** What a server is made to do. */
export interface Load {
  /** One message as it is on the line; the first line sends it. */
  readonly frame: Uint8Array;
  /** How many are sent. */
  readonly count: number;
  /** How many are under way at a time. */
  readonly window: number;
}

/**
 * Sends messages and waits for one answer to each on every line.
 * @returns milliseconds of computing time of the server for one message and its answers
 */
export async function costOfOne(child: Child, { frame, count, window }: Load): Promise<number> {
  const { lines } = child;
  const [first] = lines;
  if (first === undefined) throw new RangeError('no line');
  const before = lines.map((line) => line.count);
  const answered = (messages: number) =>
    Promise.all(lines.map((line, i) => line.reaches((before[i] as number) + messages)));
  const step = Math.ceil(window / 2);
  const batch = concatBytes(...Array.from({ length: step }, () => frame));
  const start = await child.account();
  let sent = 0;
  for (; sent < count; sent += step) {
    await answered(sent + step - window);
    first.write(batch);
  }
  await answered(sent);
  return ((await child.account()).cpuMs - start.cpuMs) / sent;
}
