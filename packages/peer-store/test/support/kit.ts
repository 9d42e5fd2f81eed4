import { createHash } from 'node:crypto';
import { type Database, IN_MEMORY, openDatabase } from '@salvia/database';
import { type Clock, createPeerStore, type PeerSchema, type PeerStore, peerMigrations } from '../../src/index.ts';

export const T0 = 1_700_000_000;

/** A clock that is set by hand, in seconds. */
export interface TestClock extends Clock {
  advance(seconds: number): void;
}

export function createClock(): TestClock {
  let time = T0 * 1000;
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => time,
    after(milliseconds, callback) {
      const timer = { at: time + milliseconds, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    advance(seconds) {
      time += seconds * 1000;
      for (const timer of [...timers].filter(({ at }) => at <= time)) {
        timers.delete(timer);
        timer.callback();
      }
    },
  };
}

/** Bytes that are the same ones in every run: SHA-256 over a seed and a counter. */
export function createRandom(seed = 'seed'): (length: number) => Uint8Array {
  let counter = 0;
  return (length) => {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(createHash('sha256').update(`${seed} ${counter++}`).digest());
    }
    return new Uint8Array(Buffer.concat(blocks).subarray(0, length));
  };
}

export const openPeers = (path = IN_MEMORY): Promise<Database<PeerSchema>> =>
  openDatabase<PeerSchema>({ path, migrations: peerMigrations });

export const log = { debug: () => {}, error: () => {} };

export const seen = (host: string, port: number, timestamp = T0) => ({ host, port, timestamp: BigInt(timestamp) });

export const openStore = (db: Database<PeerSchema>, clock: Clock, privateAddresses = false): Promise<PeerStore> =>
  createPeerStore({ db, clock, random: createRandom(), log }, { privateAddresses });
