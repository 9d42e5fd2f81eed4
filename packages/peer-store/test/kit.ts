import { type Database, IN_MEMORY, openDatabase } from '@salvia/database';
import { type PeerSchema, peerMigrations } from '../src/index.ts';

export const T0 = 1_700_000_000;

/** A clock that is set by hand, in seconds. */
export const createClock = () => {
  let seconds = T0;
  return {
    now: () => seconds * 1000,
    advance: (by: number) => {
      seconds += by;
    },
  };
};

/** A generator of numbers in [0, 1) that gives the same ones in every run. */
export const createRandom = (seed = 1): (() => number) => {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return state / 2 ** 32;
  };
};

export const openPeers = (path = IN_MEMORY): Promise<Database<PeerSchema>> =>
  openDatabase<PeerSchema>({ path, migrations: peerMigrations });

export const log = { debug: () => {}, error: () => {} };

export const seen = (host: string, port: number, timestamp = T0) => ({ host, port, timestamp: BigInt(timestamp) });
