import type { Migration } from '@salvia/database';

/** Tables of this package; times in seconds since 1970. */
export interface PeerSchema {
  peer: {
    host: string;
    port: number;
    timestamp: number;
    last_try: number;
    last_success: number;
    attempts: number;
    last_counted: number;
    tried: number;
  };
  introducer_peer: {
    host: string;
    port: number;
    seen_at: number;
    vetted_at: number;
    answered: number;
  };
}

const PEER_NUMBERS = ['timestamp', 'last_try', 'last_success', 'attempts', 'last_counted', 'tried'] as const;
const INTRODUCER_NUMBERS = ['seen_at', 'vetted_at', 'answered'] as const;

/** Give these to `openDatabase`. */
export const peerMigrations: Readonly<Record<string, Migration>> = {
  'peers-0001': {
    async up(db) {
      for (const [table, numbers] of [
        ['peer', PEER_NUMBERS],
        ['introducer_peer', INTRODUCER_NUMBERS],
      ] as const) {
        let builder = db.schema
          .createTable(table)
          .addColumn('host', 'text', (column) => column.notNull())
          .addColumn('port', 'integer', (column) => column.notNull());
        for (const name of numbers) builder = builder.addColumn(name, 'integer', (column) => column.notNull());
        await builder.addPrimaryKeyConstraint(`${table}_key`, ['host', 'port']).execute();
      }
    },
  },
};
