import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { createWorkBook, type Order, type WorkBook } from '../src/index.ts';

/** A challenge hash by name. */
export const hash = (name: string): Uint8Array => sha256(utf8ToBytes(name));

export const PATIENCE_MS = 5000;

/** A book with challenges by name, for tests to read. */
export const namedBook = (workers: number) => named(createWorkBook({ workers, patienceMs: PATIENCE_MS }));

export function named(book: WorkBook) {
  const names = new Map<string, string>();
  const nameOf = (bytes: Uint8Array) => names.get(String(bytes)) as string;
  const add = (name: string, weight: bigint) => {
    names.set(String(hash(name)), name);
    return book.addChallenge(hash(name), weight);
  };
  const show = (order: Order): [number, string | null] => [
    order.worker,
    order.challenge && nameOf(order.challenge.challengeHash),
  ];
  return {
    book,
    add,
    want: (name: string, iterations: bigint) => book.want(hash(name), iterations),
    plan: (nowMs: number) => book.plan(nowMs).map(show),
    active: () => book.active.map((challenge) => challenge && nameOf(challenge.challengeHash)),
    queued: () => book.queued.map(({ challengeHash }) => nameOf(challengeHash)),
  };
}
